-- One row for every sealed message or receipt that is still under way.
CREATE TABLE parcel (
  ref       TEXT    PRIMARY KEY,  -- the owner's name for it; a newer parcel with the same ref replaces it
  class     INTEGER NOT NULL,     -- 0 message, 1 receipt
  peer      TEXT    NOT NULL,
  mailbox   BLOB    NOT NULL,
  digest    BLOB    NOT NULL,     -- SHA-256 of the sealed bytes: file name and block address
  size      INTEGER NOT NULL,
  sealed    BLOB,                 -- the bytes, until the file holds them
  record    BLOB,                 -- the deposit record, made when the offline way begins: NULL means that no
                                  -- other machine can hold the parcel
  preimage  BLOB,                 -- cancels that record
  state     INTEGER NOT NULL,     -- 0 queued, 1 stored, 2 handed over (receipts only: nothing more to do)
  accepted  INTEGER NOT NULL,
  expires   INTEGER NOT NULL,
  attempts  INTEGER NOT NULL,     -- begun so far; counted before each is made
  last_at   INTEGER NOT NULL,     -- the last of them
  next_at   INTEGER NOT NULL      -- the next one, or the expiry if that is earlier
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_next ON parcel (next_at);

-- The push nodes that may hold a parcel, and what each of them said; none before the offline way begins.
CREATE TABLE target (
  ref        TEXT    NOT NULL REFERENCES parcel (ref) ON DELETE CASCADE,
  node       TEXT    NOT NULL,
  addrs      TEXT    NOT NULL,            -- multiaddrs, one a line
  receipt    BLOB,                        -- the signed custody receipt
  held_since INTEGER,
  held_until INTEGER,
  refused    TEXT,                        -- refused for good, and why
  record     BLOB,                        -- in place of the parcel's: with a stamp that this node asked for, or for
                                          -- the mailbox that it serves
  PRIMARY KEY (ref, node)
) STRICT, WITHOUT ROWID;
CREATE INDEX target_node ON target (node);

-- When each push node said last what it still holds.
CREATE TABLE checked (
  node TEXT    PRIMARY KEY,
  at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Deposits to take back from push nodes, until they said yes or would have dropped them anyway.
CREATE TABLE cancel (
  record_key BLOB    NOT NULL,
  node       TEXT    NOT NULL,
  addrs      TEXT    NOT NULL,
  preimage   BLOB    NOT NULL,
  expires    INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  next_at    INTEGER NOT NULL,
  after      TEXT,                        -- the parcel that replaces it: it is to be held somewhere before
  PRIMARY KEY (record_key, node)
) STRICT, WITHOUT ROWID;
CREATE INDEX cancel_due ON cancel (next_at);

-- Parcels whose deposit record lies, or shall lie, with pointer holders: those that are near the mailbox in
-- the DHT, and push nodes.
CREATE TABLE pointer (
  ref      TEXT    PRIMARY KEY REFERENCES parcel (ref) ON DELETE CASCADE,
  holders  TEXT    NOT NULL DEFAULT '',   -- peers that said they have it, one a line
  record   BLOB,                          -- in place of the parcel's: with the addresses of providers, or with a
                                          -- stamp that holders asked for
  preimage BLOB,                          -- cancels that record, if the parcel's does not
  accounts TEXT    NOT NULL DEFAULT '',   -- whose addresses it has, one a line
  stale    INTEGER NOT NULL DEFAULT 0,    -- how often the addresses changed since it was made: another is to be made
  old_record   BLOB,                      -- that it replaces, until holders have it
  old_preimage BLOB,
  old_holders  TEXT NOT NULL DEFAULT '',
  old_accounts TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,    -- to put it, since it was last put
  next_at  INTEGER NOT NULL               -- when it is put again
) STRICT, WITHOUT ROWID;
CREATE INDEX pointer_next ON pointer (next_at);

-- Records to take back from pointer holders.
CREATE TABLE withdrawal (
  record_key BLOB    PRIMARY KEY,
  peer       TEXT    NOT NULL,            -- whose mailbox it is
  mailbox    BLOB    NOT NULL,
  preimage   BLOB    NOT NULL,
  holders    TEXT    NOT NULL,            -- those that have not confirmed it, one a line
  expires    INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  next_at    INTEGER NOT NULL,
  after      TEXT                         -- the parcel that replaces it: it is to be held somewhere before
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawal_next ON withdrawal (next_at);

-- The providers' accounts at which a parcel lies, or shall lie.
CREATE TABLE placement (
  ref      TEXT    NOT NULL REFERENCES parcel (ref) ON DELETE CASCADE,
  account  TEXT    NOT NULL,
  name     TEXT    NOT NULL,              -- of the block there
  addrs    TEXT    NOT NULL DEFAULT '',   -- where everybody can have it, one a line; none before it lies there
  placed   INTEGER,                       -- since when it does
  until    INTEGER,                       -- when the addresses end: NULL is with the block
  leaving  INTEGER NOT NULL DEFAULT 0,    -- 1: not wanted there any more, and removed once the pointer says so
  attempts INTEGER NOT NULL DEFAULT 0,    -- since the last that succeeded
  next_at  INTEGER NOT NULL,              -- to put it, or to look after it
  PRIMARY KEY (ref, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_next ON placement (next_at);
CREATE INDEX placement_account ON placement (account);

-- Blocks to remove from providers, until they said yes.
CREATE TABLE removal (
  account  TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  digest   BLOB    NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at  INTEGER NOT NULL,
  after    TEXT,                          -- the parcel that replaces it: it is to be held somewhere before
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX removal_next ON removal (next_at);

-- Files whose parcel is gone; the row outlives the file, so that none is ever left without an owner.
CREATE TABLE trash (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
