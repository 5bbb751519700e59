package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/event"
	"restante/node/vault"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "storage", FS: scripts}

// Outbox is what lies at providers.
type Outbox interface {
	// Rearrange brings what is under way in line with the choice.
	Rearrange(*vault.Tx) error
	// WakeAccount makes due what waits for an account; in doubt, what lies there too.
	WakeAccount(tx *vault.Tx, account string, doubt bool) error
	// Holdings is how much lies where; account "" is this computer.
	Holdings(*vault.Tx) (map[string]outbox.Holding, error)
	// Named lists the names of all blocks that lie, or may lie, at an account.
	Named(tx *vault.Tx, account string) (map[string]bool, error)
	// Owners are the accounts of all blocks that lie, or may lie, anywhere, by their names.
	Owners(*vault.Tx) (map[string]string, error)
	// Lies reports whether a block of ours lies, or may lie, at an account.
	Lies(tx *vault.Tx, account string, digest [32]byte) (bool, error)
	// Forget drops what an account still has: it cannot be removed any more.
	Forget(tx *vault.Tx, account string) error
}

// Fetcher fetches a block as a stranger does, see [restante/offline/provider/fetch].
type Fetcher interface {
	Get(ctx context.Context, c cid.Cid, limit int, addrs []string) ([]byte, error)
}

// Options are what a Storage needs.
type Options struct {
	Vault *vault.Vault
	Bus   *event.Bus
	Log   *slog.Logger
	Kinds []depot.Kind
	Deps  depot.Deps
	// Foreign is Deps for what others name: its transport reaches public addresses only.
	Foreign depot.Deps
	Grants  Grants // nil: nobody gave us any
	Outbox  Outbox
	Fetch   Fetcher
}

// Storage keeps the accounts. It is safe for several goroutines.
type Storage struct {
	Options
	tag string // what the names of our blocks begin with

	mu     sync.Mutex
	open   map[string]depot.Depot
	turn   int                  // counts accounts that were closed
	paused map[string]time.Time // accounts that are left alone until then

	giveUp     context.CancelFunc // a connection that was begun
	connection Connection

	wg   sync.WaitGroup
	stop context.CancelFunc
}

// Make returns a Storage that does nothing by itself before [Storage.Start].
func Make(ctx context.Context, o Options) (*Storage, error) {
	s := &Storage{Options: o, open: make(map[string]depot.Depot), paused: make(map[string]time.Time)}
	err := o.Vault.Update(ctx, "storage tag", func(tx *vault.Tx) (err error) {
		s.tag, err = tagOf(tx)
		return err
	})
	return s, err
}

// Start sweeps once a day, and notes how much lies where.
func (s *Storage) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	s.wg.Go(func() { s.lookHourly(ctx) })
}

// Close ends the work and waits for it.
func (s *Storage) Close() {
	s.begun(func() {}) // ends one that waits for a person
	if s.stop != nil {
		s.stop()
	}
	s.wg.Wait()
}

// Errors of what a person asked for.
var (
	ErrUnknown  = errors.New("there is no such account")
	ErrSettings = errors.New("the settings are not complete")
	ErrTooMany  = errors.New("there are too many accounts")
)

// What a person may enter.
const (
	MaxAccounts = 16
	MaxTitle    = 60   // characters
	MaxSetting  = 8192 // bytes of one field
	MaxPrice    = 1_000_000_000
)

// kind finds a kind by name.
func (s *Storage) kind(name string) (depot.Kind, error) {
	for _, k := range s.Kinds {
		if k.Name == name {
			return k, nil
		}
	}
	return depot.Kind{}, fmt.Errorf("%w: no provider is called %q", ErrSettings, depot.Clip(name))
}

// Offered are the kinds of accounts that can be added.
func (s *Storage) Offered() []depot.Kind { return s.Kinds }
