package settings

import (
	"database/sql"
	"errors"
	"fmt"

	"restante/node/vault"
)

// Read gives the settings inside a transaction.
func Read(tx *vault.Tx) (s Settings, err error) {
	err = tx.QueryRow(`SELECT read_receipts, typing, last_seen, hold, hold_quota FROM settings`).
		Scan(&s.ReadReceipts, &s.Typing, &s.LastSeen, &s.Hold, &s.HoldQuota)
	if errors.Is(err, sql.ErrNoRows) {
		return Default, nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("reading the settings: %w", err)
	}
	return s, nil
}

func put(tx *vault.Tx, s Settings) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO settings (id, read_receipts, typing, last_seen, hold, hold_quota)
		VALUES (1, ?, ?, ?, ?, ?)`, s.ReadReceipts, s.Typing, s.LastSeen, s.Hold, s.HoldQuota)
	if err != nil {
		return fmt.Errorf("storing the settings: %w", err)
	}
	return nil
}
