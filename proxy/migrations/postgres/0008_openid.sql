-- Who signs in with an OpenID provider.

-- A user whom a provider vouches for: the issuer and what it calls them. Neither for whoever has a passphrase.
ALTER TABLE users ADD COLUMN issuer TEXT COLLATE "C";
ALTER TABLE users ADD COLUMN subject TEXT COLLATE "C";

CREATE UNIQUE INDEX users_of_a_provider ON users (issuer, subject) WHERE issuer IS NOT NULL;

-- Who is at a provider at this moment and will come back, once. What proves it is in the browser alone.
CREATE TABLE openid_attempts (
    state    TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- SHA-256 of what the provider gives back
    browser  TEXT COLLATE "C" NOT NULL,             -- SHA-256 of what the cookie holds
    provider TEXT NOT NULL,                         -- its id in the configuration
    back     TEXT NOT NULL,                         -- the page somebody came from
    until    BIGINT NOT NULL                        -- milliseconds
);
