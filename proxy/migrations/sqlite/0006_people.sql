-- Who uses the application, and for which company.

-- A customer company.
CREATE TABLE accounts (
    id   TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    at   TEXT NOT NULL -- RFC 3339, UTC
) STRICT;

INSERT INTO accounts (id, name, at) SELECT 'local', 'Local', at FROM clock;

CREATE TABLE users (
    account           TEXT NOT NULL REFERENCES accounts (id),
    id                TEXT NOT NULL,
    email             TEXT NOT NULL,
    email_key         TEXT NOT NULL, -- lower case: what somebody signs in with, over all accounts
    name              TEXT NOT NULL,
    name_key          TEXT NOT NULL, -- lower case: the record of who did what names people by it
    role              TEXT NOT NULL,
    sees_admin_fields INTEGER NOT NULL DEFAULT 0,
    passphrase        TEXT,          -- argon2id; none until one was chosen
    at                TEXT NOT NULL,
    last_seen_at      TEXT,
    PRIMARY KEY (account, id),
    UNIQUE (email_key),
    UNIQUE (account, name_key)
) STRICT;

CREATE TABLE sessions (
    hash     TEXT NOT NULL PRIMARY KEY, -- SHA-256 of what the cookie holds
    account  TEXT NOT NULL,
    user_id  TEXT NOT NULL,
    begun_at INTEGER NOT NULL, -- milliseconds
    used_at  INTEGER NOT NULL,
    FOREIGN KEY (account, user_id) REFERENCES users (account, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX sessions_of_a_user ON sessions (account, user_id);

-- Links that let somebody choose a passphrase, once.
CREATE TABLE invitations (
    hash    TEXT NOT NULL PRIMARY KEY, -- SHA-256 of what the link holds
    account TEXT NOT NULL,
    user_id TEXT,             -- none for the first admin, who is no user yet
    made_by TEXT,          -- the user who made it; none for commands. With them their links go
    until   INTEGER NOT NULL, -- milliseconds
    FOREIGN KEY (account, user_id) REFERENCES users (account, id) ON DELETE CASCADE
) STRICT;

-- Tries to sign in, for as long as they count.
CREATE TABLE sign_in_tries (
    about TEXT NOT NULL PRIMARY KEY, -- SHA-256 of an e-mail address or a network address
    since INTEGER NOT NULL, -- milliseconds
    tries INTEGER NOT NULL
) STRICT;

-- Whose candidate it is. One without a row belongs to all recruiters.
CREATE TABLE candidate_recruiters (
    account   TEXT NOT NULL,
    candidate TEXT NOT NULL,
    email_key TEXT NOT NULL,
    PRIMARY KEY (account, candidate, email_key)
) STRICT;
