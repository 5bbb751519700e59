-- The shop as it is edited; no row before it was first saved.
CREATE TABLE shop (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  edited  BLOB    NOT NULL,  -- protobuf, unsigned
  pending INTEGER NOT NULL,  -- 1: there is something to publish, 2: that is being done
  version BLOB               -- hash of the newest signed one, NULL: never published
) STRICT;

-- Discount codes as their owner wrote them; the shop has their hashes.
CREATE TABLE code (
  name TEXT PRIMARY KEY,     -- of the discount
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is sold, was sold, or is being written.
CREATE TABLE item (
  place   INTEGER PRIMARY KEY,            -- rises with each new one: the newest is shown first
  slug    TEXT    NOT NULL UNIQUE,
  state   INTEGER NOT NULL,               -- 0 draft, 1 on sale, 2 hidden
  edited  BLOB    NOT NULL,               -- protobuf, unsigned
  changed INTEGER NOT NULL,               -- when, Unix milliseconds
  version BLOB,                           -- hash of the newest signed one, NULL: never published
  dirty   INTEGER NOT NULL                -- 1: it may have to be signed anew
) STRICT;

CREATE INDEX item_dirty ON item (dirty) WHERE dirty = 1;

-- Signed versions: of listings for good, of the shop those that an order names, and the
-- others for as long as orders on them are taken. Orders name them by hash.
CREATE TABLE version (
  hash       BLOB    PRIMARY KEY,
  slug       TEXT    NOT NULL,            -- '' for the shop
  signed     BLOB    NOT NULL,
  since      INTEGER NOT NULL,            -- Unix milliseconds
  superseded INTEGER NOT NULL DEFAULT 0,  -- when another one took its place, 0: not yet
  named      INTEGER NOT NULL DEFAULT 0   -- 1: by an order that was taken
) STRICT;

CREATE INDEX version_slug ON version (slug, since);

-- Photos, in the sizes in which they are published. They lie here before anybody may
-- see them, and after: a backup of the database is a backup of the shop.
CREATE TABLE photo (
  digest BLOB    PRIMARY KEY,             -- SHA-256, the CID's
  jpeg   BLOB    NOT NULL,
  added  INTEGER NOT NULL
) STRICT;

-- How many pieces there are of a counted variant, those reserved not among them.
CREATE TABLE stock (
  slug    TEXT    NOT NULL,
  variant TEXT    NOT NULL,
  pieces  INTEGER NOT NULL CHECK (pieces >= 0),
  told    INTEGER NOT NULL DEFAULT 0,     -- 1: their owner was told that they are few
  PRIMARY KEY (slug, variant)
) STRICT, WITHOUT ROWID;

-- At how many pieces they are few: of a variant, of a listing ('' for all variants) or of
-- the shop ('' for all listings). The nearest counts.
CREATE TABLE few (
  slug    TEXT    NOT NULL,
  variant TEXT    NOT NULL,
  pieces  INTEGER NOT NULL CHECK (pieces >= 0),
  PRIMARY KEY (slug, variant)
) STRICT, WITHOUT ROWID;

-- Pieces that are kept for an order or a ticket.
CREATE TABLE reserved (
  holder  TEXT    NOT NULL,
  slug    TEXT    NOT NULL,
  variant TEXT    NOT NULL,
  pieces  INTEGER NOT NULL CHECK (pieces > 0),
  PRIMARY KEY (holder, slug, variant)
) STRICT, WITHOUT ROWID;

CREATE INDEX reserved_slug ON reserved (slug);

-- Which orders took a discount.
CREATE TABLE used (
  name   TEXT NOT NULL,                   -- of the discount
  holder TEXT NOT NULL,                   -- the order
  buyer  TEXT NOT NULL,
  PRIMARY KEY (name, holder)
) STRICT, WITHOUT ROWID;

-- Licence keys, oldest first.
CREATE TABLE licence (
  row    INTEGER PRIMARY KEY,
  slug   TEXT NOT NULL,
  text   TEXT NOT NULL,
  holder TEXT,                            -- the order that has it, NULL: none yet
  UNIQUE (slug, text)
) STRICT;

CREATE INDEX licence_holder ON licence (holder, slug);

-- Files that listings hand over: sealed they are pinned in the store, and lie in the
-- published folder. One that was taken away stays for a while for those who bought it.
CREATE TABLE goods (
  row    INTEGER PRIMARY KEY,
  slug   TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  size   INTEGER NOT NULL,                -- bytes of the file
  cid    TEXT    NOT NULL UNIQUE,         -- of the sealed one
  blocks INTEGER NOT NULL,                -- bytes that it takes
  key    BLOB    NOT NULL,
  gone   INTEGER NOT NULL DEFAULT 0       -- when it was taken away, Unix milliseconds
) STRICT;

CREATE INDEX goods_slug ON goods (slug);

-- Files of others that are being read, each pinned until it was.
CREATE TABLE borrowed (
  cid TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Roots that are pinned for visitors: the one that the name stands for, and while the
-- name is being changed the next one.
CREATE TABLE root (
  cid    TEXT    PRIMARY KEY,
  size   INTEGER NOT NULL,
  made   INTEGER NOT NULL,                -- rises; the highest is the newest
  named  INTEGER NOT NULL DEFAULT 0,      -- 1: the name was seen to stand for it
  number INTEGER NOT NULL DEFAULT 0       -- of the call that named it
) STRICT;

-- Other people's shops that were visited.
CREATE TABLE visited (
  peer     TEXT    PRIMARY KEY,
  signed   BLOB    NOT NULL,              -- the newest shop that was seen
  updated  INTEGER NOT NULL,              -- as its owner says
  seen     INTEGER NOT NULL,              -- when it was last looked for and found
  followed INTEGER NOT NULL DEFAULT 0,    -- since when, 0: not
  looked   INTEGER NOT NULL DEFAULT 0     -- the newest one that the user looked at, as updated
) STRICT;

-- What is to be ordered of them, kept over restarts.
CREATE TABLE cart (
  peer  TEXT PRIMARY KEY,
  lines TEXT NOT NULL                     -- JSON
) STRICT, WITHOUT ROWID;

-- What was fetched of them: index pages, listings and pictures, by hash.
CREATE TABLE fetched (
  digest BLOB    NOT NULL,
  peer   TEXT    NOT NULL,
  bytes  BLOB    NOT NULL,
  seen   INTEGER NOT NULL,
  PRIMARY KEY (digest, peer)
) STRICT;

CREATE INDEX fetched_seen ON fetched (seen);
