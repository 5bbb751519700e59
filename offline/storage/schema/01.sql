-- Accounts at providers that the user has connected.
CREATE TABLE account (
  id       TEXT    PRIMARY KEY,
  kind     TEXT    NOT NULL,
  title    TEXT    NOT NULL,              -- the user's name for it
  settings TEXT    NOT NULL,              -- JSON, with the secrets
  place    TEXT    NOT NULL,              -- where that is, the same for all keys; '' is not known
  holder   TEXT    NOT NULL,              -- whose it is there, as far as a key tells
  role     INTEGER NOT NULL,              -- 0 none, 1 mirror, 2 primary
  inbox    INTEGER NOT NULL DEFAULT 0,    -- 1: contacts may leave mail there
  granted  INTEGER,                       -- until when a contact may leave mail there; NULL: nobody ever might
  cap      INTEGER NOT NULL DEFAULT 0,    -- bytes of ours that may lie there; 0: as many as there is room for
  price    INTEGER NOT NULL DEFAULT 0,    -- of a gigabyte a month, in thousandths of the currency's unit
  currency TEXT    NOT NULL DEFAULT '',
  added    INTEGER NOT NULL,
  removed  INTEGER,                       -- since when it is being left for good
  worked   INTEGER,                       -- when a call last succeeded
  failing  INTEGER,                       -- since when calls fail: NULL is well
  error    TEXT    NOT NULL DEFAULT '',   -- of the last call, while failing
  advice   TEXT    NOT NULL DEFAULT '',   -- what the user can do
  used     INTEGER NOT NULL DEFAULT 0,    -- bytes of everything there, as the provider said
  quota    INTEGER NOT NULL DEFAULT 0,    -- bytes; 0: none, or unknown
  asked    INTEGER                        -- when it said so
) STRICT, WITHOUT ROWID;

-- What the user chose for single people, in place of the roles; account '' is this computer alone.
CREATE TABLE choice (
  peer    TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (peer, account)
) STRICT, WITHOUT ROWID;

-- How much of ours lay where, once a day.
CREATE TABLE history (
  day     INTEGER NOT NULL,               -- days since the beginning of 1970, UTC
  account TEXT    NOT NULL,               -- '' is this computer
  blocks  INTEGER NOT NULL,
  bytes   INTEGER NOT NULL,
  PRIMARY KEY (day, account)
) STRICT, WITHOUT ROWID;

-- What the last sweep of an account found.
CREATE TABLE sweep (
  account TEXT    PRIMARY KEY,
  at      INTEGER NOT NULL,
  seen    INTEGER NOT NULL,               -- blocks of ours
  orphans INTEGER NOT NULL,               -- without an owner here, and removed
  error   TEXT    NOT NULL DEFAULT ''     -- what kept it from being finished
) STRICT, WITHOUT ROWID;

-- What the names of our blocks begin with, so that a sweep leaves those of another database alone.
CREATE TABLE tag (tag TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
