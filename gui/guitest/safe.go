package guitest

import (
	"context"
	"slices"
	"time"

	"restante/node/vault"
)

// Ways are what unlocks the folder.
func (w *World) Ways() []vault.Method {
	if w.Asks() {
		return []vault.Method{vault.Passphrase}
	}
	return []vault.Method{vault.KeyFile}
}

// Check knows the passphrase.
func (w *World) Check(_ context.Context, passphrase string) error {
	if passphrase != w.Passphrase {
		w.Wrong++
		return vault.ErrWrongPassphrase
	}
	w.Wrong = 0
	return nil
}

// Pause is a second for each wrong passphrase.
func (w *World) Pause() time.Duration { return time.Duration(w.Wrong) * time.Second }

// Change changes what unlocks the folder.
func (g Guard) Change(ctx context.Context, before string, to vault.Method, passphrase string) error {
	if g.Asks() {
		if err := g.Check(ctx, before); err != nil {
			return err
		}
	}
	if err := g.call("unlocks by " + []string{"nothing", "passphrase", "keyring"}[to] + " " + passphrase); err != nil {
		return err
	}
	g.Passphrase = passphrase
	return nil
}

// Guard is the world as what guards its folder: the settings have a Change too.
type Guard struct{ *World }

// Save makes a backup.
func (w *World) Save(_ context.Context, path, passphrase string) error {
	return w.call("save " + path + " " + passphrase)
}

// Wipe erases everything.
func (w *World) Wipe(context.Context) error { return w.call("wipe") }

// Did tells whether a call was made.
func (w *World) Did(call string) bool { return slices.Contains(w.Calls, call) }
