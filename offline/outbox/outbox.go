package outbox

import (
	"context"
	"embed"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/pointer"
	"restante/offline/push"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema holds the outbox's tables.
var Schema = vault.Schema{Name: "outbox", FS: schema}

// Class tells what a parcel is good for.
type Class int

const (
	Message Class = iota
	// Receipt: one per recipient, replaced by the next; done at the first
	// answer or custody receipt, and never receipted itself.
	Receipt
)

// Parcel is one sealed message on its way to one recipient.
type Parcel struct {
	Ref     string // the owner's name; a parcel with the same name is replaced
	Class   Class
	Peer    peer.ID
	Mailbox deposit.Mailbox
	Sealed  []byte // what the recipient opens; never the same bytes twice
	Expires time.Time
}

// State is how far a parcel got.
type State int

const (
	Queued    State = iota // on this computer only
	Stored                 // a push node signed that it holds it
	HandedOn               // a receipt that needs nothing more
	Delivered              // the recipient answered that it has committed it
	Failed                 // the recipient refused it for good
	Expired                // its time ran out
)

// Observer learns of each change inside the transaction that makes it.
type Observer interface {
	Changed(tx *vault.Tx, ref string, s State, reason string) error
}

// Recipients knows what the cards of recipients say.
type Recipients interface {
	// SealBody seals the body of a deposit record for a mailbox of that peer, who
	// alone may learn where the parcel lies.
	SealBody(ctx context.Context, to peer.ID, m deposit.Mailbox, body []byte) (sealed []byte, err error)
	// PushNodes are those that hold the peer's mail.
	PushNodes(tx *vault.Tx, of peer.ID) ([]peer.AddrInfo, error)
}

// Direct sends to a peer that is there.
type Direct interface {
	Send(ctx context.Context, to peer.ID, m deposit.Mailbox, sealed []byte) (direct.Answer, error)
}

// Push leaves deposits at a push node, takes them back, and asks what is left of them.
type Push interface {
	Store(ctx context.Context, node peer.AddrInfo, ds []push.Deposit) ([]push.StoreResult, error)
	Cancel(ctx context.Context, node peer.AddrInfo, cs []push.Cancellation) error
	Held(ctx context.Context, node peer.AddrInfo, keys []deposit.Key) ([]bool, error)
}

// Pointers leaves deposit records near a mailbox in the DHT, and takes them back.
type Pointers interface {
	Put(ctx context.Context, m deposit.Mailbox, rs []deposit.Record, also []peer.AddrInfo) (pointer.Placed, error)
	Cancel(ctx context.Context, m deposit.Mailbox, cs []pointer.Cancellation, holders []peer.ID, also []peer.AddrInfo) (done []peer.ID, err error)
}

// Topics publishes to whoever listens now.
type Topics interface {
	Publish(ctx context.Context, topic string, data []byte) error
	Watch(topic string, joined func(peer.ID)) (stop func(), err error)
}

// Options are what an Outbox needs. A nil Direct, Push, Pointers, Topics or Depots
// leaves that way out.
type Options struct {
	Vault      *vault.Vault
	Folder     *ipfs.Folder // <data>/outbox
	Bus        *event.Bus
	Log        *slog.Logger
	Observer   Observer
	Recipients Recipients
	Direct     Direct
	Push       Push
	Pointers   Pointers
	Topics     Topics
	Depots     Depots
	Addrs      func() []string // where this computer serves blocks: full multiaddrs
	Connected  func(peer.ID) bool
	OwnNodes   func(*vault.Tx) ([]peer.AddrInfo, error) // one's own push nodes
}

// Outbox is the durable queue.
type Outbox struct {
	Options
	started atomic.Bool
	kick    chan struct{} // wakes the dispatcher
	filing  *queue[job]   // to the one goroutine that writes and removes files
	files   files         // being written by it
	results *queue[result]
	peers   *lanes[peer.ID, job]
	nodes   *lanes[peer.ID, nodeJob]
	points  *lanes[peer.ID, pointJob]
	places  *lanes[string, placeJob]
	crier   *crier
	stamps  *queue[stampJob] // to the one goroutine that works for stamps

	woken  wakes
	sleeps atomic.Int64 // until when the dispatcher does; 0 while it works

	mu      sync.Mutex
	changed chan struct{} // closed and replaced after each recorded group

	wg   sync.WaitGroup
	stop context.CancelFunc
}

// New returns an Outbox that does nothing before [Outbox.Start].
func New(o Options) *Outbox {
	return &Outbox{
		Options: o,
		kick:    make(chan struct{}, 1),
		filing:  newQueue[job](),
		results: newQueue[result](),
		changed: make(chan struct{}),
		woken:   make(wakes),
		crier:   newCrier(),
		stamps:  newQueue[stampJob](),
	}
}

// Start makes every pending parcel due and begins to work.
func (o *Outbox) Start(ctx context.Context) error {
	if err := o.Vault.Update(ctx, "outbox start", allDue); err != nil {
		return err
	}
	sub := o.Bus.Subscribe(256)
	ctx, o.stop = context.WithCancel(ctx)
	o.peers = newLanes(ctx, &o.wg, o.runDirect)
	o.nodes = newLanes(ctx, &o.wg, o.runNode)
	o.points = newLanes(ctx, &o.wg, o.runPointers)
	o.places = newLanes(ctx, &o.wg, o.runPlace)
	o.started.Store(true)
	o.wg.Go(func() { o.watch(ctx, sub) })
	for _, f := range []func(context.Context){o.dispatch, o.record, o.file, o.cry, o.stamp, o.checkDaily} {
		o.wg.Go(func() { f(ctx) })
	}
	return nil
}

// Close stops all work and waits for it; what is pending stays pending.
func (o *Outbox) Close() {
	if o.stop != nil {
		o.stop()
		o.peers.close()
		o.nodes.close()
		o.points.close()
		o.places.close()
		o.wg.Wait()
	}
}

// wakeFor wakes the dispatcher if it would sleep longer than until then.
func (o *Outbox) wakeFor(next time.Time) {
	if until := o.sleeps.Load(); until == 0 || next.UnixNano() < until {
		o.wake()
	}
}

func (o *Outbox) wake() {
	select {
	case o.kick <- struct{}{}:
	default:
	}
}
