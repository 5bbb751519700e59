-- One's own picture; no row before the first one was set.
CREATE TABLE own (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,  -- rises with each picture; Unix milliseconds, mostly
  jpeg    BLOB               -- NULL: it was taken away
) STRICT;

-- The newest picture of each contact that ever sent one.
CREATE TABLE picture (
  row     INTEGER PRIMARY KEY,
  peer    TEXT    NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  jpeg    BLOB               -- NULL: they took it away
) STRICT;

-- Who was sent which version of one's own.
CREATE TABLE given (
  peer    TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  id      TEXT    NOT NULL,           -- of the message
  at      INTEGER NOT NULL,
  failed  INTEGER NOT NULL DEFAULT 0  -- nobody came for it, or it was refused
) STRICT, WITHOUT ROWID;
