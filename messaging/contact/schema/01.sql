-- People: those one added or answered, and strangers who wrote.
CREATE TABLE person (
  peer      TEXT    PRIMARY KEY,
  name      TEXT    NOT NULL DEFAULT '',  -- given here; empty: the card's
  standing  INTEGER NOT NULL,             -- 0 stranger who wrote, 1 contact, 2 declined
  added     INTEGER NOT NULL,
  last_seen INTEGER NOT NULL DEFAULT 0,
  hints     TEXT    NOT NULL DEFAULT ''   -- where a card may be found: push node addresses, one a line
) STRICT;

-- One's own card as it was last signed.
CREATE TABLE self (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  name    TEXT    NOT NULL,
  version INTEGER NOT NULL,
  prekey  INTEGER NOT NULL,
  raw     BLOB    NOT NULL,
  content BLOB    NOT NULL   -- hash of what it says, to see whether it must be signed anew
) STRICT;

-- Whose card is looked for, and when next.
CREATE TABLE search (
  peer     TEXT    PRIMARY KEY,
  attempts INTEGER NOT NULL,
  next_at  INTEGER NOT NULL,
  newer    INTEGER NOT NULL DEFAULT 0  -- a card is at hand, and mail under way: a newer one is looked for
) STRICT;
