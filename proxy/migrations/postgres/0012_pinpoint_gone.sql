-- Who was here from Pinpoint and went, because their time was over or because they were taken away: they are not read again.
-- The candidate's id, and nothing else of them.
CREATE TABLE pinpoint_gone (
    account   TEXT COLLATE "C" NOT NULL,
    candidate TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account, candidate)
);
