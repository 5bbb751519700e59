package storefront

import (
	"context"
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

func (s *Service) front(ctx context.Context, owner peer.ID) (f Front, found bool, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		fronts, err := readVisited(tx, `WHERE peer = ?`, owner.String())
		if len(fronts) > 0 {
			f, found = fronts[0], true
		}
		return err
	})
	return f, found, err
}

func readVisited(tx *vault.Tx, where string, args ...any) ([]Front, error) {
	rows, err := tx.Query(`SELECT signed, seen, followed, updated > looked FROM visited `+where, args...)
	return vault.Collect("reading shops", rows, err, func(r *sql.Rows) (f Front, err error) {
		var signed []byte
		var seen, followed int64
		if err := r.Scan(&signed, &seen, &followed, &f.News); err != nil {
			return Front{}, err
		}
		f.Shop, err = listing.OpenShop(signed)
		f.Hash, f.Seen, f.Followed = listing.HashOf(signed), time.UnixMilli(seen), followed > 0
		return f, err
	})
}

// putVisited keeps the newest version: an older one, which somebody may have kept back
// for this, is none.
func putVisited(tx *vault.Tx, owner peer.ID, signed []byte, updated time.Time) (changed bool, err error) {
	var had []byte
	if _, err := tx.One("reading a shop", `SELECT signed FROM visited WHERE peer = ?`, []any{owner.String()}, &had); err != nil {
		return false, err
	}
	err = tx.Do("keeping a shop", `INSERT INTO visited (peer, signed, updated, seen) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (peer) DO UPDATE SET seen = ?4, signed = iif(?3 >= updated, ?2, signed), updated = max(?3, updated)`,
		owner.String(), signed, updated.UnixMilli(), now().UnixMilli())
	return string(had) != string(signed), err
}

func setLooked(tx *vault.Tx, owner peer.ID) error {
	return tx.Do("noting that a shop was looked at", `UPDATE visited SET looked = updated WHERE peer = ?`, owner.String())
}

func setFollowed(tx *vault.Tx, owner peer.ID, since int64) (found bool, err error) {
	r, err := tx.Exec(`UPDATE visited SET followed = ? WHERE peer = ?`, since, owner.String())
	if err != nil {
		return false, vault.While("following a shop", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// readFetched gives nil where nothing was fetched.
func readFetched(tx *vault.Tx, owner peer.ID, d ipfs.Digest) (b []byte, err error) {
	_, err = tx.One("reading what was fetched", `SELECT bytes FROM fetched WHERE digest = ? AND peer = ?`, []any{d[:], owner.String()}, &b)
	return b, err
}

func putFetched(tx *vault.Tx, owner peer.ID, d ipfs.Digest, b []byte) error {
	return tx.Do("keeping what was fetched", `INSERT OR REPLACE INTO fetched (digest, peer, bytes, seen) VALUES (?, ?, ?, ?)`,
		d[:], owner.String(), b, now().UnixMilli())
}

// pruneFetched leaves at most so many bytes: what was fetched longest ago goes first, but not that of
// shops that are followed.
func pruneFetched(tx *vault.Tx, most int) error {
	return tx.Do("making room for shops", `DELETE FROM fetched WHERE (digest, peer) IN (
		SELECT digest, peer FROM (
			SELECT digest, peer, sum(length(bytes)) OVER (ORDER BY peer IN (SELECT peer FROM visited WHERE followed > 0) DESC, seen DESC, digest) AS above
			FROM fetched)
		WHERE above > ?)`, most)
}
