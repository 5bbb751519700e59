-- People: those one added or answered, and strangers who wrote.
CREATE TABLE person (
  peer      TEXT    PRIMARY KEY,
  name      TEXT    NOT NULL DEFAULT '',  -- given here; empty: the card's
  standing  INTEGER NOT NULL,             -- 0 stranger who wrote, 1 contact, 2 declined
  added     INTEGER NOT NULL,
  shown     INTEGER NOT NULL DEFAULT 0,   -- messages that came in while they were a stranger
  blocked   INTEGER NOT NULL DEFAULT 0,   -- since when, 0: not; the standing is what it was before
  last_seen INTEGER NOT NULL DEFAULT 0,
  hints     TEXT    NOT NULL DEFAULT '',  -- where a card may be found: push node addresses, one a line
  introducer TEXT   NOT NULL DEFAULT ''   -- the contact whose word came with their first message; empty: none
) STRICT;

CREATE INDEX person_standing ON person (standing) WHERE blocked = 0;

-- By what others introduce this user to people.
CREATE TABLE word (
  peer  TEXT    PRIMARY KEY,
  word  BLOB    NOT NULL,
  until INTEGER NOT NULL   -- it is sent with messages
) STRICT, WITHOUT ROWID;

-- Which device of a peer is believed in, and whether its person made sure who that is.
CREATE TABLE trust (
  peer     TEXT    PRIMARY KEY,
  device   BLOB    NOT NULL,            -- the first one that was seen, or the last that was confirmed
  newer    BLOB,                        -- the one on the newest card, while it waits to be confirmed
  last     BLOB,                        -- the newest card of the device that is believed in, while another waits
  verified INTEGER NOT NULL DEFAULT 0   -- when the safety numbers were compared, 0: not since the device is another one
) STRICT, WITHOUT ROWID;

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
