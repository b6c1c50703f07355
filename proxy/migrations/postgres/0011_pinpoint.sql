-- Pinpoint as a source of candidates. A connection that was removed leaves its row, so that its version never counts from
-- the beginning again.
CREATE TABLE pinpoint_connections (
    account       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    subdomain     TEXT COLLATE "C", -- none when nothing is connected; so with all but version
    sealed_key    TEXT,
    sealed_secret TEXT, -- what webhooks are signed with
    ends_with     TEXT, -- what may be shown of the key
    hook          TEXT COLLATE "C" UNIQUE, -- the end of the address that webhooks come to
    added_by      TEXT,
    added_at      TEXT, -- RFC 3339, UTC
    enabled       BIGINT NOT NULL DEFAULT 0,
    version       BIGINT NOT NULL DEFAULT 0,
    stopped       TEXT, -- why nothing is asked until an admin says that it was mended
    last_event_at TEXT, -- when a webhook came last that was signed
    last_poll_at  TEXT, -- when Pinpoint last said who is hired
    seen_until    TEXT  -- whoever was changed before was asked for
);

-- What is to be read from Pinpoint or written to it. No personal data.
CREATE TABLE pinpoint_jobs (
    account     TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL, -- what is done once
    kind        TEXT COLLATE "C" NOT NULL, -- read, comment, poll
    subdomain   TEXT COLLATE "C" NOT NULL, -- of the company it is for, and for no other
    application TEXT COLLATE "C", -- Pinpoint's id
    candidate   TEXT COLLATE "C",
    send        TEXT COLLATE "C",
    employee    TEXT COLLATE "C",
    company     TEXT COLLATE "C", -- whose employee
    state       TEXT NOT NULL DEFAULT 'waiting', -- waiting, done, failed
    tries       BIGINT NOT NULL DEFAULT 0,
    may_be_out  BIGINT NOT NULL DEFAULT 0, -- whether a write has left that may have arrived
    due_at      BIGINT NOT NULL, -- milliseconds
    fence       BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL DEFAULT 0,
    problem     TEXT, -- a sentence for an admin
    made        BIGINT NOT NULL, -- milliseconds
    changed_at  TEXT NOT NULL, -- RFC 3339, UTC
    PRIMARY KEY (account, name)
);

CREATE INDEX pinpoint_jobs_due ON pinpoint_jobs (due_at) WHERE state = 'waiting';
CREATE INDEX pinpoint_jobs_of_a_candidate ON pinpoint_jobs (account, candidate);

-- Of a candidate who came from Pinpoint: which application of which company, what its files were, what is to be known.
ALTER TABLE candidates ADD COLUMN application TEXT COLLATE "C";
ALTER TABLE candidates ADD COLUMN application_of TEXT COLLATE "C";
ALTER TABLE candidates ADD COLUMN attachments TEXT; -- JSON: file name to SHA-256 of where it was
ALTER TABLE candidates ADD COLUMN source_notice TEXT;
ALTER TABLE candidates ADD COLUMN read BIGINT; -- milliseconds
