-- The servers of applicant tracking systems, and what pages of theirs may show for a few minutes.

CREATE TABLE ats_keys (
    account      TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    id           TEXT COLLATE "C" NOT NULL,
    name         TEXT NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL, -- lower case
    hash         TEXT COLLATE "C" NOT NULL UNIQUE, -- SHA-256 of the key
    hint         TEXT NOT NULL, -- its last characters, to tell keys apart
    scopes       TEXT NOT NULL, -- codes, with commas between
    made_by      TEXT NOT NULL,
    at           TEXT NOT NULL,
    last_used_at TEXT,
    used         BIGINT NOT NULL DEFAULT 0, -- milliseconds
    until        BIGINT, -- milliseconds; none while it is not replaced
    PRIMARY KEY (account, id)
);

CREATE UNIQUE INDEX ats_keys_in_use ON ats_keys (account, name_key) WHERE until IS NULL;

-- The pages that may show us in a frame.
CREATE TABLE embed_origins (
    account TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    origin  TEXT COLLATE "C" NOT NULL, -- https://ats.example
    PRIMARY KEY (account, origin)
);

CREATE INDEX embed_origins_of_all ON embed_origins (origin);

CREATE TABLE embed_sessions (
    account    TEXT COLLATE "C" NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    ats_key    TEXT COLLATE "C" NOT NULL,
    ticket     TEXT COLLATE "C" UNIQUE, -- SHA-256 of what the page of the system hands over; none once it was used
    session    TEXT COLLATE "C" UNIQUE, -- SHA-256 of what the frame got for it
    recruiter  TEXT COLLATE "C" NOT NULL, -- the e-mail address in lower case
    who        TEXT NOT NULL, -- the name in the record of who did what
    role       TEXT NOT NULL,
    candidates TEXT NOT NULL, -- JSON, a list of ids
    origin     TEXT COLLATE "C" NOT NULL,
    until      BIGINT NOT NULL, -- milliseconds
    PRIMARY KEY (account, id),
    FOREIGN KEY (account, ats_key) REFERENCES ats_keys (account, id) ON DELETE CASCADE
);

CREATE INDEX embed_sessions_of_a_key ON embed_sessions (account, ats_key);
CREATE INDEX embed_sessions_by_end ON embed_sessions (until);

-- When an applicant tracking system brought something about a candidate last (milliseconds): who was brought and never sent
-- goes after its time.
ALTER TABLE candidates ADD COLUMN brought BIGINT;

CREATE INDEX candidates_brought ON candidates (brought) WHERE brought IS NOT NULL;
