-- The push nodes that hold this user's mail.
CREATE TABLE node (
  peer    TEXT    PRIMARY KEY,
  addr    TEXT    NOT NULL,            -- multiaddr with /p2p/, as it was added
  since   INTEGER NOT NULL,
  leaving INTEGER NOT NULL DEFAULT 0   -- removed by its user, yet collected from until then
) STRICT;

-- Sealed bytes that were looked at already, so that nobody opens them twice.
CREATE TABLE seen (
  digest  BLOB    PRIMARY KEY,         -- SHA-256
  outcome INTEGER NOT NULL,            -- an Outcome
  until   INTEGER NOT NULL,            -- no deposit of these bytes can live longer
  whose   TEXT    NOT NULL DEFAULT ''  -- of what is left where it lies: a word for who sent it
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_whose ON seen (whose) WHERE whose <> '';
