-- Where events go to.
CREATE TABLE hook (
  id      TEXT    PRIMARY KEY,
  url     TEXT    NOT NULL,
  about   TEXT    NOT NULL,
  types   TEXT    NOT NULL,             -- ' one two ', '': the usual ones
  paused  INTEGER NOT NULL,             -- 1: nothing goes there, all of it waits
  why     TEXT    NOT NULL,             -- why this program has paused it, '': it has not
  secret  BLOB    NOT NULL,
  former  BLOB,                         -- the secret before, which signs too for a while
  until   INTEGER NOT NULL,             -- how long it does, 0: there is none
  failing INTEGER NOT NULL,             -- since when nothing arrived, 0: the last thing did
  rest    INTEGER NOT NULL,             -- its receiver wants nothing before
  made    INTEGER NOT NULL
) STRICT;

-- What goes to a hook: the queue, and the log of what came of it.
CREATE TABLE hook_delivery (
  row      INTEGER PRIMARY KEY,           -- rises: the order in which it happened
  hook     TEXT    NOT NULL,
  event    TEXT    NOT NULL,            -- its ID, the same for every hook
  lane     TEXT    NOT NULL,            -- what is in one lane arrives in its order
  body     BLOB    NOT NULL,            -- the CloudEvent, the same in every attempt
  made     INTEGER NOT NULL,
  state    INTEGER NOT NULL DEFAULT 0,  -- 0 waiting, 1 delivered, 2 given up
  attempts INTEGER NOT NULL DEFAULT 0,
  next     INTEGER NOT NULL,            -- when the next attempt is
  hurried  INTEGER NOT NULL DEFAULT 0,  -- 1: it went before its time, since others arrived
  last     INTEGER NOT NULL DEFAULT 0,  -- when the last one was, 0: there was none
  ended    INTEGER NOT NULL DEFAULT 0,  -- when it was delivered or given up, 0: it waits
  status   INTEGER NOT NULL DEFAULT 0,  -- what the receiver answered last, 0: nothing
  took     INTEGER NOT NULL DEFAULT 0,  -- how long that took
  answer   TEXT    NOT NULL DEFAULT '', -- how it began
  why      TEXT    NOT NULL DEFAULT '', -- why the last attempt failed
  UNIQUE (hook, event)
) STRICT;
CREATE INDEX hook_delivery_next ON hook_delivery (hook, next, row) WHERE state = 0;
CREATE INDEX hook_delivery_lane ON hook_delivery (hook, lane, row) WHERE state = 0;
CREATE INDEX hook_delivery_log ON hook_delivery (hook, row) WHERE state > 0;

-- Variants that were sold out or came back, until that is told: within one transaction the
-- last piece may go from a ticket to an order by way of the stock.
CREATE TABLE hook_stock (
  slug    TEXT    NOT NULL,
  variant TEXT    NOT NULL,
  was     INTEGER NOT NULL,             -- 1: there were some, as was told last
  pieces  INTEGER NOT NULL,
  soldout INTEGER NOT NULL,             -- 1: nothing is left of the whole listing
  at      INTEGER NOT NULL,
  PRIMARY KEY (slug, variant)
) STRICT, WITHOUT ROWID;
