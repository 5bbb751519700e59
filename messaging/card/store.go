package card

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

func putCard(tx *vault.Tx, id peer.ID, version uint64, raw []byte) (changed bool, err error) {
	r, err := tx.Exec(`INSERT INTO cards (peer, version, raw, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET version = excluded.version, raw = excluded.raw, at = excluded.at
		WHERE excluded.version > version`, id.String(), int64(version), raw, time.Now().UnixNano())
	if err != nil {
		return false, vault.While("storing a card", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func rawCard(tx *vault.Tx, id peer.ID) (raw []byte, found bool, err error) {
	found, err = tx.One("reading a card", `SELECT raw FROM cards WHERE peer = ?`, []any{id.String()}, &raw)
	return raw, found, err
}

// Idle lists people of whom no newer card has come since a time, at most n, in the order
// of their IDs as text, those behind one of them.
func Idle(tx *vault.Tx, since time.Time, after string, n int) ([]peer.ID, error) {
	rows, err := tx.Query(`SELECT peer FROM cards WHERE peer > ? AND at < ? ORDER BY peer LIMIT ?`, after, since.UnixNano(), n)
	return vault.Collect("looking for idle cards", rows, err, func(r *sql.Rows) (peer.ID, error) {
		var text string
		if err := r.Scan(&text); err != nil {
			return "", err
		}
		return peer.Decode(text)
	})
}

func device(tx *vault.Tx) (id envelope.Device, found bool, err error) {
	var b []byte
	found, err = tx.One("reading the device ID", `SELECT id FROM device`, nil, &b)
	copy(id[:], b)
	return id, found, err
}

func insertDevice(tx *vault.Tx, id envelope.Device, now time.Time) error {
	return tx.Do("storing the device ID", `INSERT INTO device (one, id, created) VALUES (1, ?, ?)`, id[:], now.UnixNano())
}

func insertPrekey(tx *vault.Tx, key *envelope.PrivateKey, now time.Time) error {
	secret, err := key.Bytes()
	if err != nil {
		return err
	}
	return tx.Do("storing a prekey", `INSERT INTO prekeys (id, secret, created) VALUES (?, ?, ?)`, key.ID(), secret, now.UnixNano())
}

// newestPrekey returns nil if there is none.
func newestPrekey(tx *vault.Tx) (*envelope.PrivateKey, time.Time, error) {
	var id uint32
	var secret []byte
	var created int64
	found, err := tx.One("reading a prekey", `SELECT id, secret, created FROM prekeys ORDER BY id DESC LIMIT 1`, nil,
		&id, &secret, &created)
	if err != nil || !found {
		return nil, time.Time{}, err
	}
	key, err := envelope.ParsePrivateKey(id, secret)
	return key, time.Unix(0, created), err
}

func privateKeys(tx *vault.Tx) ([]*envelope.PrivateKey, error) {
	rows, err := tx.Query(`SELECT id, secret FROM prekeys ORDER BY id`)
	return vault.Collect("reading the prekeys", rows, err, scanPrekey)
}

func scanPrekey(rows *sql.Rows) (*envelope.PrivateKey, error) {
	var id uint32
	var secret []byte
	if err := rows.Scan(&id, &secret); err != nil {
		return nil, err
	}
	return envelope.ParsePrivateKey(id, secret)
}

func markReplaced(tx *vault.Tx, by uint32, now time.Time) error {
	return tx.Do("marking replaced prekeys", `UPDATE prekeys SET replaced = ? WHERE id < ? AND replaced IS NULL`, now.UnixNano(), by)
}

func hasPrekeys(tx *vault.Tx, replacedBy time.Time) (found bool, err error) {
	_, err = tx.One("reading the prekeys", `SELECT EXISTS (SELECT 1 FROM prekeys WHERE replaced <= ?)`,
		[]any{replacedBy.UnixNano()}, &found)
	return found, err
}

func deletePrekeys(tx *vault.Tx, replacedBy time.Time) ([]uint32, error) {
	rows, err := tx.Query(`DELETE FROM prekeys WHERE replaced <= ? RETURNING id`, replacedBy.UnixNano())
	return vault.Collect("deleting prekeys", rows, err, vault.Column[uint32])
}
