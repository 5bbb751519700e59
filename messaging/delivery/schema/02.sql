-- A receipt holds a limited number of devices: those that were heard of last.
ALTER TABLE came ADD COLUMN at INTEGER NOT NULL DEFAULT 0;

-- What a receipt may still end, given up or not.
DROP INDEX sent_open;
CREATE INDEX sent_open ON sent (peer, seq) WHERE state NOT IN ('delivered', 'read');
