-- The log of what was accepted for sending, with all that a new generation needs.
CREATE TABLE sent (
  ref          TEXT    PRIMARY KEY,  -- names it in the outbox
  peer         TEXT    NOT NULL,
  kind         INTEGER NOT NULL,
  id           TEXT    NOT NULL,     -- of the message, as its kind names it
  run          BLOB,                 -- of the program in which it was first sealed, and
  seq          INTEGER,              -- its number in that run, per recipient from 1; NULL: not sealed yet
  prev         BLOB,                 -- hash of the message before, once this one was sealed
  at           INTEGER NOT NULL,     -- as the sender claims it
  body         BLOB    NOT NULL,     -- what is sealed, with the card; the same for each generation
  card_version INTEGER NOT NULL,     -- of one's own card that travels inside; 0: none
  state        TEXT    NOT NULL,
  reason       TEXT    NOT NULL DEFAULT '',
  sealed_at    INTEGER NOT NULL DEFAULT 0,
  sealed_to    BLOB,                 -- device and prekey of the newest generation; empty: it has to be made anew
  session      BLOB,                 -- that it was sealed in; NULL: in none
  healed       INTEGER NOT NULL DEFAULT 0,  -- messages before it since the keys were agreed on anew, and one; 0: not sealed in a session
  refused      INTEGER NOT NULL DEFAULT 0,  -- how often the recipient said that it cannot read it
  warned       INTEGER NOT NULL DEFAULT 0,  -- it was told that this one expires soon
  ended_at     INTEGER NOT NULL DEFAULT 0,  -- delivered, failed or expired
  expires      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What a receipt may still end, given up or not.
CREATE UNIQUE INDEX sent_open ON sent (peer, run, seq) WHERE state NOT IN ('delivered', 'read');
CREATE INDEX sent_unread ON sent (peer, run, seq) WHERE state = 'delivered';
CREATE INDEX sent_waiting ON sent (expires) WHERE state = 'waiting';
CREATE INDEX sent_ended ON sent (ended_at) WHERE ended_at > 0;
CREATE INDEX sent_given_up ON sent (ended_at) WHERE state IN ('failed', 'expired');

-- Versions of one's own card that travel inside messages.
CREATE TABLE own_card (
  version INTEGER PRIMARY KEY,
  raw     BLOB    NOT NULL
) STRICT;

-- The chain of messages to each peer.
CREATE TABLE chain (
  peer       TEXT    PRIMARY KEY,
  run        BLOB    NOT NULL,    -- next_seq and last_hash belong to it
  next_seq   INTEGER NOT NULL,
  last_hash  BLOB,
  known_card INTEGER NOT NULL DEFAULT 0  -- newest version of one's own card that the peer has for sure
) STRICT, WITHOUT ROWID;

-- What came in from each device of each peer.
CREATE TABLE came (
  peer   TEXT    NOT NULL,
  device BLOB    NOT NULL,
  ranges BLOB    NOT NULL,           -- set of sequence numbers
  read   BLOB    NOT NULL DEFAULT x'', -- set of those that the person has seen, and lets be known
  at     INTEGER NOT NULL DEFAULT 0, -- last heard of: a receipt holds a limited number of devices
  PRIMARY KEY (peer, device)
) STRICT, WITHOUT ROWID;

-- Receipts: those due, those sent, and the newest that came.
CREATE TABLE receipt (
  peer    TEXT    PRIMARY KEY,
  due     INTEGER NOT NULL DEFAULT 0,  -- since when, 0: none
  version INTEGER NOT NULL DEFAULT 0,  -- of the last one sealed
  sent_at INTEGER NOT NULL DEFAULT 0,
  repeats INTEGER NOT NULL DEFAULT 0,  -- duplicates since something new came
  theirs  INTEGER NOT NULL DEFAULT 0,  -- version of the newest one from the peer
  born    INTEGER NOT NULL DEFAULT 0,  -- when the peer's database was made, as that one says
  sealed_to BLOB                       -- device and prekey of the last one sealed
) STRICT, WITHOUT ROWID;

-- When this database was made, in Unix milliseconds; one's receipts say so.
CREATE TABLE birth (born INTEGER NOT NULL) STRICT;
INSERT INTO birth VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER));

-- Whose messages are sealed anew, in batches. A row stays when it is done, since one peer's are not sealed
-- anew again and again.
CREATE TABLE renewal (
  peer   TEXT    NOT NULL,
  cause  INTEGER NOT NULL,             -- 1: what is under way, for another key; 2: what was acknowledged, for another database
  at     INTEGER NOT NULL,             -- it begins then
  began  INTEGER NOT NULL DEFAULT 0,   -- the last one did, 0: none
  open   INTEGER NOT NULL,
  room   INTEGER NOT NULL,             -- so many until the peer's next receipt
  after  INTEGER NOT NULL DEFAULT 0,   -- cause 2: what ended from then on
  before INTEGER NOT NULL DEFAULT 0,   --          and earlier than this
  PRIMARY KEY (peer, cause)
) STRICT, WITHOUT ROWID;

-- Whom to tell that something came in a session that could not be read.
CREATE TABLE reset (
  peer     TEXT    PRIMARY KEY,
  due      INTEGER NOT NULL,         -- since when, 0: not
  asked_at INTEGER NOT NULL,         -- when it was due last
  at       INTEGER NOT NULL          -- when something came last
) STRICT, WITHOUT ROWID;

-- How many marks were made of what came in somebody's name and could not be read.
CREATE TABLE parked (
  peer  TEXT    PRIMARY KEY,
  n     INTEGER NOT NULL,
  since INTEGER NOT NULL             -- the first of these
) STRICT, WITHOUT ROWID;

-- Contact requests: to peers whose card cannot be found, and those that were answered.
CREATE TABLE request (
  peer TEXT    NOT NULL,
  ours INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  PRIMARY KEY (peer, ours)
) STRICT, WITHOUT ROWID;

-- Work to be shown to somebody who may not know this user: what was done, and what has to be.
CREATE TABLE stamp (
  peer  TEXT    PRIMARY KEY,
  week  INTEGER NOT NULL,
  asked INTEGER NOT NULL,  -- when it was wanted last; the last one is made first
  proof BLOB               -- NULL: it has to be made
) STRICT, WITHOUT ROWID;
CREATE INDEX stamp_wanted ON stamp (asked) WHERE proof IS NULL;
