package vault_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
)

// Each wrong guess makes the next wait twice as long, up to a minute; the right one
// ends that.
func TestGuessesAreSlowedDown(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := open(t, options(dir, notes(notes1))) // without a passphrase each one is wrong
		defer closeVault(t, v)
		guess := func(pass string, want error, least time.Duration) {
			t.Helper()
			began := time.Now()
			err := v.CheckPassphrase(t.Context(), []byte(pass))
			if took := time.Since(began); !errors.Is(err, want) || took != least {
				t.Errorf("%s: %v after %v; want %v after %v", pass, err, took, want, least)
			}
		}
		pause := time.Duration(0)
		for _, next := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
			guess("wrong", vault.ErrWrongPassphrase, pause)
			if pause = next * time.Second; v.Pause() != pause {
				t.Errorf("the next guess waits for %v, want %v", v.Pause(), pause)
			}
		}
		if err := v.ChangePassphrase(t.Context(), withPassphrase(dir, "right").Unlock); err != nil {
			t.Fatal(err)
		}
		guess("", vault.ErrPassphraseNeeded, pause) // no guess
		guess("wrong", vault.ErrWrongPassphrase, 0)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := v.CheckPassphrase(ctx, []byte("right")); !errors.Is(err, context.Canceled) {
			t.Errorf("it did not stop waiting: %v", err)
		}
		guess("right", nil, time.Minute)
		guess("wrong", vault.ErrWrongPassphrase, 0)
		guess("right", nil, time.Second)
	})
}
