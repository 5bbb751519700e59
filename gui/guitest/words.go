package guitest

import (
	"context"

	"restante/node/vault"
)

// TestWords are the recovery words of every test: nobody's.
const TestWords = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon " +
	"abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art"

// Kept tells whether the recovery words are on paper.
func (w *World) Kept(context.Context) (bool, error) { return !w.Unkept, nil }

// Keep notes that they are.
func (w *World) Keep(context.Context) error {
	w.Unkept = false
	return w.call("keep words")
}

// Asks tells whether there is a passphrase.
func (w *World) Asks() bool { return w.Passphrase != "" }

// Words gives the recovery words.
func (w *World) Words(_ context.Context, passphrase string) (string, error) {
	if passphrase != w.Passphrase {
		return "", vault.ErrWrongPassphrase
	}
	return TestWords, nil
}
