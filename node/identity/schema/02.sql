-- Whether the person has the words on paper.
ALTER TABLE identity ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
