-- The newest card of each peer, one's own included.
CREATE TABLE cards (
  peer    TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  raw     BLOB    NOT NULL, -- the signed record; it was checked before it came here
  at      INTEGER NOT NULL  -- when it came
) STRICT, WITHOUT ROWID;

-- Own prekeys. A row is deleted when nothing sealed to it can be under way any more.
-- The newest is never deleted, so no number is used twice.
CREATE TABLE prekeys (
  id       INTEGER PRIMARY KEY,
  secret   BLOB    NOT NULL,
  created  INTEGER NOT NULL,
  replaced INTEGER           -- when the card with a newer one was published
) STRICT;

-- This installation; one row.
CREATE TABLE device (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  id      BLOB    NOT NULL,
  created INTEGER NOT NULL
) STRICT;
