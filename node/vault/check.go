package vault

import (
	"context"
	"errors"
	"sync"
	"time"
)

// How long a guess waits after wrong ones: twice as long after each.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// CheckPassphrase returns nil if a passphrase opens the vault. The error is
// [ErrWrongPassphrase] if it does not, also where none would. One guess is looked at
// at a time, and after a wrong one the next waits for [Vault.Pause].
func (v *Vault) CheckPassphrase(ctx context.Context, passphrase []byte) error {
	v.pace.turn.Lock()
	defer v.pace.turn.Unlock()
	if err := v.pace.wait(ctx); err != nil {
		return err
	}
	err := v.checkPassphrase(ctx, passphrase)
	v.pace.guessed(err)
	return err
}

func (v *Vault) checkPassphrase(ctx context.Context, passphrase []byte) error {
	v.keyMu.Lock()
	locks := v.key.file.Locks
	v.keyMu.Unlock()
	u := Unlock{Passphrase: func(context.Context) ([]byte, error) { return passphrase, nil }}
	for _, l := range locks {
		if l.Method == methodPassphrase {
			_, err := l.openWithPassphrase(ctx, u)
			return err
		}
	}
	return ErrWrongPassphrase
}

// Pause is how long the next guess at the passphrase waits.
func (v *Vault) Pause() time.Duration { return v.pace.left() }

// A pace slows down whoever tries one passphrase after the other.
type pace struct {
	turn sync.Mutex // of one guess

	mu    sync.Mutex
	wrong int // in a row
	next  time.Time
}

func (p *pace) left() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(0, time.Until(p.next))
}

func (p *pace) wait(ctx context.Context) error {
	t := time.NewTimer(p.left())
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (p *pace) guessed(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case err == nil:
		p.wrong = 0
	case errors.Is(err, ErrWrongPassphrase):
		p.next = time.Now().Add(min(firstPause<<min(p.wrong, 16), lastPause))
		p.wrong++
	}
}
