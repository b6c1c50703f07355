-- Who moved a candidate to which stage, and when. Only ever appended to.
CREATE TABLE stage_events (
    account   TEXT NOT NULL,
    candidate TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    at        TEXT NOT NULL, -- RFC 3339, UTC
    who       TEXT NOT NULL,
    stage     TEXT NOT NULL, -- the stage that was entered
    PRIMARY KEY (account, candidate, sequence)
) STRICT;

-- The list can be sorted by job, too.
ALTER TABLE candidates ADD COLUMN sort_job TEXT NOT NULL DEFAULT '';
UPDATE candidates SET sort_job = lower(json_extract(body, '$.job.title'));
