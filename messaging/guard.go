package messaging

import (
	"context"
	"slices"
	"time"

	"restante/node/vault"
)

// Guard is what protects the data folder, and the window while it is locked.
type Guard struct{ vault *vault.Vault }

// Ways are what protects it now; each of them alone opens it.
func (g *Guard) Ways() []vault.Method { return g.vault.Locks() }

// Asks tells whether there is a passphrase.
func (g *Guard) Asks() bool { return slices.Contains(g.vault.Locks(), vault.Passphrase) }

// Check returns nil for the passphrase; see [vault.Vault.CheckPassphrase].
func (g *Guard) Check(ctx context.Context, passphrase string) error {
	return g.vault.CheckPassphrase(ctx, []byte(passphrase))
}

// Pause is how long the next Check waits.
func (g *Guard) Pause() time.Duration { return g.vault.Pause() }

// Change protects the folder in another way. The passphrase before is asked for where
// there is one. The new one may be empty, but not for [vault.Passphrase].
func (g *Guard) Change(ctx context.Context, before string, to vault.Method, passphrase string) error {
	if g.Asks() {
		if err := g.Check(ctx, before); err != nil {
			return err
		}
	}
	u := vault.Unlock{New: to}
	if passphrase != "" || to == vault.Passphrase {
		u.Passphrase = func(context.Context) ([]byte, error) { return []byte(passphrase), nil }
	}
	return g.vault.ChangePassphrase(ctx, u)
}
