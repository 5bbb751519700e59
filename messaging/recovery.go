package messaging

import (
	"context"
	"slices"
	"strings"

	"restante/node/identity"
	"restante/node/vault"
)

// Recovery is the way back when this computer is lost: the words of the identity.
type Recovery struct{ vault *vault.Vault }

// Kept tells whether the person has the words on paper, as far as is known.
func (r *Recovery) Kept(ctx context.Context) (bool, error) { return identity.Kept(ctx, r.vault) }

// Keep notes that they have.
func (r *Recovery) Keep(ctx context.Context) error { return identity.Keep(ctx, r.vault) }

// Asks tells whether the words are shown only for the passphrase: there may be one,
// and whoever sits at an open program need not be its owner.
func (r *Recovery) Asks() bool { return slices.Contains(r.vault.Locks(), vault.Passphrase) }

// Words gives the words, for the passphrase where there is one.
func (r *Recovery) Words(ctx context.Context, passphrase string) (string, error) {
	if r.Asks() {
		if err := r.vault.CheckPassphrase(ctx, []byte(passphrase)); err != nil {
			return "", err
		}
	}
	return identity.Words(ctx, r.vault)
}

// CheckPushNode tells whether a text can be given to [Network.AddPushNode], which
// needs a running core.
func CheckPushNode(text string) error {
	_, err := nodeAddr(strings.TrimSpace(text))
	return err
}
