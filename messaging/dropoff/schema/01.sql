-- The newest grant of each contact that ever sent one.
CREATE TABLE theirs (
  peer    TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  kind    TEXT    NOT NULL,           -- '': nowhere any more
  secret  TEXT    NOT NULL,
  token   BLOB    NOT NULL,
  until   INTEGER NOT NULL            -- when it ends
) STRICT, WITHOUT ROWID;

-- Who was sent which grant of ours.
CREATE TABLE ours (
  peer    TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  account TEXT    NOT NULL,           -- '': nowhere any more
  until   INTEGER NOT NULL,
  id      TEXT    NOT NULL,           -- of the message
  at      INTEGER NOT NULL,
  failed  INTEGER NOT NULL DEFAULT 0  -- nobody came for it, or it was refused
) STRICT, WITHOUT ROWID;
