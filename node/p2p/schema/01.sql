-- Where peers were reached, so that a later start finds somebody.
CREATE TABLE p2p_peers (
	peer  TEXT    PRIMARY KEY, -- peer ID
	addrs TEXT    NOT NULL,    -- multiaddrs, separated by spaces; the one that worked last comes first
	seen  INTEGER NOT NULL     -- Unix nanoseconds of the last time it was reached; 0: only heard of
) STRICT, WITHOUT ROWID;
