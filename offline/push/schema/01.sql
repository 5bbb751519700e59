-- Who may use this node. A mailbox is an Ed25519 public key; peer is the one
-- that registered it and may therefore deposit for anybody.
CREATE TABLE push_users (
	mailbox BLOB NOT NULL PRIMARY KEY,
	peer    BLOB NOT NULL,
	since   INTEGER NOT NULL,
	seen    INTEGER NOT NULL, -- day of the last signed call
	quota   INTEGER NOT NULL  -- bytes
) STRICT, WITHOUT ROWID;
CREATE INDEX push_users_peer ON push_users(peer);
CREATE INDEX push_users_seen ON push_users(seen);

-- A block lies here once, however many deposits want it.
CREATE TABLE push_blocks (
	id     INTEGER PRIMARY KEY,
	digest BLOB NOT NULL UNIQUE, -- SHA-256, the whole of its CID
	data   BLOB NOT NULL
) STRICT;

-- seq orders a mailbox for those who list it, and is never used twice.
CREATE TABLE push_deposits (
	seq        INTEGER PRIMARY KEY AUTOINCREMENT,
	key        BLOB NOT NULL UNIQUE, -- hash of the record
	mailbox    BLOB NOT NULL,
	depositor  BLOB NOT NULL,
	block      INTEGER NOT NULL REFERENCES push_blocks(id),
	size       INTEGER NOT NULL,
	cancel     BLOB NOT NULL,        -- hash of the preimage
	stored     INTEGER NOT NULL,
	expires    INTEGER NOT NULL,     -- when this node gives it up
	last       INTEGER NOT NULL      -- the record's own expiry: so long lives its tombstone
) STRICT;
CREATE INDEX push_deposits_mailbox ON push_deposits(mailbox);
CREATE INDEX push_deposits_block ON push_deposits(block, mailbox);
CREATE INDEX push_deposits_expires ON push_deposits(expires);

-- What was cancelled or released must not come back while its record is valid.
CREATE TABLE push_tombstones (
	key       BLOB NOT NULL PRIMARY KEY,
	depositor BLOB NOT NULL,
	expires   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX push_tombstones_expires ON push_tombstones(expires);

-- The card of a registered user, under the public mailbox of its owner.
CREATE TABLE push_cards (
	mailbox BLOB NOT NULL PRIMARY KEY,
	version INTEGER NOT NULL,
	card    BLOB NOT NULL
) STRICT;

CREATE TRIGGER push_user_removed AFTER DELETE ON push_users BEGIN
	DELETE FROM push_cards WHERE mailbox = OLD.mailbox;
END;

-- How much each mailbox, each depositor and (with the empty owner) the node
-- holds. Kept by the triggers below, so that no path can forget it.
CREATE TABLE push_usage (
	owner      BLOB NOT NULL PRIMARY KEY,
	deposits   INTEGER NOT NULL DEFAULT 0,
	bytes      INTEGER NOT NULL DEFAULT 0,
	tombstones INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER push_deposit_added AFTER INSERT ON push_deposits BEGIN
	INSERT INTO push_usage (owner, deposits, bytes)
		VALUES (NEW.mailbox, 1, NEW.size), (NEW.depositor, 1, NEW.size), (x'', 1, NEW.size)
		ON CONFLICT (owner) DO UPDATE SET deposits = deposits + 1, bytes = bytes + excluded.bytes;
END;

-- The block goes with its last deposit.
CREATE TRIGGER push_deposit_removed AFTER DELETE ON push_deposits BEGIN
	UPDATE push_usage SET deposits = deposits - 1, bytes = bytes - OLD.size
		WHERE owner IN (OLD.mailbox, OLD.depositor, x'');
	DELETE FROM push_blocks WHERE id = OLD.block
		AND NOT EXISTS (SELECT 1 FROM push_deposits WHERE block = OLD.block);
END;

CREATE TRIGGER push_tombstone_added AFTER INSERT ON push_tombstones BEGIN
	INSERT INTO push_usage (owner, tombstones)
		VALUES (NEW.depositor, 1), (x'', 1)
		ON CONFLICT (owner) DO UPDATE SET tombstones = tombstones + 1;
END;

CREATE TRIGGER push_tombstone_removed AFTER DELETE ON push_tombstones BEGIN
	UPDATE push_usage SET tombstones = tombstones - 1
		WHERE owner IN (OLD.depositor, x'');
END;
