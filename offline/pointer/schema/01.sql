-- The pointers held for others. cancel is the hash of the preimage that takes a
-- record back; network is the block of addresses its depositor came from; work
-- is the worth of its stamp in bits.
CREATE TABLE pointer_records (
	id        INTEGER PRIMARY KEY,
	key       BLOB NOT NULL UNIQUE, -- hash of the record
	mailbox   BLOB NOT NULL,
	depositor BLOB NOT NULL,
	network   BLOB NOT NULL,
	work      INTEGER NOT NULL,
	cancel    BLOB NOT NULL,
	expires   INTEGER NOT NULL,     -- when this holder gives it up
	last      INTEGER NOT NULL,     -- the record's own expiry: so long lives its tombstone
	record    BLOB NOT NULL
) STRICT;
CREATE INDEX pointer_records_read ON pointer_records(mailbox, key);
CREATE INDEX pointer_records_expires ON pointer_records(expires);

-- Read backwards they give the weakest record first, the newest among equals.
CREATE INDEX pointer_records_mailbox ON pointer_records(mailbox, work DESC);
CREATE INDEX pointer_records_network ON pointer_records(network, work DESC);
CREATE INDEX pointer_records_work ON pointer_records(work DESC);

-- What was cancelled or released must not come back while its record is valid.
CREATE TABLE pointer_tombstones (
	key     BLOB NOT NULL PRIMARY KEY,
	network BLOB NOT NULL,
	expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pointer_tombstones_expires ON pointer_tombstones(expires);

-- How much each mailbox, each depositor, each network and (with the empty owner)
-- the holder has. Kept by the triggers below, so that no path can forget it.
CREATE TABLE pointer_usage (
	owner      BLOB NOT NULL PRIMARY KEY,
	records    INTEGER NOT NULL DEFAULT 0,
	tombstones INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER pointer_record_added AFTER INSERT ON pointer_records BEGIN
	INSERT INTO pointer_usage (owner, records)
		VALUES (NEW.mailbox, 1), (NEW.depositor, 1), (NEW.network, 1), (x'', 1)
		ON CONFLICT (owner) DO UPDATE SET records = records + 1;
END;

CREATE TRIGGER pointer_record_removed AFTER DELETE ON pointer_records BEGIN
	UPDATE pointer_usage SET records = records - 1
		WHERE owner IN (OLD.mailbox, OLD.depositor, OLD.network, x'');
END;

CREATE TRIGGER pointer_tombstone_added AFTER INSERT ON pointer_tombstones BEGIN
	INSERT INTO pointer_usage (owner, tombstones)
		VALUES (NEW.network, 1), (x'', 1)
		ON CONFLICT (owner) DO UPDATE SET tombstones = tombstones + 1;
END;

CREATE TRIGGER pointer_tombstone_removed AFTER DELETE ON pointer_tombstones BEGIN
	UPDATE pointer_usage SET tombstones = tombstones - 1
		WHERE owner IN (OLD.network, x'');
END;
