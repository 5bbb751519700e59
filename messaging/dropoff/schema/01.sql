-- The newest grant of each contact that ever sent one.
CREATE TABLE theirs (
  peer    TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  kind    TEXT    NOT NULL,           -- '': nowhere any more
  secret  TEXT    NOT NULL,
  token   BLOB    NOT NULL,
  until   INTEGER NOT NULL            -- when it ends
) STRICT, WITHOUT ROWID;
