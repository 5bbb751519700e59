-- What each contact was sent last, of each kind of thing.
CREATE TABLE handed (
  kind    INTEGER NOT NULL,           -- of the message
  peer    TEXT    NOT NULL,
  edition TEXT    NOT NULL,           -- '': there is none, or they lost it
  version INTEGER NOT NULL,           -- of the message, and its ID
  at      INTEGER NOT NULL,
  failed  INTEGER NOT NULL DEFAULT 0, -- nobody came for it, or it was refused
  PRIMARY KEY (kind, peer)
) STRICT, WITHOUT ROWID;
