-- When the write of a job may have left, milliseconds: as long as it can be on its way, it is not written again.
ALTER TABLE pinpoint_jobs ADD COLUMN left_at BIGINT;
