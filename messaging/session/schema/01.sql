-- Sessions with the devices of peers. What changes with each message stands first,
-- in the row's first page.
CREATE TABLE session (
  id      BLOB    PRIMARY KEY,          -- 16 bytes
  peer    TEXT    NOT NULL,
  device  BLOB    NOT NULL,             -- of the peer, 16 bytes
  ready   INTEGER NOT NULL,             -- it can seal
  retired INTEGER NOT NULL DEFAULT 0,   -- it must not seal any more
  used_at INTEGER NOT NULL,             -- something was sealed or opened
  stamp   INTEGER NOT NULL,             -- random, another one each time the row changes
  turn    INTEGER NOT NULL,             -- of state
  friend  INTEGER NOT NULL DEFAULT 0,   -- the peer has said that this user is a contact,
  pair    INTEGER NOT NULL DEFAULT 0,   -- and in the session, so that it collects from the mailboxes of the pair
  chains  BLOB    NOT NULL,             -- newer than those in state
  state   BLOB    NOT NULL,             -- when the newest turn began
  signer  BLOB    NOT NULL,             -- private key: signs what is sealed here
  theirs  BLOB,                         -- public key: signs what the peer seals; NULL: nothing has come yet
  offer   BLOB                          -- until the peer has answered
) STRICT;
CREATE INDEX session_with ON session (peer, device);

-- Keys of messages that have not come yet.
CREATE TABLE skipped_key (
  session BLOB    NOT NULL,
  turn    INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  key     BLOB    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (session, turn, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX skipped_key_at ON skipped_key (at);
