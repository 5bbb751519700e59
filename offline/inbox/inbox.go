package inbox

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"restante/node/event"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema holds the inbox's tables.
var Schema = vault.Schema{Name: "inbox", FS: schema}

// MaxNodes is how many push nodes one user may have.
const MaxNodes = 8

var (
	ErrTooManyNodes = errors.New("there are 8 push nodes already")
	ErrNoNode       = errors.New("this is none of your push nodes")
)

// Outcome is what became of one sealed message.
type Outcome int

const (
	Done       Outcome = iota + 1 // committed now
	Duplicate                     // committed before
	Parked                        // ours, to be opened later
	Unreadable                    // not ours, or broken
	Aside                         // ours, and left where it lies until it is wanted; see [Leave]
)

// Sealed is one message as it was fetched.
type Sealed struct {
	Digest  [32]byte // SHA-256 of Bytes
	Bytes   []byte
	Mailbox deposit.Mailbox // where it lay, as those say who held it
}

// Receiver opens and commits what was fetched. The outcomes have the order of
// the batch; with an error none of it counts and all is fetched again later.
type Receiver interface {
	Receive(ctx context.Context, batch []Sealed) ([]Outcome, error)
}

// Opener opens the body of a deposit record that lay in one of the mailboxes.
type Opener interface {
	OpenBody(m deposit.Mailbox, sealed []byte) (body []byte, err error)
}

// Push is the recipient's side of a push node.
type Push interface {
	Register(ctx context.Context, node peer.AddrInfo, s deposit.Signer, card []byte) (push.Terms, error)
	Unregister(ctx context.Context, node peer.AddrInfo, s deposit.Signer) error
	Enrol(ctx context.Context, node peer.AddrInfo, s deposit.Signer, add []deposit.Signer, drop []deposit.Mailbox) (taken []deposit.Mailbox, err error)
	Enrolled(ctx context.Context, node peer.AddrInfo, s deposit.Signer) ([]deposit.Mailbox, error)
	List(ctx context.Context, node peer.AddrInfo, s deposit.Signer, after uint64, n int) ([]push.Entry, bool, error)
	Get(ctx context.Context, node peer.AddrInfo, s deposit.Signer, cs []cid.Cid) ([][]byte, error)
	Subscribe(ctx context.Context, node peer.AddrInfo, s deposit.Signer, relay []deposit.Mailbox, f func(push.Notice)) error
	Release(ctx context.Context, node peer.AddrInfo, s deposit.Signer, keys []deposit.Key) error
	Favour(ctx context.Context, node peer.AddrInfo, s deposit.Signer, depositors []peer.ID) error
}

// Options are what an Inbox needs.
type Options struct {
	Vault    *vault.Vault
	Bus      *event.Bus
	Log      *slog.Logger
	Push     Push     // nil, like the next two: not this way
	Pointers Pointers // with Opener and Blocks
	Topics   Topics
	Opener   Opener
	Blocks   Blocks
	Web      Web    // nil: https addresses are not followed
	Spaces   Spaces // with Web; nil: there are none
	Receiver Receiver
	Mailbox  deposit.Signer                        // the public one, which is registered at push nodes; see Watch for the others
	Card     func(context.Context) ([]byte, error) // one's own card, published with the registration
	// Added runs in the transaction that adds a push node; it may be nil.
	Added func(*vault.Tx, peer.AddrInfo) error
	// Published is called with a card that a push node has taken.
	Published func(ctx context.Context, card []byte) error
	// Friends are those for whom push nodes keep a part of the mailbox; nil: nobody.
	Friends func(context.Context) ([]peer.ID, error)
	// Dropped is called when a push node gave up deposits that this user left
	// there for others; it may be nil.
	Dropped func(node peer.ID)
	// Drained is called now and then, when everything that lay anywhere at the
	// given time has been collected; it may be nil.
	Drained func(ctx context.Context, began time.Time) error
}

// NodesChanged says that a push node was added or removed, or has another health.
type NodesChanged struct{ ID peer.ID }

// Inbox watches one's own push nodes.
type Inbox struct {
	Options
	claims claims
	listed *listed
	boxes  boxes
	ears   ears
	junk   *rate.Limiter // on the topics
	finder *finder       // nil without pointers

	mu       sync.Mutex
	watchers map[peer.ID]*watcher
	ctx      context.Context
	stop     context.CancelFunc
	drained  drained
	wg       sync.WaitGroup
	spaced   chan struct{} // look into the spaces now
}

// New returns an Inbox that does nothing before [Inbox.Start].
func New(o Options) *Inbox {
	i := &Inbox{Options: o, listed: newListed(), junk: rate.NewLimiter(rate.Every(junkEvery), junkBurst),
		watchers: make(map[peer.ID]*watcher), spaced: make(chan struct{}, 1)}
	if o.Pointers != nil {
		i.finder = newFinder(i)
	}
	return i
}

// Start watches every push node on record.
func (i *Inbox) Start(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	sub := i.Bus.Subscribe(256)
	i.mu.Lock()
	i.ctx, i.stop = ctx, stop
	i.wg.Go(func() { i.listen(ctx, sub) })
	i.mu.Unlock()
	var rows []nodeRow
	err := i.Vault.Update(ctx, "inbox start", func(tx *vault.Tx) (err error) {
		if err = forgetSeen(tx); err == nil {
			rows, err = nodeRows(tx)
		}
		return err
	})
	for _, r := range rows {
		i.watch(r, false)
	}
	if err == nil {
		i.startFinder(ctx)
		err = i.listenIn()
	}
	if err != nil {
		i.Close()
	}
	return err
}

func (i *Inbox) startFinder(ctx context.Context) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.finder != nil && ctx.Err() == nil {
		i.wg.Go(func() { i.finder.run(ctx) })
	}
	if i.Spaces != nil && ctx.Err() == nil {
		i.wg.Go(func() { i.lookIntoSpaces(ctx) })
	}
}

// Close stops all watchers and waits for them.
func (i *Inbox) Close() {
	i.mu.Lock()
	if i.stop != nil {
		i.stop() // whoever holds the lock later begins nothing
	}
	i.mu.Unlock()
	i.ears.close()
	i.wg.Wait()
}

// watch begins to collect from a push node, or begins anew.
func (i *Inbox) watch(r nodeRow, anew bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	before := i.watchers[r.info.ID]
	if i.Push == nil || i.ctx == nil || i.ctx.Err() != nil || before != nil && !anew {
		return
	}
	if before != nil {
		before.stop()
	}
	w := newWatcher(i, r)
	i.watchers[r.info.ID] = w
	ctx, stop := context.WithCancel(i.ctx)
	w.stop = stop
	i.wg.Go(func() {
		defer i.forget(w)
		defer stop()
		w.serve(ctx)
	})
}

// forget lets a push node that was left for good be added again.
func (i *Inbox) forget(w *watcher) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.watchers[w.info.ID] == w {
		delete(i.watchers, w.info.ID)
	}
}

// find gives the watcher of a push node, or nil.
func (i *Inbox) find(id peer.ID) *watcher {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.watchers[id]
}

func (i *Inbox) all() []*watcher {
	i.mu.Lock()
	defer i.mu.Unlock()
	var ws []*watcher
	for _, w := range i.watchers {
		ws = append(ws, w)
	}
	return ws
}

// Republish hands the card, which has changed, to every push node.
func (i *Inbox) Republish() {
	for _, w := range i.all() {
		w.renew()
	}
}
