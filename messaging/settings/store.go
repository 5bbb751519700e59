package settings

import (
	"restante/node/vault"
)

// Read gives the settings inside a transaction.
func Read(tx *vault.Tx) (s Settings, err error) {
	found, err := tx.One("reading the settings", `SELECT read_receipts, typing, last_seen, hold, hold_quota FROM settings`, nil,
		&s.ReadReceipts, &s.Typing, &s.LastSeen, &s.Hold, &s.HoldQuota)
	if err == nil && !found {
		return Default, nil
	}
	return s, err
}

func put(tx *vault.Tx, s Settings) error {
	return tx.Do("storing the settings", `INSERT OR REPLACE INTO settings (id, read_receipts, typing, last_seen, hold, hold_quota)
		VALUES (1, ?, ?, ?, ?, ?)`, s.ReadReceipts, s.Typing, s.LastSeen, s.Hold, s.HoldQuota)
}
