-- The same ledger as in ../sqlite, for several proxies. Everything belongs to an account, and every key begins with
-- it: no query can reach across. Texts are sorted by their bytes, as SQLite does.

-- The database's clock: milliseconds since 1970, and the same as RFC 3339. One clock for all who share the ledger.
CREATE VIEW clock AS
    SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT) AS now,
           to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"000Z"') AS at;

-- SQLite's name for it, so that both are asked in the same words.
CREATE FUNCTION instr(text, text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT strpos($1, $2)::bigint';

CREATE TABLE candidates (
    account     TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    stage       TEXT NOT NULL,
    sort_name   TEXT COLLATE "C" NOT NULL, -- lower-case name, the order of the list
    sort_job    TEXT COLLATE "C" NOT NULL,
    search_text TEXT NOT NULL, -- lower-case words that a search may hit
    body        TEXT NOT NULL, -- the candidate as JSON
    PRIMARY KEY (account, id)
);

CREATE INDEX candidates_by_name ON candidates (account, sort_name, id);

-- Who moved a candidate to which stage, and when. Only ever appended to.
CREATE TABLE stage_events (
    account   TEXT COLLATE "C" NOT NULL,
    candidate TEXT COLLATE "C" NOT NULL,
    sequence  BIGINT NOT NULL,
    at        TEXT COLLATE "C" NOT NULL, -- RFC 3339, UTC
    who       TEXT NOT NULL,
    stage     TEXT NOT NULL, -- the stage that was entered
    PRIMARY KEY (account, candidate, sequence)
);

-- What a candidate handed in.
CREATE TABLE candidate_files (
    account    TEXT COLLATE "C" NOT NULL,
    candidate  TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    kind       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes      BIGINT NOT NULL,
    content    BYTEA NOT NULL,
    PRIMARY KEY (account, candidate, name)
);

CREATE TABLE sends (
    account          TEXT COLLATE "C" NOT NULL,
    id               TEXT COLLATE "C" NOT NULL,
    candidate        TEXT COLLATE "C" NOT NULL,
    name             TEXT NOT NULL,
    search_text      TEXT NOT NULL, -- lower-case words that a search may hit
    kind             TEXT NOT NULL,
    begun_as         TEXT NOT NULL, -- the kind before a person decided otherwise
    state            TEXT NOT NULL,
    plan             TEXT NOT NULL, -- the exact values, as JSON: enough to go on after a crash
    searched         BIGINT NOT NULL DEFAULT 0, -- 1 once the answer was lost and BambooHR was searched
    accepts_twins    BIGINT NOT NULL DEFAULT 0, -- 1 once a person said: create anyway
    looks            BIGINT NOT NULL DEFAULT 0, -- into BambooHR in this state that gave no usable answer
    known_before     TEXT, -- JSON: employees who were there before the create call left
    employee         TEXT,          -- BambooHR's employee id
    problem          TEXT,          -- JSON
    receipt          TEXT,          -- JSON
    matches          TEXT,          -- JSON: people among whom a person must choose
    attempts         BIGINT NOT NULL DEFAULT 0, -- calls that left to create or to update
    version          BIGINT NOT NULL, -- number of the newest event
    batch            TEXT COLLATE "C",
    started_by       TEXT NOT NULL,
    started_at       TEXT COLLATE "C" NOT NULL, -- RFC 3339, UTC
    changed_at       TEXT COLLATE "C" NOT NULL,
    before_in_flight TEXT COLLATE "C", -- RFC 3339: just before the newest create call left
    due_at           BIGINT NOT NULL DEFAULT 0, -- no work on it before; milliseconds, as all below
    searching_since  BIGINT,
    ended_at         BIGINT, -- since when nothing works on it
    -- Who works on it, and until when nobody else may. Every change of hands makes the fence one higher, and a worker
    -- with a lower one can write nothing more.
    lease_by         TEXT COLLATE "C",
    lease_until      BIGINT NOT NULL DEFAULT 0,
    fence            BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (account, id)
);

-- A candidate has at most one send that was begun to create somebody and did, or still may …
CREATE UNIQUE INDEX one_creating_send ON sends (account, candidate)
    WHERE begun_as = 'create' AND state NOT IN ('refused', 'not_sent', 'released');
-- … and at most one of whatever kind that has not ended.
CREATE UNIQUE INDEX one_unfinished_send ON sends (account, candidate)
    WHERE state IN ('intent', 'twin_found', 'in_flight', 'created', 'incomplete', 'unknown', 'needs_person');

-- An employee was created by at most one send: no search may adopt somebody else's hire.
CREATE UNIQUE INDEX one_send_per_employee ON sends (account, employee)
    WHERE employee IS NOT NULL AND kind = 'create' AND state <> 'released';

CREATE INDEX sends_by_candidate ON sends (account, candidate, started_at);
CREATE INDEX sends_to_work_on ON sends (due_at) WHERE state IN ('intent', 'in_flight', 'created', 'unknown');
CREATE INDEX sends_by_time ON sends (account, started_at, id);
CREATE INDEX sends_by_batch ON sends (account, batch) WHERE batch IS NOT NULL;

-- What happened to a send, in order. Only ever appended to. No personal data.
CREATE TABLE send_events (
    account  TEXT COLLATE "C" NOT NULL,
    send     TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    at       TEXT COLLATE "C" NOT NULL,
    who      TEXT NOT NULL, -- the user, or 'proxy'
    state    TEXT NOT NULL, -- the state that was entered
    note     TEXT NOT NULL,
    position BIGINT, -- of the step that changed, if one did
    step     TEXT, -- the state that step entered
    reason   TEXT, -- why, in the words of the person who decided
    PRIMARY KEY (account, send, sequence)
);

-- The steps of a send's plan, each with its own durable state.
CREATE TABLE send_steps (
    account         TEXT COLLATE "C" NOT NULL,
    send            TEXT COLLATE "C" NOT NULL,
    position        BIGINT NOT NULL, -- in the plan, from 0
    state           TEXT NOT NULL,
    attempts        BIGINT NOT NULL DEFAULT 0,
    problem         TEXT, -- JSON
    unsettled_since BIGINT,
    PRIMARY KEY (account, send, position)
);

CREATE TABLE idempotency_keys (
    account     TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    fingerprint BYTEA NOT NULL, -- SHA-256 of what was asked
    send        TEXT NOT NULL,
    response    TEXT NOT NULL, -- the body of the first answer, repeated byte for byte
    created_at  TEXT NOT NULL,
    PRIMARY KEY (account, key)
);

-- Many candidates sent at once.
CREATE TABLE batches (
    account     TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    who         TEXT NOT NULL,
    at          TEXT NOT NULL, -- RFC 3339, UTC
    paused      BIGINT NOT NULL DEFAULT 0,
    key         TEXT COLLATE "C" NOT NULL, -- the request's Idempotency-Key
    fingerprint BYTEA NOT NULL, -- SHA-256 of what was asked
    version     BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (account, id),
    UNIQUE (account, key)
);

CREATE TABLE batch_lines (
    account   TEXT COLLATE "C" NOT NULL,
    batch     TEXT COLLATE "C" NOT NULL,
    position  BIGINT NOT NULL,
    candidate TEXT NOT NULL,
    name      TEXT NOT NULL,
    send      TEXT COLLATE "C", -- none when it was not accepted
    problem   TEXT, -- why not
    fields    TEXT, -- JSON: entries to correct
    PRIMARY KEY (account, batch, position)
);

-- Who paused a batch and let it go on. Only ever appended to.
CREATE TABLE batch_events (
    account  TEXT COLLATE "C" NOT NULL,
    batch    TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL, -- the batch's version
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    paused   BIGINT NOT NULL,
    PRIMARY KEY (account, batch, sequence)
);

-- How an account's BambooHR is, as all who share the ledger found it.
CREATE TABLE upstreams (
    account    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    held_until BIGINT NOT NULL DEFAULT 0, -- it asked for a pause
    failures   BIGINT NOT NULL DEFAULT 0, -- in a row
    stopped    TEXT,                      -- JSON: why nothing is sent until a person looked
    probed_at  BIGINT NOT NULL DEFAULT 0
);
