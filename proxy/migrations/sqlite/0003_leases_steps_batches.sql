-- Sends that several proxies may work on, in steps, alone or in batches; and the log of them.
-- What is the same in both databases is said in the same words; see ../postgres for the other.

-- The database's clock: milliseconds since 1970, and the same as RFC 3339. One clock for all who share the ledger.
CREATE VIEW clock AS
    SELECT CAST(round(unixepoch('now', 'subsec') * 1000) AS INTEGER) AS now,
           strftime('%Y-%m-%dT%H:%M:%f000Z', 'now') AS at;

ALTER TABLE sends ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE sends ADD COLUMN search_text TEXT NOT NULL DEFAULT ''; -- lower-case words that a search may hit
ALTER TABLE sends ADD COLUMN kind TEXT NOT NULL DEFAULT 'create';
ALTER TABLE sends ADD COLUMN begun_as TEXT NOT NULL DEFAULT 'create'; -- the kind before a person decided otherwise
ALTER TABLE sends ADD COLUMN accepts_twins INTEGER NOT NULL DEFAULT 0; -- 1 once a person said: create anyway
ALTER TABLE sends ADD COLUMN known_before TEXT; -- JSON: employees who were there before the create call left
ALTER TABLE sends ADD COLUMN looks INTEGER NOT NULL DEFAULT 0; -- into BambooHR in this state that gave no usable answer
ALTER TABLE sends ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0; -- calls that left to create or to update
ALTER TABLE sends ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- number of the newest event
ALTER TABLE sends ADD COLUMN batch TEXT;
ALTER TABLE sends ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0; -- no work on it before; milliseconds, as all below
ALTER TABLE sends ADD COLUMN searching_since INTEGER;
ALTER TABLE sends ADD COLUMN ended_at INTEGER; -- since when nothing works on it
ALTER TABLE sends ADD COLUMN before_in_flight TEXT; -- RFC 3339: just before the newest create call left
-- Who works on it, and until when nobody else may. Every change of hands makes the fence one higher, and a worker
-- with a lower one can write nothing more.
ALTER TABLE sends ADD COLUMN lease_by TEXT;
ALTER TABLE sends ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sends ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;

UPDATE sends SET
    version = (SELECT coalesce(max(sequence), 0) FROM send_events e WHERE e.account = sends.account AND e.send = sends.id),
    name = coalesce((SELECT trim(coalesce(json_extract(body, '$.first_name'), '') || ' ' || coalesce(json_extract(body, '$.last_name'), ''))
                     FROM candidates c WHERE c.account = sends.account AND c.id = sends.candidate), ''),
    search_text = coalesce((SELECT c.sort_name FROM candidates c WHERE c.account = sends.account AND c.id = sends.candidate), '')
                  || char(10) || lower(candidate),
    attempts = EXISTS (SELECT 1 FROM send_events e WHERE e.account = sends.account AND e.send = sends.id AND e.state = 'in_flight'),
    before_in_flight = (SELECT max(at) FROM send_events e WHERE e.account = sends.account AND e.send = sends.id AND e.state = 'in_flight'),
    searching_since = CASE WHEN state = 'unknown' THEN (SELECT now FROM clock) END,
    ended_at = CASE WHEN state IN ('done', 'refused', 'not_sent', 'released', 'needs_person')
                    THEN unixepoch(changed_at) * 1000 END;

-- A candidate has at most one send that was begun to create somebody and did, or still may …
DROP INDEX one_active_send;
CREATE UNIQUE INDEX one_creating_send ON sends (account, candidate)
    WHERE begun_as = 'create' AND state NOT IN ('refused', 'not_sent', 'released');
-- … and at most one of whatever kind that has not ended.
CREATE UNIQUE INDEX one_unfinished_send ON sends (account, candidate)
    WHERE state IN ('intent', 'twin_found', 'in_flight', 'created', 'incomplete', 'unknown', 'needs_person');

-- An employee was created by at most one send: no search may adopt somebody else's hire.
DROP INDEX one_send_per_employee;
CREATE UNIQUE INDEX one_send_per_employee ON sends (account, employee)
    WHERE employee IS NOT NULL AND kind = 'create' AND state <> 'released';

CREATE INDEX sends_to_work_on ON sends (due_at) WHERE state IN ('intent', 'in_flight', 'created', 'unknown');
CREATE INDEX sends_by_time ON sends (account, started_at, id);
CREATE INDEX sends_by_batch ON sends (account, batch) WHERE batch IS NOT NULL;

ALTER TABLE send_events ADD COLUMN position INTEGER; -- of the step that changed, if one did
ALTER TABLE send_events ADD COLUMN step TEXT; -- the state that step entered
ALTER TABLE send_events ADD COLUMN reason TEXT; -- why, in the words of the person who decided

-- The steps of a send's plan, each with its own durable state.
CREATE TABLE send_steps (
    account         TEXT NOT NULL,
    send            TEXT NOT NULL,
    position        INTEGER NOT NULL, -- in the plan, from 0
    state           TEXT NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    problem         TEXT, -- JSON
    unsettled_since INTEGER,
    PRIMARY KEY (account, send, position)
) STRICT;

INSERT INTO send_steps (account, send, position, state)
    SELECT s.account, s.id, step.key,
        CASE WHEN s.state NOT IN ('created', 'done') THEN 'waiting'
             WHEN step.key = 0 THEN 'done'
             WHEN s.state = 'created' THEN 'waiting'
             WHEN s.receipt IS NULL THEN 'failed'
             ELSE 'done' END
    FROM sends s, json_each(s.plan, '$.steps') step;

-- Many candidates sent at once.
CREATE TABLE batches (
    account     TEXT NOT NULL,
    id          TEXT NOT NULL,
    who         TEXT NOT NULL,
    at          TEXT NOT NULL, -- RFC 3339, UTC
    paused      INTEGER NOT NULL DEFAULT 0,
    key         TEXT NOT NULL, -- the request's Idempotency-Key
    fingerprint BLOB NOT NULL, -- SHA-256 of what was asked
    version     INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (account, id),
    UNIQUE (account, key)
) STRICT;

CREATE TABLE batch_lines (
    account   TEXT NOT NULL,
    batch     TEXT NOT NULL,
    position  INTEGER NOT NULL,
    candidate TEXT NOT NULL,
    name      TEXT NOT NULL,
    send      TEXT, -- none when it was not accepted
    problem   TEXT, -- why not
    fields    TEXT, -- JSON: entries to correct
    PRIMARY KEY (account, batch, position)
) STRICT;

-- Who paused a batch and let it go on. Only ever appended to.
CREATE TABLE batch_events (
    account  TEXT NOT NULL,
    batch    TEXT NOT NULL,
    sequence INTEGER NOT NULL, -- the batch's version
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    paused   INTEGER NOT NULL,
    PRIMARY KEY (account, batch, sequence)
) STRICT;

-- How an account's BambooHR is, as all who share the ledger found it.
CREATE TABLE upstreams (
    account    TEXT NOT NULL PRIMARY KEY,
    held_until INTEGER NOT NULL DEFAULT 0, -- it asked for a pause
    failures   INTEGER NOT NULL DEFAULT 0, -- in a row
    stopped    TEXT,                       -- JSON: why nothing is sent until a person looked
    probed_at  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a candidate handed in.
CREATE TABLE candidate_files (
    account    TEXT NOT NULL,
    candidate  TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    content    BLOB NOT NULL,
    PRIMARY KEY (account, candidate, name)
) STRICT;
