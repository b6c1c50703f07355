-- Who was here from Pinpoint and went, because their time was over or because they were taken away: they are not read again.
-- The candidate's id, and nothing else of them.
CREATE TABLE pinpoint_gone (
    account   TEXT NOT NULL,
    candidate TEXT NOT NULL,
    PRIMARY KEY (account, candidate)
) STRICT;
