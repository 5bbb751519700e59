package identity

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"

	"restante/node/vault"
)

//go:embed schema
var schema embed.FS

// Schema is the identity's table in the vault.
var Schema = vault.Schema{Name: "identity", FS: schema}

// LoadOrCreate returns the identity of a vault, and makes a new one if it has none.
func LoadOrCreate(ctx context.Context, v *vault.Vault) (*Key, error) {
	words, err := Words(ctx, v)
	if errors.Is(err, ErrNone) {
		words, err = create(ctx, v)
	}
	if err != nil {
		return nil, fmt.Errorf("loading the identity: %w", err)
	}
	return FromWords(words)
}

// Words returns the recovery words of the identity in a vault.
func Words(ctx context.Context, v *vault.Vault) (words string, err error) {
	err = v.View(ctx, func(tx *vault.Tx) error {
		words, err = load(tx)
		return err
	})
	return words, err
}

// Restore puts the identity of these words into a vault that has none. It is no
// error if it has the same one, and ErrOther if it has a different one.
func Restore(ctx context.Context, v *vault.Vault, words string) (*Key, error) {
	words, err := normalize(words)
	if err != nil {
		return nil, err
	}
	kept, err := keep(ctx, v, "identity restore", words)
	if err != nil {
		return nil, fmt.Errorf("restoring the identity: %w", err)
	}
	if kept != words {
		return nil, ErrOther
	}
	return FromWords(words)
}

// Begin gives a new vault its identity, in the transaction that makes it a vault;
// kept says that the person has the words on paper.
func Begin(tx *vault.Tx, words string, kept bool) error {
	words, err := normalize(words)
	if err == nil {
		_, err = tx.Exec(`INSERT INTO identity (id, words, kept) VALUES (1, ?, ?)`, words, kept)
	}
	if err != nil {
		return fmt.Errorf("beginning the identity: %w", err)
	}
	return nil
}

// Kept tells whether the person has the words on paper, as far as is known.
func Kept(ctx context.Context, v *vault.Vault) (kept bool, err error) {
	err = v.View(ctx, func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT kept FROM identity`).Scan(&kept)
	})
	return kept, err
}

// Keep notes that the person has the words on paper.
func Keep(ctx context.Context, v *vault.Vault) error {
	return v.Update(ctx, "identity keep", func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE identity SET kept = 1`)
		return err
	})
}

func create(ctx context.Context, v *vault.Vault) (string, error) {
	words, err := NewWords()
	if err != nil {
		return "", err
	}
	return keep(ctx, v, "identity create", words)
}

// keep stores words unless there are some, and returns those that are there then.
func keep(ctx context.Context, v *vault.Vault, step, words string) (kept string, err error) {
	err = v.Update(ctx, step, func(tx *vault.Tx) error {
		if kept, err = load(tx); !errors.Is(err, ErrNone) {
			return err
		}
		kept = words
		_, err := tx.Exec(`INSERT INTO identity (id, words) VALUES (1, ?)`, words)
		return err
	})
	return kept, err
}

func load(tx *vault.Tx) (words string, err error) {
	err = tx.QueryRow(`SELECT words FROM identity`).Scan(&words)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNone
	}
	return words, err
}
