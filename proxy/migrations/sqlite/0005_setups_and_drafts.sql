-- What a company asks of its hires, what was learned from its answers, and what is being typed.

-- Every version of an account's set-up. Only ever appended to; the newest holds.
CREATE TABLE setups (
    account TEXT NOT NULL,
    version INTEGER NOT NULL, -- from 1
    at      TEXT NOT NULL, -- RFC 3339, UTC
    who     TEXT NOT NULL,
    words   TEXT NOT NULL, -- what changed, in a sentence
    body    TEXT NOT NULL, -- the set-up as JSON
    PRIMARY KEY (account, version)
) STRICT;

-- Which option somebody chose for words of a candidate that are no option.
CREATE TABLE remembered_choices (
    account TEXT NOT NULL,
    field   TEXT NOT NULL, -- BambooHR's alias
    words   TEXT NOT NULL, -- lower-case, single spaces: what is looked for
    found   TEXT NOT NULL, -- the same as it was found
    choice  TEXT NOT NULL, -- the option's text
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    PRIMARY KEY (account, field, words)
) STRICT;

-- What somebody has typed and not sent yet.
CREATE TABLE drafts (
    account   TEXT NOT NULL,
    candidate TEXT NOT NULL,
    version   INTEGER NOT NULL, -- counts the changes
    at        TEXT NOT NULL,
    at_time   INTEGER NOT NULL, -- the same in milliseconds
    who       TEXT NOT NULL,
    sealed    TEXT NOT NULL, -- encrypted: it is about a person
    PRIMARY KEY (account, candidate)
) STRICT;

-- What the doctor found last.
CREATE TABLE checkups (
    account    TEXT NOT NULL PRIMARY KEY,
    begun_at   INTEGER NOT NULL DEFAULT 0, -- the newest of those that come by themselves, in milliseconds
    connection TEXT, -- which connection was looked at
    report     TEXT  -- JSON
) STRICT;
