-- Whether a file of a candidate has not come from Pinpoint and may come later.
ALTER TABLE candidates ADD COLUMN source_late INTEGER NOT NULL DEFAULT 0;
