-- Whether what a send held about a person was taken out, long after it ended. Who was sent, when, by whom and which employee
-- it became stays.
ALTER TABLE sends ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;

CREATE INDEX sends_to_purge ON sends (ended_at) WHERE ended_at IS NOT NULL AND purged = 0;
