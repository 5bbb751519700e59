package storefront

import (
	"context"
	"embed"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"restante/node/event"
	"restante/node/identity"
	"restante/node/ipfs"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "storefront", FS: scripts}

// Options are what a Service needs.
type Options struct {
	Vault   *vault.Vault
	Bus     *event.Bus
	Log     *slog.Logger
	Key     *identity.Key
	Store   *ipfs.Pinned // from which visitors are served
	Namer   Namer        // nil: the shop is built, and has no name in the network
	Fetcher Fetcher      // nil: only what was fetched before can be visited
	Watcher Watcher      // nil: nobody
}

// Service is one's own shop, and what is known of others.
type Service struct {
	Options
	versions   versions
	publishing sync.Mutex                  // one publication at a time
	failed     atomic.Pointer[[]ItemError] // what the last one could not sign
	wg         sync.WaitGroup
	stop       context.CancelFunc
}

// New returns a Service.
func New(o Options) *Service { return &Service{Options: o, versions: newVersions()} }

// update runs one step of editing, and says what changed.
func (s *Service) update(ctx context.Context, name, slug string, f func(*vault.Tx) error) error {
	return s.Vault.Update(ctx, name, func(tx *vault.Tx) error {
		tx.AfterCommit(func() { s.Bus.Publish(Changed{slug}) })
		return f(tx)
	})
}

// now is the time as it is signed and kept.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
