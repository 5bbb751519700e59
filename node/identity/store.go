package identity

import (
	"context"
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
	if err != nil {
		return vault.While("beginning the identity", err)
	}
	return tx.Do("beginning the identity", `INSERT INTO identity (id, words, kept) VALUES (1, ?, ?)`, words, kept)
}

// Kept tells whether the person has the words on paper, as far as is known.
func Kept(ctx context.Context, v *vault.Vault) (kept bool, err error) {
	err = v.View(ctx, func(tx *vault.Tx) error {
		_, err := tx.One("looking whether the words are kept", `SELECT kept FROM identity`, nil, &kept)
		return err
	})
	return kept, err
}

// Keep notes that the person has the words on paper.
func Keep(ctx context.Context, v *vault.Vault) error {
	return v.Update(ctx, "identity keep", func(tx *vault.Tx) error {
		return tx.Do("noting that the words are kept", `UPDATE identity SET kept = 1`)
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
		return tx.Do("storing the words", `INSERT INTO identity (id, words) VALUES (1, ?)`, words)
	})
	return kept, err
}

func load(tx *vault.Tx) (words string, err error) {
	found, err := tx.One("reading the words", `SELECT words FROM identity`, nil, &words)
	if err == nil && !found {
		err = ErrNone
	}
	return words, err
}
