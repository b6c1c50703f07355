-- What was done, by whom, in the order in which it was done. Only ever appended to, in the transaction of what it records.
-- No personal data of candidates: ids, and the names of those who work here.
CREATE TABLE audit (
    account  TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL, -- from 1, without gaps
    at       TEXT NOT NULL, -- RFC 3339, UTC
    who      TEXT NOT NULL, -- the user's name, 'proxy', or 'operator'
    what     TEXT NOT NULL,
    about    TEXT COLLATE "C" NOT NULL, -- the id of what it is about
    note     TEXT NOT NULL,
    hash     TEXT COLLATE "C" NOT NULL, -- SHA-256 of the entry before and this one
    PRIMARY KEY (account, sequence)
);

CREATE INDEX audit_by_who ON audit (account, who);

-- The newest entry of each account: whoever appends holds this row.
CREATE TABLE audit_heads (
    account  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash     TEXT COLLATE "C" NOT NULL
);

CREATE FUNCTION audit_is_only_appended_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever appended to';
END;
$$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_only_appended_to();

CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_appended_to();
