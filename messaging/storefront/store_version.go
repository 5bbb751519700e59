package storefront

import (
	"time"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// putVersion keeps a signed version in the place of the one before it, whose hash is
// old. The same bytes again are the current version again.
func putVersion(tx *vault.Tx, slug string, signed []byte, old listing.Hash, at time.Time) error {
	h := listing.HashOf(signed)
	if err := supersede(tx, old, at); err != nil {
		return err
	}
	return tx.Do("keeping a version", `INSERT INTO version (hash, slug, signed, since) VALUES (?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET superseded = 0`, h[:], slug, signed, at.UnixMilli())
}

func supersede(tx *vault.Tx, old listing.Hash, at time.Time) error {
	return tx.Do("noting that a version is old", `UPDATE version SET superseded = ? WHERE hash = ? AND superseded = 0`, at.UnixMilli(), old[:])
}

// renew makes a version that comes back on sale the current one.
func renew(tx *vault.Tx, h listing.Hash) error {
	return tx.Do("noting that a version is current", `UPDATE version SET superseded = 0 WHERE hash = ?`, h[:])
}

// readVersion also says when another version took its place, which may be never.
func readVersion(tx *vault.Tx, h listing.Hash) (signed []byte, superseded time.Time, err error) {
	var ms int64
	found, err := tx.One("reading a version", `SELECT signed, superseded FROM version WHERE hash = ?`, []any{h[:]}, &signed, &ms)
	if err == nil && !found {
		err = ErrVersion
	}
	if ms > 0 {
		superseded = time.UnixMilli(ms)
	}
	return signed, superseded, err
}

func setItemVersion(tx *vault.Tx, slug string, h listing.Hash) error {
	return tx.Do("noting a version", `UPDATE item SET version = ? WHERE slug = ?`, h[:], slug)
}

func setShopVersion(tx *vault.Tx, h listing.Hash) error {
	return tx.Do("noting a version", `UPDATE shop SET version = ?`, h[:])
}

// pruneShops lets go of versions of the shop that no order can name any more. Those of
// listings stay.
func pruneShops(tx *vault.Tx, before time.Time) error {
	return tx.Do("forgetting old versions", `DELETE FROM version WHERE slug = '' AND superseded BETWEEN 1 AND ?`, before.UnixMilli())
}
