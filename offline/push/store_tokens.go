package push

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// poolRow is where tokens go.
type poolRow struct {
	id     int64
	closed bool
}

// openPool makes the pool if there is none, and puts its expiry off.
func openPool(tx *vault.Tx, owner deposit.Mailbox, a fillArgs, network string) (p poolRow, err error) {
	err = tx.Do("opening a pool", `
		INSERT INTO push_pools (owner, name, network, expires, closed) VALUES (?, ?, ?, ?, 0)
		ON CONFLICT (owner, name) DO UPDATE SET expires = max(expires, excluded.expires)`,
		owner[:], a.pool[:], []byte(network), a.expires.UnixNano())
	if err != nil {
		return p, err
	}
	_, err = tx.One("opening a pool", `SELECT id, closed FROM push_pools WHERE owner = ? AND name = ?`,
		[]any{owner[:], a.pool[:]}, &p.id, &p.closed)
	return p, err
}

// addToken passes over one that is or was in the pool.
func addToken(tx *vault.Tx, pool int64, token []byte) error {
	digest := sha256.Sum256(token)
	return tx.Do("adding a token", `INSERT INTO push_tokens (pool, digest, token) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		pool, digest[:], token)
}

// tokenCounts are those that have limits.
type tokenCounts struct{ left, pools, of, from, all int }

func countTokens(tx *vault.Tx, owner deposit.Mailbox, pool int64) (n tokenCounts, err error) {
	_, err = tx.One("counting tokens", `
		SELECT (SELECT count(*) FROM push_tokens WHERE pool = p.id AND asker IS NULL),
			(SELECT count(*) FROM push_pools WHERE owner = p.owner),
			ifnull((SELECT tokens FROM push_usage WHERE owner = p.owner), 0),
			ifnull((SELECT tokens FROM push_usage WHERE owner = p.network), 0),
			ifnull((SELECT tokens FROM push_usage WHERE owner = x''), 0)
		FROM push_pools p WHERE id = ?`, []any{pool}, &n.left, &n.pools, &n.of, &n.from, &n.all)
	return n, err
}

// closePool removes what is left, and the pool too if nobody took anything.
func closePool(tx *vault.Tx, owner deposit.Mailbox, name deposit.PoolName) error {
	key := []any{owner[:], name[:]}
	return errors.Join(
		tx.Do("ending a pool", `UPDATE push_pools SET closed = 1 WHERE owner = ? AND name = ?`, key...),
		tx.Do("ending a pool", `
			DELETE FROM push_tokens WHERE asker IS NULL
				AND pool = (SELECT id FROM push_pools WHERE owner = ? AND name = ?)`, key...),
		tx.Do("ending a pool", `
			DELETE FROM push_pools WHERE owner = ? AND name = ?
				AND NOT EXISTS (SELECT 1 FROM push_tokens WHERE pool = push_pools.id)`, key...))
}

// poolsAfter lists the pools of a user behind one, in the order of their names.
func poolsAfter(tx *vault.Tx, owner deposit.Mailbox, after []byte, n int, now time.Time) ([]Pool, error) {
	rows, err := tx.Query(`
		SELECT name, expires, closed,
			(SELECT count(*) FROM push_tokens WHERE pool = p.id AND asker IS NULL),
			(SELECT count(*) FROM push_tokens WHERE pool = p.id AND asker IS NOT NULL)
		FROM push_pools p WHERE owner = ? AND name > ? AND expires > ? ORDER BY name LIMIT ?`,
		owner[:], after, now.UnixNano(), n)
	return vault.Collect("listing pools", rows, err, func(r *sql.Rows) (p Pool, err error) {
		var name []byte
		var expires int64
		err = r.Scan(&name, &expires, &p.Closed, &p.Left, &p.Handed)
		copy(p.Name[:], name)
		p.Expires = fromNanos(expires)
		return p, err
	})
}

// handoutsAfter lists what was handed out of a pool, behind one.
func handoutsAfter(tx *vault.Tx, owner deposit.Mailbox, a handoutsArgs, n int) ([]Handout, error) {
	rows, err := tx.Query(`
		SELECT t.id, token, asker, handed FROM push_tokens t
		WHERE pool = (SELECT id FROM push_pools WHERE owner = ? AND name = ?) AND asker IS NOT NULL AND t.id > ?
		ORDER BY t.id LIMIT ?`, owner[:], a.pool[:], a.after, n)
	return vault.Collect("listing hand-outs", rows, err, func(r *sql.Rows) (h Handout, err error) {
		var asker []byte
		var at int64
		err = r.Scan(&h.Seq, &h.Token, &asker, &at)
		h.Asker, h.Time = peer.ID(asker), fromNanos(at)
		return h, err
	})
}

// tokensOf is what an ask got.
func tokensOf(tx *vault.Tx, t taking) ([]handed, error) {
	rows, err := tx.Query(`
		SELECT token, handed FROM push_tokens
		WHERE pool = (SELECT id FROM push_pools WHERE owner = ? AND name = ?) AND asker = ? AND ask = ? ORDER BY id`,
		t.mailbox[:], t.pool[:], []byte(t.asker), t.ask[:])
	return vault.Collect("looking for tokens", rows, err, func(r *sql.Rows) (h handed, err error) {
		var at int64
		err = r.Scan(&h.token, &at)
		h.at = fromNanos(at)
		return h, err
	})
}

// countLeft counts what a pool may still hand out.
func countLeft(tx *vault.Tx, owner deposit.Mailbox, name deposit.PoolName, now time.Time) (left int, err error) {
	_, err = tx.One("counting tokens", `
		SELECT count(*) FROM push_tokens WHERE asker IS NULL
			AND pool = (SELECT id FROM push_pools WHERE owner = ? AND name = ? AND expires > ?)`,
		[]any{owner[:], name[:], now.UnixNano()}, &left)
	return left, err
}

// giveTokens notes who gets the first ones that are left.
func giveTokens(tx *vault.Tx, t taking, now time.Time) error {
	_, err := tx.Exec(`
		UPDATE push_tokens SET asker = ?, ask = ?, handed = ? WHERE id IN (
			SELECT id FROM push_tokens WHERE asker IS NULL
				AND pool = (SELECT id FROM push_pools WHERE owner = ? AND name = ?) ORDER BY id LIMIT ?)`,
		[]byte(t.asker), t.ask[:], now.UnixNano(), t.mailbox[:], t.pool[:], t.count)
	if err != nil {
		return fmt.Errorf("handing out tokens: %w", err)
	}
	return nil
}
