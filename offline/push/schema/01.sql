-- Who may use this node. A mailbox is an Ed25519 public key; peer is the one
-- that registered it and may therefore deposit for anybody.
CREATE TABLE push_users (
	mailbox BLOB NOT NULL PRIMARY KEY,
	peer    BLOB NOT NULL,
	network BLOB NOT NULL,    -- where the peer called from
	since   INTEGER NOT NULL,
	seen    INTEGER NOT NULL, -- day of the last signed call
	quota   INTEGER NOT NULL  -- bytes
) STRICT, WITHOUT ROWID;
CREATE INDEX push_users_peer ON push_users(peer);
CREATE INDEX push_users_network ON push_users(network);
CREATE INDEX push_users_seen ON push_users(seen);

-- Further mailboxes of a user, who is named by the one that is registered.
CREATE TABLE push_mailboxes (
	mailbox BLOB NOT NULL PRIMARY KEY,
	owner   BLOB NOT NULL, -- the registered one
	network BLOB NOT NULL  -- where it was enrolled from
) STRICT, WITHOUT ROWID;
CREATE INDEX push_mailboxes_owner ON push_mailboxes(owner);

-- For whom a user keeps a part of its mailboxes.
CREATE TABLE push_favours (
	mailbox BLOB NOT NULL PRIMARY KEY,
	peers   BLOB NOT NULL -- layout in package deposit
) STRICT;

-- A block lies here once, however many deposits want it. Without data it is the
-- root of what lies in the store of large deposits.
CREATE TABLE push_blocks (
	id     INTEGER PRIMARY KEY,
	digest BLOB NOT NULL,    -- SHA-256
	codec  INTEGER NOT NULL, -- with the digest the whole of its CID
	size   INTEGER NOT NULL,
	data   BLOB,
	UNIQUE (digest, codec)
) STRICT;

-- seq orders the mailboxes of a user for those who list them, and is never used
-- twice. The owner is the user with whom the mailbox is enrolled, or the mailbox
-- itself: it lists the deposit and pays for it with its quota.
CREATE TABLE push_deposits (
	seq        INTEGER PRIMARY KEY AUTOINCREMENT,
	key        BLOB NOT NULL UNIQUE, -- hash of the record
	mailbox    BLOB NOT NULL,
	owner      BLOB NOT NULL,
	depositor  BLOB NOT NULL,
	network    BLOB NOT NULL,        -- where the depositor called from
	block      INTEGER NOT NULL REFERENCES push_blocks(id),
	size       INTEGER NOT NULL,
	work       INTEGER NOT NULL,     -- bits
	favoured   INTEGER NOT NULL,     -- 1: the owner favours the depositor
	cancel     BLOB NOT NULL,        -- hash of the preimage
	stored     INTEGER NOT NULL,
	expires    INTEGER NOT NULL,     -- when this node gives it up
	last       INTEGER NOT NULL      -- the record's own expiry: so long lives its tombstone
) STRICT;
CREATE INDEX push_deposits_mailbox ON push_deposits(mailbox);
CREATE INDEX push_deposits_owner ON push_deposits(owner);
CREATE INDEX push_deposits_block ON push_deposits(block, owner);
CREATE INDEX push_deposits_expires ON push_deposits(expires);

-- In which order deposits make room for others: of the least work the last one.
CREATE INDEX push_room_owner ON push_deposits(owner, work, seq DESC) WHERE favoured = 0;
CREATE INDEX push_room_depositor ON push_deposits(depositor, work, seq DESC) WHERE favoured = 0;
CREATE INDEX push_room_node ON push_deposits(work, seq DESC) WHERE favoured = 0;

-- Large deposits on their way here. They count like those that have arrived.
CREATE TABLE push_fetches (
	id        INTEGER PRIMARY KEY,
	digest    BLOB NOT NULL,
	codec     INTEGER NOT NULL,
	owner     BLOB NOT NULL,
	depositor BLOB NOT NULL,
	network   BLOB NOT NULL,
	size      INTEGER NOT NULL,
	favoured  INTEGER NOT NULL
) STRICT;

-- What each user publishes: one folder, in the store of large deposits. The record is
-- the IPNS record that names its root.
CREATE TABLE push_sites (
	mailbox  BLOB NOT NULL PRIMARY KEY,
	sequence INTEGER NOT NULL,
	record   BLOB NOT NULL,
	digest   BLOB NOT NULL,
	codec    INTEGER NOT NULL,
	size     INTEGER NOT NULL,
	network  BLOB NOT NULL -- where it was published from
) STRICT;
CREATE INDEX push_sites_root ON push_sites(digest, codec);

-- Sites on their way here. They count like those that have arrived.
CREATE TABLE push_site_fetches (
	id      INTEGER PRIMARY KEY,
	digest  BLOB NOT NULL,
	codec   INTEGER NOT NULL,
	size    INTEGER NOT NULL,
	network BLOB NOT NULL
) STRICT;

-- What may lie in the store of large deposits though no deposit and no site wants it:
-- it is to be deleted there, and then here.
CREATE TABLE push_leftovers (
	digest BLOB NOT NULL,
	codec  INTEGER NOT NULL,
	PRIMARY KEY (digest, codec)
) STRICT, WITHOUT ROWID;

-- Where a user leaves tokens that are handed out, each once. The expiry is 0 when the
-- user is gone: a sweep then removes it like one that has expired.
CREATE TABLE push_pools (
	id      INTEGER PRIMARY KEY,
	owner   BLOB NOT NULL,    -- mailbox
	name    BLOB NOT NULL,
	network BLOB NOT NULL,    -- where it was made from
	expires INTEGER NOT NULL,
	closed  INTEGER NOT NULL, -- 1: nothing is handed out any more
	UNIQUE (owner, name)
) STRICT;
CREATE INDEX push_pools_expires ON push_pools(expires);

-- asker, ask and handed are those of who got the token: all of them, or none.
CREATE TABLE push_tokens (
	id     INTEGER PRIMARY KEY,
	pool   INTEGER NOT NULL REFERENCES push_pools(id),
	digest BLOB NOT NULL, -- SHA-256 of the token
	token  BLOB NOT NULL,
	asker  BLOB,          -- peer
	ask    BLOB,          -- nonce of the asker's: the same gets the same tokens again
	handed INTEGER,       -- when
	UNIQUE (pool, digest),
	CHECK ((asker IS NULL) = (ask IS NULL) AND (asker IS NULL) = (handed IS NULL))
) STRICT;
CREATE INDEX push_tokens_left ON push_tokens(pool, id) WHERE asker IS NULL;
CREATE INDEX push_tokens_handed ON push_tokens(pool, id) WHERE asker IS NOT NULL;
CREATE INDEX push_tokens_ask ON push_tokens(pool, asker, ask) WHERE asker IS NOT NULL;

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
	DELETE FROM push_favours WHERE mailbox = OLD.mailbox;
	DELETE FROM push_mailboxes WHERE owner = OLD.mailbox;
	DELETE FROM push_sites WHERE mailbox = OLD.mailbox;
	UPDATE push_pools SET expires = 0 WHERE owner = OLD.mailbox;
END;

-- How much each user, each depositor, each network and (with the empty owner) the
-- node holds; open is what of a user's is not favoured; mailboxes are those enrolled;
-- sites are bytes; tokens are those in pools, handed out or not. Kept by the triggers below, so that no path can forget it.
CREATE TABLE push_usage (
	owner         BLOB NOT NULL PRIMARY KEY,
	deposits      INTEGER NOT NULL DEFAULT 0,
	bytes         INTEGER NOT NULL DEFAULT 0,
	open_deposits INTEGER NOT NULL DEFAULT 0,
	open_bytes    INTEGER NOT NULL DEFAULT 0,
	tombstones    INTEGER NOT NULL DEFAULT 0,
	mailboxes     INTEGER NOT NULL DEFAULT 0,
	sites         INTEGER NOT NULL DEFAULT 0,
	tokens        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER push_deposit_added AFTER INSERT ON push_deposits BEGIN
	INSERT INTO push_usage (owner, deposits, bytes, open_deposits, open_bytes)
		VALUES (NEW.owner, 1, NEW.size, 1 - NEW.favoured, NEW.size * (1 - NEW.favoured)),
			(NEW.depositor, 1, NEW.size, 0, 0), (NEW.network, 1, NEW.size, 0, 0), (x'', 1, NEW.size, 0, 0)
		ON CONFLICT (owner) DO UPDATE SET deposits = deposits + 1, bytes = bytes + excluded.bytes,
			open_deposits = open_deposits + excluded.open_deposits, open_bytes = open_bytes + excluded.open_bytes;
END;

-- The block goes with its last deposit.
CREATE TRIGGER push_deposit_removed AFTER DELETE ON push_deposits BEGIN
	UPDATE push_usage SET deposits = deposits - 1, bytes = bytes - OLD.size
		WHERE owner IN (OLD.owner, OLD.depositor, OLD.network, x'');
	UPDATE push_usage SET open_deposits = open_deposits - 1, open_bytes = open_bytes - OLD.size
		WHERE owner = OLD.owner AND OLD.favoured = 0;
	DELETE FROM push_blocks WHERE id = OLD.block
		AND NOT EXISTS (SELECT 1 FROM push_deposits WHERE block = OLD.block);
END;

-- It is counted elsewhere when its owner changes, or the owner's favours do.
CREATE TRIGGER push_deposit_moved AFTER UPDATE OF owner, favoured ON push_deposits BEGIN
	UPDATE push_usage SET deposits = deposits - 1, bytes = bytes - OLD.size,
			open_deposits = open_deposits - (1 - OLD.favoured), open_bytes = open_bytes - OLD.size * (1 - OLD.favoured)
		WHERE owner = OLD.owner;
	INSERT INTO push_usage (owner, deposits, bytes, open_deposits, open_bytes)
		VALUES (NEW.owner, 1, NEW.size, 1 - NEW.favoured, NEW.size * (1 - NEW.favoured))
		ON CONFLICT (owner) DO UPDATE SET deposits = deposits + 1, bytes = bytes + excluded.bytes,
			open_deposits = open_deposits + excluded.open_deposits, open_bytes = open_bytes + excluded.open_bytes;
END;

-- What lay in the mailbox before goes over to the user, unfavoured until somebody
-- looks; and what is left there afterwards is the mailbox's own again.
CREATE TRIGGER push_mailbox_added AFTER INSERT ON push_mailboxes BEGIN
	INSERT INTO push_usage (owner, mailboxes) VALUES (NEW.owner, 1), (NEW.network, 1), (x'', 1)
		ON CONFLICT (owner) DO UPDATE SET mailboxes = mailboxes + 1;
	UPDATE push_deposits SET owner = NEW.owner, favoured = 0 WHERE mailbox = NEW.mailbox;
END;

CREATE TRIGGER push_mailbox_removed AFTER DELETE ON push_mailboxes BEGIN
	UPDATE push_usage SET mailboxes = mailboxes - 1 WHERE owner IN (OLD.owner, OLD.network, x'');
	UPDATE push_deposits SET owner = OLD.mailbox, favoured = 0 WHERE mailbox = OLD.mailbox;
END;

CREATE TRIGGER push_fetch_added AFTER INSERT ON push_fetches BEGIN
	INSERT INTO push_usage (owner, deposits, bytes, open_deposits, open_bytes)
		VALUES (NEW.owner, 1, NEW.size, 1 - NEW.favoured, NEW.size * (1 - NEW.favoured)),
			(NEW.depositor, 1, NEW.size, 0, 0), (NEW.network, 1, NEW.size, 0, 0), (x'', 1, NEW.size, 0, 0)
		ON CONFLICT (owner) DO UPDATE SET deposits = deposits + 1, bytes = bytes + excluded.bytes,
			open_deposits = open_deposits + excluded.open_deposits, open_bytes = open_bytes + excluded.open_bytes;
END;

-- Whatever came of it, something may lie in the store of large deposits.
CREATE TRIGGER push_fetch_removed AFTER DELETE ON push_fetches BEGIN
	UPDATE push_usage SET deposits = deposits - 1, bytes = bytes - OLD.size
		WHERE owner IN (OLD.owner, OLD.depositor, OLD.network, x'');
	UPDATE push_usage SET open_deposits = open_deposits - 1, open_bytes = open_bytes - OLD.size
		WHERE owner = OLD.owner AND OLD.favoured = 0;
	INSERT INTO push_leftovers (digest, codec) SELECT OLD.digest, OLD.codec
		WHERE NOT EXISTS (SELECT 1 FROM push_sites WHERE digest = OLD.digest AND codec = OLD.codec)
		ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER push_large_added AFTER INSERT ON push_blocks WHEN NEW.data IS NULL BEGIN
	DELETE FROM push_leftovers WHERE digest = NEW.digest AND codec = NEW.codec;
END;

CREATE TRIGGER push_large_removed AFTER DELETE ON push_blocks WHEN OLD.data IS NULL BEGIN
	INSERT INTO push_leftovers (digest, codec) SELECT OLD.digest, OLD.codec
		WHERE NOT EXISTS (SELECT 1 FROM push_sites WHERE digest = OLD.digest AND codec = OLD.codec)
		ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER push_site_added AFTER INSERT ON push_sites BEGIN
	INSERT INTO push_usage (owner, sites) VALUES (NEW.network, NEW.size), (x'', NEW.size)
		ON CONFLICT (owner) DO UPDATE SET sites = sites + excluded.sites;
	DELETE FROM push_leftovers WHERE digest = NEW.digest AND codec = NEW.codec;
END;

-- Another user's site, or a deposit, may have the same root.
CREATE TRIGGER push_site_removed AFTER DELETE ON push_sites BEGIN
	UPDATE push_usage SET sites = sites - OLD.size WHERE owner IN (OLD.network, x'');
	INSERT INTO push_leftovers (digest, codec) SELECT OLD.digest, OLD.codec
		WHERE NOT EXISTS (SELECT 1 FROM push_sites WHERE digest = OLD.digest AND codec = OLD.codec)
			AND NOT EXISTS (SELECT 1 FROM push_blocks WHERE digest = OLD.digest AND codec = OLD.codec)
		ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER push_site_fetch_added AFTER INSERT ON push_site_fetches BEGIN
	INSERT INTO push_usage (owner, sites) VALUES (NEW.network, NEW.size), (x'', NEW.size)
		ON CONFLICT (owner) DO UPDATE SET sites = sites + excluded.sites;
END;

CREATE TRIGGER push_site_fetch_removed AFTER DELETE ON push_site_fetches BEGIN
	UPDATE push_usage SET sites = sites - OLD.size WHERE owner IN (OLD.network, x'');
	INSERT INTO push_leftovers (digest, codec) SELECT OLD.digest, OLD.codec
		WHERE NOT EXISTS (SELECT 1 FROM push_sites WHERE digest = OLD.digest AND codec = OLD.codec)
			AND NOT EXISTS (SELECT 1 FROM push_blocks WHERE digest = OLD.digest AND codec = OLD.codec)
		ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER push_token_added AFTER INSERT ON push_tokens BEGIN
	INSERT INTO push_usage (owner, tokens)
		SELECT owner, 1 FROM push_pools WHERE id = NEW.pool
		UNION ALL SELECT network, 1 FROM push_pools WHERE id = NEW.pool
		UNION ALL SELECT x'', 1 WHERE 1
		ON CONFLICT (owner) DO UPDATE SET tokens = tokens + 1;
END;

CREATE TRIGGER push_token_removed AFTER DELETE ON push_tokens BEGIN
	UPDATE push_usage SET tokens = tokens - 1 WHERE owner = x''
		OR owner IN (SELECT owner FROM push_pools WHERE id = OLD.pool UNION ALL SELECT network FROM push_pools WHERE id = OLD.pool);
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
