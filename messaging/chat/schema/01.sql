CREATE TABLE message (
  row      INTEGER PRIMARY KEY,
  peer     TEXT    NOT NULL,
  outgoing INTEGER NOT NULL,
  id       TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  at       INTEGER NOT NULL,             -- as its sender claims
  pos      INTEGER NOT NULL,             -- place in the conversation; see the package comment
  device   BLOB,                         -- of an incoming message
  seq      INTEGER NOT NULL DEFAULT 0,   -- within that device
  read     INTEGER NOT NULL DEFAULT 0,
  request  INTEGER NOT NULL DEFAULT 0,   -- came from a stranger
  state    TEXT    NOT NULL DEFAULT '',  -- of an outgoing message
  reason   TEXT    NOT NULL DEFAULT '',
  healed   INTEGER NOT NULL DEFAULT 0,   -- messages ago its sender agreed on new keys; 0: not in a session, or still under way
  UNIQUE (id, peer, outgoing)
) STRICT;
-- At the same place the sender's own sequence decides.
CREATE INDEX message_pos ON message (peer, pos, seq, row);
CREATE INDEX message_seq ON message (peer, device, seq) WHERE outgoing = 0;
CREATE INDEX message_unread ON message (peer) WHERE outgoing = 0 AND read = 0;

-- One row a person with whom there is a conversation.
CREATE TABLE conversation (
  peer   TEXT    PRIMARY KEY,
  last   INTEGER NOT NULL,               -- row of its newest message
  pos    INTEGER NOT NULL,               -- and that one's place
  unread INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Keys of calls that were answered, so that a repeated call is the same message.
CREATE TABLE call (
  key  TEXT    PRIMARY KEY,
  what BLOB    NOT NULL,  -- hash of what was asked for
  id   TEXT    NOT NULL,
  at   INTEGER NOT NULL
) STRICT;

-- What was typed and not sent yet.
CREATE TABLE draft (
  peer TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
