package push

// checks count what must not be.
var checks = []struct {
	fault string
	timed bool // the query takes the time before which nothing may have expired
	query string
}{
	{"blocks without a deposit", false, `
		SELECT count(*) FROM push_blocks b
		WHERE NOT EXISTS (SELECT 1 FROM push_deposits WHERE block = b.id)`},
	{"deposits without a block of their size", false, `
		SELECT count(*) FROM push_deposits d
		WHERE NOT EXISTS (SELECT 1 FROM push_blocks b
			WHERE b.id = d.block AND b.size = d.size AND (data IS NULL OR length(data) = d.size))`},
	{"deposits held past their expiry", true, `
		SELECT count(*) FROM push_deposits WHERE expires < ?`},
	{"deposits that have a tombstone", false, `
		SELECT count(*) FROM push_deposits JOIN push_tombstones USING (key)`},
	{"cards of nobody registered", false, `
		SELECT count(*) FROM push_cards WHERE mailbox NOT IN (SELECT mailbox FROM push_users)`},
	{"favours of nobody registered", false, `
		SELECT count(*) FROM push_favours WHERE mailbox NOT IN (SELECT mailbox FROM push_users)`},
	{"mailboxes enrolled with nobody registered", false, `
		SELECT count(*) FROM push_mailboxes WHERE owner NOT IN (SELECT mailbox FROM push_users)`},
	{"mailboxes enrolled and registered as well", false, `
		SELECT count(*) FROM push_mailboxes JOIN push_users USING (mailbox)`},
	{"deposits of another owner than their mailbox", false, `
		SELECT count(*) FROM push_deposits d
		WHERE owner <> ifnull((SELECT owner FROM push_mailboxes m WHERE m.mailbox = d.mailbox), mailbox)`},
	{"large deposits that are about to be deleted", false, `
		SELECT count(*) FROM push_leftovers JOIN push_blocks USING (digest, codec)`},
	{"sites that are about to be deleted", false, `
		SELECT count(*) FROM push_leftovers JOIN push_sites USING (digest, codec)`},
	{"sites of nobody registered", false, `
		SELECT count(*) FROM push_sites WHERE mailbox NOT IN (SELECT mailbox FROM push_users)`},
	{"pools of nobody registered", false, `
		SELECT count(*) FROM push_pools WHERE expires > 0 AND owner NOT IN (SELECT mailbox FROM push_users)`},
	{"pools kept past their expiry", true, `
		SELECT count(*) FROM push_pools WHERE expires > 0 AND expires < ?`},
	{"withdrawn pools that nobody took from", false, `
		SELECT count(*) FROM push_pools p WHERE expires > 0 AND closed = 1
			AND NOT EXISTS (SELECT 1 FROM push_tokens WHERE pool = p.id)`},
	{"counts that are wrong", false, `
		SELECT count(*) FROM (
			SELECT owner, sum(deposits), sum(bytes), sum(open_deposits), sum(open_bytes), sum(tombstones), sum(mailboxes), sum(sites), sum(tokens) FROM (
				WITH d AS (
					SELECT owner, depositor, network, size, 1 - favoured AS open FROM push_deposits
					UNION ALL SELECT owner, depositor, network, size, 1 - favoured FROM push_fetches),
				s AS (SELECT network, size FROM push_sites UNION ALL SELECT network, size FROM push_site_fetches),
				t AS (SELECT owner, network FROM push_tokens JOIN push_pools p ON p.id = pool)
				SELECT owner, deposits, bytes, open_deposits, open_bytes, tombstones, mailboxes, sites, tokens FROM push_usage
				UNION ALL SELECT owner, -1, -size, -open, -open * size, 0, 0, 0, 0 FROM d
				UNION ALL SELECT depositor, -1, -size, 0, 0, 0, 0, 0, 0 FROM d
				UNION ALL SELECT network, -1, -size, 0, 0, 0, 0, 0, 0 FROM d
				UNION ALL SELECT x'', -1, -size, 0, 0, 0, 0, 0, 0 FROM d
				UNION ALL SELECT depositor, 0, 0, 0, 0, -1, 0, 0, 0 FROM push_tombstones
				UNION ALL SELECT x'', 0, 0, 0, 0, -1, 0, 0, 0 FROM push_tombstones
				UNION ALL SELECT owner, 0, 0, 0, 0, 0, -1, 0, 0 FROM push_mailboxes
				UNION ALL SELECT network, 0, 0, 0, 0, 0, -1, 0, 0 FROM push_mailboxes
				UNION ALL SELECT x'', 0, 0, 0, 0, 0, -1, 0, 0 FROM push_mailboxes
				UNION ALL SELECT network, 0, 0, 0, 0, 0, 0, -size, 0 FROM s
				UNION ALL SELECT x'', 0, 0, 0, 0, 0, 0, -size, 0 FROM s
				UNION ALL SELECT owner, 0, 0, 0, 0, 0, 0, 0, -1 FROM t
				UNION ALL SELECT network, 0, 0, 0, 0, 0, 0, 0, -1 FROM t
				UNION ALL SELECT x'', 0, 0, 0, 0, 0, 0, 0, -1 FROM t)
			GROUP BY owner
			HAVING sum(deposits) <> 0 OR sum(bytes) <> 0 OR sum(open_deposits) <> 0 OR sum(open_bytes) <> 0
				OR sum(tombstones) <> 0 OR sum(mailboxes) <> 0 OR sum(sites) <> 0 OR sum(tokens) <> 0)`},
}
