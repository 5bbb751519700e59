package settings

import (
	"context"
	"embed"
	"errors"
	"sync"

	"restante/node/event"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the table of this package.
var Schema = vault.Schema{Name: "settings", FS: scripts}

// How much of other people's mail a user's computer may be asked to keep, in bytes.
const (
	MinHoldQuota = 16 << 20
	MaxHoldQuota = 1 << 40
)

// ErrHoldQuota is returned for a quota outside these limits.
var ErrHoldQuota = errors.New("the room for other people's mail is 16 MiB to 1 TiB")

// Settings are all that a person can choose.
type Settings struct {
	ReadReceipts bool  // tell others which of their messages were read
	Typing       bool  // tell others that one types, and see it of them
	LastSeen     bool  // let others see whether one is here, and when one was last
	Hold         bool  // hold mail for others while this computer runs
	HoldQuota    int64 // bytes of it
}

// Default is what holds before anybody chose.
var Default = Settings{ReadReceipts: true, Typing: true, LastSeen: true, HoldQuota: 1 << 30}

// Service keeps the settings.
type Service struct {
	Vault *vault.Vault
	Bus   *event.Bus
	// Apply does what has to happen at once for a change, which is stored already;
	// its error is Set's. It may be nil, and is called by one goroutine at a time.
	Apply func(context.Context, Settings) error

	turn sync.Mutex // of one Set at a time: the last one stored is the last one applied
}

// Get reads the settings.
func (s *Service) Get(ctx context.Context) (now Settings, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		now, err = Read(tx)
		return err
	})
	return now, err
}

// Set replaces the settings, and returns when they are in effect.
func (s *Service) Set(ctx context.Context, to Settings) error {
	return s.Change(ctx, func(now *Settings) { *now = to })
}

// Change is [Service.Set] for some of them: f changes what is in the table then.
func (s *Service) Change(ctx context.Context, f func(*Settings)) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	var to Settings
	err := s.Vault.Update(ctx, "settings", func(tx *vault.Tx) (err error) {
		to, err = s.change(tx, f)
		return err
	})
	if err != nil || s.Apply == nil {
		return err
	}
	return s.Apply(context.WithoutCancel(ctx), to) // it is stored: a caller who goes away must not stop it halfway
}

func (s *Service) change(tx *vault.Tx, f func(*Settings)) (to Settings, err error) {
	now, err := Read(tx)
	if err != nil {
		return now, err
	}
	to = now
	if f(&to); to == now {
		return to, nil
	}
	if err := to.check(); err != nil {
		return now, err
	}
	tx.AfterCommit(func() { s.Bus.Publish(Changed{}) })
	return to, put(tx, to)
}

func (s Settings) check() error {
	if s.HoldQuota < MinHoldQuota || s.HoldQuota > MaxHoldQuota {
		return ErrHoldQuota
	}
	return nil
}
