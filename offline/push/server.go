package push

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"restante/node/event"
	"restante/node/identity"
	"restante/node/p2p"
	"restante/node/vault"
)

const (
	serverStreams  = 4096             // of all clients together
	clientStreams  = 16               // of one client
	serverIdle     = 2 * time.Minute  // how long a stream may rest between calls
	serverDeadline = 20 * time.Second // for each frame within a call
	drainLimit     = 5 * time.Second  // how long Close waits for calls under way

	// What blocks may take in memory: of one stream, and of all together. The
	// more streams carry blocks, the less each may hold, down to one block.
	streamMemory = 128 << 10
	totalMemory  = 32 << 20
)

// ServerOptions are what a push node needs.
type ServerOptions struct {
	Vault  *vault.Vault // has Schema
	Host   *p2p.Host
	Key    *identity.Key // signs receipts
	Bus    *event.Bus    // nil: nobody listens
	Log    *slog.Logger  // nil: slog.Default()
	Large  Large         // nil: what does not fit inline is refused
	Limits Limits
}

// Server keeps deposits for others. It is a store of their blocks besides.
type Server struct {
	Blocks
	host   *p2p.Host
	key    *identity.Key
	bus    *event.Bus
	log    *slog.Logger
	limits Limits
	large  Large
	writes *committer
	hub    hub
	doors  doors
	active atomic.Int64 // streams that carry blocks now

	byPeer, byNetwork *rates // what is left
	favours, enrols   *rates // who changes favours, and where mailboxes are enrolled from
	sites, fills      *rates // who publishes, and where pools are filled from
	takes, netTakes   *rates // who takes tokens, for each pool
	fetches           fetches
	clearing          sync.Mutex // one clear at a time

	closing context.Context    // ends when Close begins: with it the sweeper and fetches
	stop    context.CancelFunc // ends closing
	tasks   sync.WaitGroup
}

// NewServer starts to serve on the host. Close it before the host.
func NewServer(o ServerOptions) (*Server, error) {
	if o.Vault == nil || o.Host == nil || o.Key == nil {
		return nil, errors.New("push: a server needs a vault, a host and a key")
	}
	l := o.Limits.withDefaults()
	s := &Server{
		Blocks: Blocks{o.Vault}, host: o.Host, key: o.Key, bus: o.Bus, log: o.Log, limits: l, large: o.Large,
		byPeer: newRates(l.DepositorRate), byNetwork: newRates(l.NetworkRate), favours: newRates(favourRate), enrols: newRates(enrolRate),
		sites: newRates(siteRate), fills: newRates(fillRate), takes: newRates(l.TakeRate), netTakes: newRates(l.NetTakeRate),
	}
	if s.bus == nil {
		s.bus = new(event.Bus)
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.writes = newCommitter(o.Vault)
	s.closing, s.stop = context.WithCancel(context.Background())
	s.tasks.Go(func() { s.sweeper(s.closing) })
	s.host.Handle(Protocol, p2p.Limits{
		Frame: maxFrame, Deadline: serverDeadline, PerPeer: clientStreams, Total: serverStreams,
	}, s.serve)
	return s, nil
}

// Close takes no more calls, lets those under way finish, and returns when all
// that was promised is on disk. It may be called twice.
func (s *Server) Close() error {
	s.host.Libp2p().RemoveStreamHandler(Protocol)
	s.stop()
	if !s.doors.close(drainLimit) {
		return nil
	}
	s.tasks.Wait()
	s.writes.close()
	return nil
}

// share is how many bytes of blocks a stream may hold now.
func (s *Server) share() int {
	return min(streamMemory, totalMemory/int(max(1, s.active.Load())))
}

func (s *Server) terms() Terms {
	return Terms{
		Quota: s.limits.Quota, MaxDeposits: s.limits.PerMailbox,
		MaxAge: s.limits.MaxAge, MaxBlock: maxBlock, MaxLarge: int(s.maxLarge()), MaxMailboxes: s.limits.Mailboxes,
		MaxSite: s.maxSite(),
	}
}
