-- The BambooHR of each account, as an admin connected it. A connection that was removed leaves its row, without company
-- and key, so that its version never counts from the beginning again.
CREATE TABLE connections (
    account        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    company        TEXT, -- none when nothing is connected; so with all but version
    sealed         TEXT, -- the key, sealed with a master key
    ends_with      TEXT, -- what may be shown of the key
    added_by       TEXT,
    added_at       TEXT, -- RFC 3339, UTC
    last_worked_at TEXT, -- when BambooHR last accepted the key, RFC 3339, UTC
    worked_at      BIGINT NOT NULL DEFAULT 0, -- the same in milliseconds
    enabled        BIGINT NOT NULL DEFAULT 0,
    version        BIGINT NOT NULL DEFAULT 0
);

-- The company that a send is for; empty for sends of versions that knew one company only.
ALTER TABLE sends ADD COLUMN company TEXT COLLATE "C" NOT NULL DEFAULT '';

-- Employees are numbered by each company for itself.
DROP INDEX one_send_per_employee;
CREATE UNIQUE INDEX one_send_per_employee ON sends (account, company, employee)
    WHERE employee IS NOT NULL AND kind = 'create' AND state <> 'released';
