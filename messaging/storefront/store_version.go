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

func readVersion(tx *vault.Tx, h listing.Hash) (signed []byte, err error) {
	return signed, versionOf(tx, h, "signed", &signed)
}

// supersededAt is when another version took the place of one, zero if none did.
func supersededAt(tx *vault.Tx, h listing.Hash) (at time.Time, err error) {
	var ms int64
	if err = versionOf(tx, h, "superseded", &ms); ms > 0 {
		at = time.UnixMilli(ms)
	}
	return at, err
}

// versionOf reads a column of a version.
func versionOf(tx *vault.Tx, h listing.Hash, column string, into any) error {
	found, err := tx.One("reading a version", `SELECT `+column+` FROM version WHERE hash = ?`, []any{h[:]}, into)
	if err == nil && !found {
		err = ErrVersion
	}
	return err
}

// keepVersion notes that an order was placed on a version.
func keepVersion(tx *vault.Tx, h listing.Hash) error {
	return tx.Do("keeping a version", `UPDATE version SET named = 1 WHERE hash = ? AND named = 0`, h[:])
}

func setItemVersion(tx *vault.Tx, slug string, h listing.Hash) error {
	return tx.Do("noting a version", `UPDATE item SET version = ? WHERE slug = ?`, h[:], slug)
}

func setShopVersion(tx *vault.Tx, h listing.Hash) error {
	return tx.Do("noting a version", `UPDATE shop SET version = ?`, h[:])
}

// pruneShops lets go of versions of the shop that no order named and none can name any
// more. Those of listings stay.
func pruneShops(tx *vault.Tx, before time.Time) error {
	return tx.Do("forgetting old versions", `DELETE FROM version WHERE slug = '' AND named = 0 AND superseded BETWEEN 1 AND ?`, before.UnixMilli())
}
