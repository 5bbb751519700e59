package card

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

func putCard(tx *vault.Tx, id peer.ID, version uint64, raw []byte) (changed bool, err error) {
	r, err := tx.Exec(`INSERT INTO cards (peer, version, raw) VALUES (?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET version = excluded.version, raw = excluded.raw
		WHERE excluded.version > version`, id.String(), int64(version), raw)
	if err != nil {
		return false, fmt.Errorf("storing a card: %w", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func rawCard(tx *vault.Tx, id peer.ID) (raw []byte, found bool, err error) {
	err = tx.QueryRow(`SELECT raw FROM cards WHERE peer = ?`, id.String()).Scan(&raw)
	return one(raw, err, "reading a card")
}

func device(tx *vault.Tx) (id envelope.Device, found bool, err error) {
	var b []byte
	err = tx.QueryRow(`SELECT id FROM device`).Scan(&b)
	b, found, err = one(b, err, "reading the device ID")
	copy(id[:], b)
	return id, found, err
}

func insertDevice(tx *vault.Tx, id envelope.Device, now time.Time) error {
	_, err := tx.Exec(`INSERT INTO device (one, id, created) VALUES (1, ?, ?)`, id[:], now.UnixNano())
	if err != nil {
		return fmt.Errorf("storing the device ID: %w", err)
	}
	return nil
}

func insertPrekey(tx *vault.Tx, key *envelope.PrivateKey, now time.Time) error {
	secret, err := key.Bytes()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO prekeys (id, secret, created) VALUES (?, ?, ?)`, key.ID(), secret, now.UnixNano())
	if err != nil {
		return fmt.Errorf("storing a prekey: %w", err)
	}
	return nil
}

// newestPrekey returns nil if there is none.
func newestPrekey(tx *vault.Tx) (*envelope.PrivateKey, time.Time, error) {
	var id uint32
	var secret []byte
	var created int64
	row := tx.QueryRow(`SELECT id, secret, created FROM prekeys ORDER BY id DESC LIMIT 1`)
	err := row.Scan(&id, &secret, &created)
	secret, found, err := one(secret, err, "reading a prekey")
	if err != nil || !found {
		return nil, time.Time{}, err
	}
	key, err := envelope.ParsePrivateKey(id, secret)
	return key, time.Unix(0, created), err
}

func privateKeys(tx *vault.Tx) (keys []*envelope.PrivateKey, err error) {
	rows, err := tx.Query(`SELECT id, secret FROM prekeys ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("reading the prekeys: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		key, err := scanPrekey(rows)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}

func scanPrekey(rows *sql.Rows) (*envelope.PrivateKey, error) {
	var id uint32
	var secret []byte
	if err := rows.Scan(&id, &secret); err != nil {
		return nil, fmt.Errorf("reading a prekey: %w", err)
	}
	return envelope.ParsePrivateKey(id, secret)
}

func markReplaced(tx *vault.Tx, by uint32, now time.Time) error {
	_, err := tx.Exec(`UPDATE prekeys SET replaced = ? WHERE id < ? AND replaced IS NULL`, now.UnixNano(), by)
	if err != nil {
		return fmt.Errorf("marking replaced prekeys: %w", err)
	}
	return nil
}

func hasPrekeys(tx *vault.Tx, replacedBy time.Time) (found bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM prekeys WHERE replaced <= ?)`, replacedBy.UnixNano()).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("reading the prekeys: %w", err)
	}
	return found, nil
}

func deletePrekeys(tx *vault.Tx, replacedBy time.Time) (ids []uint32, err error) {
	rows, err := tx.Query(`DELETE FROM prekeys WHERE replaced <= ? RETURNING id`, replacedBy.UnixNano())
	if err != nil {
		return nil, fmt.Errorf("deleting prekeys: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id uint32
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("deleting prekeys: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// one turns the missing of a row into found being false.
func one(b []byte, err error, doing string) ([]byte, bool, error) {
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("%s: %w", doing, err)
	}
	return b, true, nil
}
