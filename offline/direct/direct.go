// Package direct hands sealed messages to a peer that is there now.
//
// One frame goes out, the recipient commits, and then it answers; nothing is
// delivered because bytes were written. The answer is [Committed], [Refused]
// (for good, with a reason), [Busy] (later) or [NotYet] (this one later).
//
//	d := direct.New(host, log)
//	d.Serve(receiver)
//	a, err := d.Send(ctx, to, mailbox, sealed)
//
// A stream per peer stays open and is used again; one that died is replaced
// once, unseen. The message may then arrive twice: the recipient knows its hash.
//
// Two more things travel here. A hint ("is typing") is worth something for a
// few seconds only: it is never answered, never stored, and nobody is dialled
// for it. And a peer may be asked for its card.
//
// # Why
//
// Calls on a stream are answered one after the other, so that a frame needs no
// number. Hints have a stream of their own: they do not wait behind a message
// that is being committed.
package direct

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/node/p2p"
	"restante/offline/deposit"
)

// Protocol names the direct way.
const Protocol protocol.ID = "/restante/message/1"

const (
	MaxSealed = deposit.MaxBlock // bytes of a message
	MaxHint   = 256              // bytes of a hint
	MaxCard   = 3 << 10          // bytes of a card

	maxFrame  = MaxSealed + 1<<10
	maxReason = 256 // bytes of a refusal's text

	deadline   = 20 * time.Second // for each frame
	serverIdle = 2 * time.Minute  // how long an inbound stream may rest
	clientIdle = 45 * time.Second // how long an outbound one does: the caller hangs up first
)

var (
	ErrTooLarge     = errors.New("too large for the direct way")
	ErrNotConnected = errors.New("the peer is not connected")
	ErrNoCard       = errors.New("the peer gave no card")
	ErrProto        = errors.New("the peer does not keep to the protocol")
	ErrClosed       = errors.New("the direct way is closed")
)

// Outcome is what became of a message. The zero Outcome promises nothing.
type Outcome uint8

const (
	Busy      Outcome = iota // try later
	Committed                // it is on the recipient's disk
	Refused                  // it will never be taken
	NotYet                   // try this one later; what waits behind it may be taken
)

// Answer is the recipient's word on one message.
type Answer struct {
	Outcome Outcome
	Reason  string // for a human
}

// Receiver takes what peers send. Its methods are called concurrently, for one
// peer as well. Message returns Committed only after its commit.
type Receiver interface {
	Message(ctx context.Context, from peer.ID, m deposit.Mailbox, sealed []byte) Answer
	Hint(ctx context.Context, from peer.ID, b []byte)
}

// CardSource returns one's own card for a peer that asks, or nil.
type CardSource func(ctx context.Context, asker peer.ID) ([]byte, error)

// Direct is both ends of the direct way. It may be used by several goroutines.
type Direct struct {
	host *p2p.Host
	log  *slog.Logger
	rate rate

	mu       sync.Mutex
	closed   bool
	receiver Receiver
	cards    CardSource
	pipes    map[lane]*pipe
	calls    sync.WaitGroup // inbound ones under way
}

// New returns a Direct that answers Busy before [Direct.Serve].
func New(h *p2p.Host, log *slog.Logger) *Direct {
	if log == nil {
		log = slog.Default()
	}
	d := &Direct{host: h, log: log, pipes: make(map[lane]*pipe)}
	h.Handle(Protocol, p2p.Limits{Frame: maxFrame, Deadline: deadline, PerPeer: 4, Total: 1024}, d.serve)
	return d
}

// Serve hands what arrives to r from now on.
func (d *Direct) Serve(r Receiver) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.receiver = r
}

// ServeCard answers peers that ask for one's card.
func (d *Direct) ServeCard(src CardSource) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cards = src
}

// Close takes nothing more and returns when the receiver is done with what it
// has. It may be called twice.
func (d *Direct) Close() {
	d.host.Libp2p().RemoveStreamHandler(Protocol)
	d.mu.Lock()
	d.closed = true
	for _, p := range d.pipes {
		p.end()
	}
	d.mu.Unlock()
	d.calls.Wait()
}
