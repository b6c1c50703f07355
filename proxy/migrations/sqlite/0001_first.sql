-- Everything belongs to an account, and every key begins with it: no query can reach across.

CREATE TABLE candidates (
    account     TEXT NOT NULL,
    id          TEXT NOT NULL,
    stage       TEXT NOT NULL,
    sort_name   TEXT NOT NULL, -- lower-case name, the order of the list
    search_text TEXT NOT NULL, -- lower-case words that a search may hit
    body        TEXT NOT NULL, -- the candidate as JSON
    PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX candidates_by_name ON candidates (account, sort_name, id);

CREATE TABLE sends (
    account    TEXT NOT NULL,
    id         TEXT NOT NULL,
    candidate  TEXT NOT NULL,
    state      TEXT NOT NULL,
    plan       TEXT NOT NULL, -- the exact values, as JSON: enough to go on after a crash
    searched   INTEGER NOT NULL DEFAULT 0, -- 1 once the answer was lost and BambooHR was searched
    employee   TEXT,          -- BambooHR's employee id
    problem    TEXT,          -- JSON
    receipt    TEXT,          -- JSON
    matches    TEXT,          -- JSON: people among whom a person must choose
    started_by TEXT NOT NULL,
    started_at TEXT NOT NULL, -- RFC 3339, UTC
    changed_at TEXT NOT NULL,
    PRIMARY KEY (account, id)
) STRICT;

-- A candidate has at most one send that created somebody or still may.
CREATE UNIQUE INDEX one_active_send ON sends (account, candidate)
    WHERE state NOT IN ('refused', 'not_sent', 'released');

-- An employee belongs to at most one send: no search may adopt somebody else's hire.
CREATE UNIQUE INDEX one_send_per_employee ON sends (account, employee) WHERE employee IS NOT NULL;

CREATE INDEX sends_by_candidate ON sends (account, candidate, started_at);

-- What happened to a send, in order. Only ever appended to. No personal data.
CREATE TABLE send_events (
    account  TEXT NOT NULL,
    send     TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at       TEXT NOT NULL,
    who      TEXT NOT NULL, -- the user, or 'proxy'
    state    TEXT NOT NULL, -- the state that was entered
    note     TEXT NOT NULL,
    PRIMARY KEY (account, send, sequence)
) STRICT;

CREATE TABLE idempotency_keys (
    account     TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL, -- SHA-256 of what was asked
    send        TEXT NOT NULL,
    response    TEXT NOT NULL, -- the body of the first answer, repeated byte for byte
    created_at  TEXT NOT NULL,
    PRIMARY KEY (account, key)
) STRICT;
