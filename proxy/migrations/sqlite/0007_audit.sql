-- What was done, by whom, in the order in which it was done. Only ever appended to, in the transaction of what it records.
-- No personal data of candidates: ids, and the names of those who work here.
CREATE TABLE audit (
    account  TEXT NOT NULL,
    sequence INTEGER NOT NULL, -- from 1, without gaps
    at       TEXT NOT NULL, -- RFC 3339, UTC
    who      TEXT NOT NULL, -- the user's name, 'proxy', or 'operator'
    what     TEXT NOT NULL,
    about    TEXT NOT NULL, -- the id of what it is about
    note     TEXT NOT NULL,
    hash     TEXT NOT NULL, -- SHA-256 of the entry before and this one
    PRIMARY KEY (account, sequence)
) STRICT;

CREATE INDEX audit_by_who ON audit (account, who);

-- The newest entry of each account: whoever appends holds this row.
CREATE TABLE audit_heads (
    account  TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    hash     TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is only ever appended to');
END;

CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is only ever appended to');
END;
