-- Who signs in with an OpenID provider.

-- A user whom a provider vouches for: the issuer and what it calls them. Neither for whoever has a passphrase.
ALTER TABLE users ADD COLUMN issuer TEXT;
ALTER TABLE users ADD COLUMN subject TEXT;

CREATE UNIQUE INDEX users_of_a_provider ON users (issuer, subject) WHERE issuer IS NOT NULL;

-- Who is at a provider at this moment and will come back, once. What proves it is in the browser alone.
CREATE TABLE openid_attempts (
    state    TEXT NOT NULL PRIMARY KEY, -- SHA-256 of what the provider gives back
    browser  TEXT NOT NULL,             -- SHA-256 of what the cookie holds
    provider TEXT NOT NULL,             -- its id in the configuration
    back     TEXT NOT NULL,             -- the page somebody came from
    until    INTEGER NOT NULL           -- milliseconds
) STRICT;
