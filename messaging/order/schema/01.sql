-- Orders whose first event is here. All but role and unread is what the events come
-- to.
CREATE TABLE orders (
  row       INTEGER PRIMARY KEY,
  id        BLOB    NOT NULL UNIQUE,  -- hash of the first event
  role      INTEGER NOT NULL,         -- one's own: 1 buyer, 2 merchant, 3 moderator
  buyer     TEXT    NOT NULL,
  merchant  TEXT    NOT NULL,
  moderator TEXT    NOT NULL,         -- '': nobody
  stage     INTEGER NOT NULL,         -- see package machine
  over      INTEGER NOT NULL,         -- 1: nobody has to do anything any more
  called    INTEGER NOT NULL,         -- 1: the moderator takes part
  title     TEXT    NOT NULL,
  pieces    INTEGER NOT NULL,
  currency  TEXT    NOT NULL,
  decimals  INTEGER NOT NULL,
  total     INTEGER NOT NULL,
  noted     INTEGER NOT NULL,
  paid      INTEGER NOT NULL,
  refunded  INTEGER NOT NULL,
  owed      INTEGER NOT NULL,         -- that the merchant has to pay back
  payment   INTEGER NOT NULL,         -- 1 unpaid, 2 partly, 3 fully
  placed    INTEGER NOT NULL,
  changed   INTEGER NOT NULL,         -- when the last event came or was made
  due       INTEGER NOT NULL,         -- when the next step is; the last second of all times: never
  step      INTEGER NOT NULL,         -- what that is: 1 confirm, 2 pay, 3 ship, 4 complete,
                                      -- 5 answer a return, 0 nothing
  wake      INTEGER NOT NULL,         -- when something happens by itself, 0: never
  digest    BLOB    NOT NULL,         -- over all events
  judged    INTEGER NOT NULL,         -- 1: it was compared with one's shop
  unread    INTEGER NOT NULL          -- events of others that its person has not seen
) STRICT;
CREATE INDEX orders_placed ON orders (role, placed, row);
CREATE INDEX orders_stage ON orders (role, stage, placed, row);
CREATE INDEX orders_counts ON orders (role, stage, called, due, unread);
CREATE INDEX orders_due ON orders (role, due, row);
CREATE INDEX orders_changed ON orders (role, changed, row);
CREATE INDEX orders_total ON orders (role, total, row);
CREATE INDEX orders_buyer ON orders (buyer, role);
CREATE INDEX orders_wake ON orders (wake) WHERE wake > 0;
CREATE INDEX orders_open ON orders (changed) WHERE over = 0;

-- What was ordered, for search and figures.
CREATE TABLE line (
  of       INTEGER NOT NULL REFERENCES orders (row),
  n        INTEGER NOT NULL,
  slug     TEXT    NOT NULL,
  title    TEXT    NOT NULL,
  quantity INTEGER NOT NULL,
  amount   INTEGER NOT NULL,          -- before discounts
  PRIMARY KEY (of, n)
) STRICT, WITHOUT ROWID;

-- Number, people, items and tags of an order; rowid is the order's row.
CREATE VIRTUAL TABLE find USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');

-- Events as they were signed, those too that wait for others.
CREATE TABLE event (
  row    INTEGER PRIMARY KEY,
  hash   BLOB    NOT NULL UNIQUE,
  of     BLOB    NOT NULL,            -- the order
  author TEXT    NOT NULL,
  kind   INTEGER NOT NULL,
  bytes  BLOB    NOT NULL,
  sender TEXT    NOT NULL,            -- who sent it, '' for one's own
  came   INTEGER NOT NULL,
  told   INTEGER NOT NULL,            -- 0: it waits for others
  notice INTEGER NOT NULL,            -- 1: its person was not told of it yet
  unseen INTEGER NOT NULL             -- 1: nor has seen it
) STRICT;
CREATE INDEX event_of ON event (of, row);
CREATE INDEX event_parked ON event (came) WHERE told = 0;
CREATE INDEX event_kind ON event (kind, came, of);
CREATE INDEX event_notice ON event (row) WHERE notice = 1;

-- To whom each event was sent, in which message.
CREATE TABLE copy (
  hash    BLOB    NOT NULL,
  peer    TEXT    NOT NULL,
  message TEXT    NOT NULL,           -- as package delivery knows it
  state   TEXT    NOT NULL,
  reason  TEXT    NOT NULL DEFAULT '',
  at      INTEGER NOT NULL,
  PRIMARY KEY (hash, peer)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_message ON copy (peer, message);
CREATE INDEX copy_state ON copy (state, at);

-- What was refused and why, for the operator; the oldest go.
CREATE TABLE refused (
  row  INTEGER PRIMARY KEY,
  at   INTEGER NOT NULL,
  peer TEXT    NOT NULL,              -- who sent it
  of   BLOB,                          -- the order, NULL: it names none
  kind INTEGER NOT NULL,              -- 0: it is not known
  why  TEXT    NOT NULL
) STRICT;

-- What an order has taken from one's stock, by line of its terms.
CREATE TABLE held (
  of       BLOB    NOT NULL,
  line     INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  gone     INTEGER NOT NULL,
  back     INTEGER NOT NULL,          -- of those that are gone, that came back into it
  short    INTEGER NOT NULL,          -- pieces that it should have and that are not there
  PRIMARY KEY (of, line)
) STRICT, WITHOUT ROWID;

-- One's own tickets: pieces that are kept for whoever holds one.
CREATE TABLE ticket (
  serial  BLOB    PRIMARY KEY,
  slug    TEXT    NOT NULL,
  variant TEXT    NOT NULL,
  expires INTEGER NOT NULL,
  node    TEXT    NOT NULL,           -- the push node at which it lies
  place   INTEGER NOT NULL,           -- 0: it goes there, 1: it is there, 2: its pool was taken back
  of      BLOB                        -- the order that used it, NULL: none
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_expires ON ticket (expires) WHERE of IS NULL;

-- Checks of open orders: the last message to each peer, and what a peer agreed to.
CREATE TABLE asked (
  peer    TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (peer, message)
) STRICT, WITHOUT ROWID;
CREATE TABLE agreed (
  of     BLOB    NOT NULL,
  peer   TEXT    NOT NULL,
  digest BLOB    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (of, peer)
) STRICT, WITHOUT ROWID;

-- Keys of calls that were answered, so that a repeated call does nothing more.
CREATE TABLE order_call (
  key  TEXT    PRIMARY KEY,
  what BLOB    NOT NULL,              -- hash of what was asked for
  hash BLOB    NOT NULL,              -- the event that was made
  at   INTEGER NOT NULL
) STRICT;

-- What the program does by itself.
CREATE TABLE policy (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  decline INTEGER NOT NULL,           -- nanoseconds after which what nobody answered is declined, 0: never
  since   INTEGER NOT NULL            -- when that was said
) STRICT;

-- What the operator writes down; nothing of it ever leaves.
CREATE TABLE order_tag (
  of   BLOB NOT NULL,                 -- the order, or the peer ID of a customer
  name TEXT NOT NULL,
  PRIMARY KEY (of, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_tag_name ON order_tag (name, of);
CREATE TABLE assignee (
  of   BLOB PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE note (
  row  INTEGER PRIMARY KEY,
  of   BLOB    NOT NULL,              -- the order, or the peer ID of a customer
  at   INTEGER NOT NULL,
  text TEXT    NOT NULL
) STRICT;
CREATE INDEX note_of ON note (of, row);
CREATE TABLE kept (                   -- filters, canned replies, the head of papers
  what  TEXT    NOT NULL,
  name  TEXT    NOT NULL,
  text  TEXT    NOT NULL,
  place INTEGER NOT NULL DEFAULT 0,   -- in the order that the operator gave filters
  PRIMARY KEY (what, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE invoice (
  number INTEGER PRIMARY KEY,
  of     BLOB    NOT NULL UNIQUE,
  made   TEXT    NOT NULL,            -- what is printed, in JSON: see package paper
  at     INTEGER NOT NULL
) STRICT;
CREATE TABLE credit (
  number INTEGER PRIMARY KEY,
  of     BLOB    NOT NULL,
  event  BLOB    NOT NULL UNIQUE,     -- the refund
  made   TEXT    NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX credit_of ON credit (of, number);
