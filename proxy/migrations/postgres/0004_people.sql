-- Who uses the application, and for which company.

-- A customer company.
CREATE TABLE accounts (
    id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    at   TEXT NOT NULL -- RFC 3339, UTC
);

INSERT INTO accounts (id, name, at) SELECT 'local', 'Local', at FROM clock;

CREATE TABLE users (
    account           TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    id                TEXT COLLATE "C" NOT NULL,
    email             TEXT NOT NULL,
    email_key         TEXT COLLATE "C" NOT NULL, -- lower case: what somebody signs in with, over all accounts
    name              TEXT NOT NULL,
    name_key          TEXT COLLATE "C" NOT NULL, -- lower case: the record of who did what names people by it
    role              TEXT NOT NULL,
    sees_admin_fields BIGINT NOT NULL DEFAULT 0,
    passphrase        TEXT,          -- argon2id; none until one was chosen
    at                TEXT NOT NULL,
    last_seen_at      TEXT,
    PRIMARY KEY (account, id),
    UNIQUE (email_key),
    UNIQUE (account, name_key)
);

CREATE TABLE sessions (
    hash     TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- SHA-256 of what the cookie holds
    account  TEXT COLLATE "C" NOT NULL,
    user_id  TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL, -- milliseconds
    used_at  BIGINT NOT NULL,
    FOREIGN KEY (account, user_id) REFERENCES users (account, id) ON DELETE CASCADE
);

CREATE INDEX sessions_of_a_user ON sessions (account, user_id);

-- Links that let somebody choose a passphrase, once.
CREATE TABLE invitations (
    hash    TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- SHA-256 of what the link holds
    account TEXT COLLATE "C" NOT NULL,
    user_id TEXT COLLATE "C",             -- none for the first admin, who is no user yet
    made_by TEXT COLLATE "C",          -- the user who made it; none for commands. With them their links go
    until   BIGINT NOT NULL, -- milliseconds
    FOREIGN KEY (account, user_id) REFERENCES users (account, id) ON DELETE CASCADE
);

-- Tries to sign in, for as long as they count.
CREATE TABLE sign_in_tries (
    about TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- SHA-256 of an e-mail address or a network address
    since BIGINT NOT NULL, -- milliseconds
    tries BIGINT NOT NULL
);

-- Whose candidate it is. One without a row belongs to all recruiters.
CREATE TABLE candidate_recruiters (
    account   TEXT COLLATE "C" NOT NULL,
    candidate TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account, candidate, email_key)
);
