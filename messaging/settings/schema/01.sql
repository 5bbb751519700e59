-- What a person chose. Without a row it is the default.
CREATE TABLE settings (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  read_receipts INTEGER NOT NULL,
  typing        INTEGER NOT NULL,
  last_seen     INTEGER NOT NULL,
  hold          INTEGER NOT NULL,  -- mail for others
  hold_quota    INTEGER NOT NULL   -- bytes of it
) STRICT;
