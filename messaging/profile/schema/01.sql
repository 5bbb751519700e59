-- One's own picture; no row before the first one was set.
CREATE TABLE own (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,  -- rises with each picture
  jpeg    BLOB               -- NULL: it was taken away
) STRICT;

-- The newest picture of each contact that ever sent one.
CREATE TABLE picture (
  row     INTEGER PRIMARY KEY,
  peer    TEXT    NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  jpeg    BLOB               -- NULL: they took it away
) STRICT;
