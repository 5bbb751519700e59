package delivery

import (
	"cmp"
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/messaging/stamp"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/outbox"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "delivery", FS: scripts}

// Limits in time.
const (
	Lifetime   = 30 * 24 * time.Hour // without a receipt a message expires
	KeepLog    = 30 * 24 * time.Hour // after its end a message can be sent again
	WarnBefore = 3 * 24 * time.Hour  // its end is announced
	batchDelay = 200 * time.Millisecond
	stopLimit  = 5 * time.Second
)

// maxSpans is how many runs of numbers without a gap are told apart of what came from
// one device. Beyond that the lowest gaps count as filled: what belongs there would
// be taken for a duplicate. Honest messages never make so many, in whatever order they
// are fetched: a push node holds [deposit.PerDepositor] of one sender, every second of
// which may be missing at worst.
const maxSpans = 4096

// ErrInvalid is what a [Handler] returns for a message that no honest sender
// makes; it is dropped and never receipted.
var ErrInvalid = errors.New("the message is not valid")

// Incoming is one message as it came out of its envelope.
type Incoming struct {
	Peer    peer.ID
	Device  envelope.Device
	Seq     uint64
	ID      string
	SentAt  time.Time // by the sender's clock
	Came    time.Time
	Body    []byte
	Request bool   // from a stranger
	Healed  uint32 // messages ago the peer agreed on new keys, 1 at least; 0: not in a session
}

// Outgoing is one message to be sent.
type Outgoing struct {
	Peer peer.ID
	Kind envelope.Kind
	ID   string
	At   time.Time
	Body []byte
}

// Change is a new state of a message that was sent.
type Change struct {
	Peer   peer.ID
	ID     string
	State  State
	Reason string
	Healed uint32 // as in Incoming, of the generation that is under way or was the last
}

// Handler owns one kind of message.
type Handler interface {
	// Received stores a message that came in; see [ErrInvalid].
	Received(tx *vault.Tx, m Incoming) error
	// Changed stores the new state of a message that was sent.
	Changed(tx *vault.Tx, c Change) error
	// ExpiresSoon passes the warning on; it comes once for a time of expiry.
	ExpiresSoon(tx *vault.Tx, e ExpiresSoon) error
}

// Loser is a [Handler] that is told when a peer lost its device, once a day at most
// and before what the log still has is sent again.
type Loser interface {
	Lost(tx *vault.Tx, p peer.ID) error
}

// Welcomer is a [Handler] that lets a message of a stranger in for something else than a
// stamp. Such a message makes no contact request of its sender. It stores nothing.
type Welcomer interface {
	Welcome(tx *vault.Tx, from peer.ID, body []byte) (bool, error)
}

// Outbox is where sealed parcels go.
type Outbox interface {
	Add(tx *vault.Tx, p outbox.Parcel) error
	Replace(tx *vault.Tx, p outbox.Parcel) error
	Done(tx *vault.Tx, ref string) error
	Extend(tx *vault.Tx, to peer.ID, nodes []peer.AddrInfo) error
	HandOver(ctx context.Context) error
}

// Hints carries what is worth something only now; see [Service.Hint].
type Hints interface {
	SendHint(ctx context.Context, to peer.ID, b []byte) error
}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Key      *identity.Key
	Keys     *card.Keys
	Book     *card.Book
	Sessions *session.Book
	Contacts *contact.Service
	Bus      *event.Bus
	Log      *slog.Logger
	Outbox   Outbox
	Hints    Hints // nil: no direct way
	Price    int   // bits of work in a stamp, the same for everybody; 0: [stamp.Bits]
}

// Service delivers.
type Service struct {
	Options
	mailbox  deposit.Mailbox
	run      envelope.Device // numbers messages; new at each start
	handlers map[envelope.Kind]Handler
	hints    map[byte]func(peer.ID, []byte)
	stock    envelope.Stock
	pairs    pairs
	paid     paid
	kept     atomic.Uint64 // version of one's own card that is in the table for sure
	refusals atomic.Int64
	idle     string // how far the last tidying looked for idle sessions,
	idleCard string // and for idle cards
	kick     chan struct{}
	ordered  chan struct{} // stamps
	wg       sync.WaitGroup
	stop     context.CancelFunc
}

var (
	_ outbox.Observer   = (*Service)(nil)
	_ outbox.Recipients = (*Service)(nil)
)

// New returns a Service; register the kinds, then call [Service.Start].
func New(o Options) (*Service, error) {
	m, err := deposit.MailboxOf(o.Key.ID())
	o.Price = cmp.Or(o.Price, stamp.Bits)
	s := &Service{Options: o, mailbox: m, kick: make(chan struct{}, 1), ordered: make(chan struct{}, 1),
		handlers: make(map[envelope.Kind]Handler), hints: make(map[byte]func(peer.ID, []byte))}
	o.Contacts.OnCard, o.Contacts.OnSame, o.Contacts.OnConfirmed = s.cardCame, s.cardStays, s.confirmed
	o.Contacts.OnMissing, o.Contacts.OnAdded = s.missing, s.added
	rand.Read(s.run[:])
	return s, err
}

// Handle registers the owner of a kind; before Start.
func (s *Service) Handle(k envelope.Kind, h Handler) { s.handlers[k] = h }

// Start begins to write receipts, to seal anew, to work for stamps and to end what ran
// out.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	s.wg.Go(func() { s.work(ctx) })
	s.wg.Go(func() { s.tidy(ctx) })
	s.wg.Go(func() { s.stamps(ctx) })
}

// Close writes the receipts that are due and waits until another machine has
// them, at most [stopLimit]; what is left stays due.
func (s *Service) Close() {
	if s.stop == nil {
		return
	}
	s.stop()
	s.wg.Wait()
	ctx, done := context.WithTimeout(context.Background(), stopLimit)
	defer done()
	if err := s.flush(ctx); err != nil {
		s.Log.Error("receipts were not written", "err", err)
	}
	s.stock.Close()
	if err := s.Outbox.HandOver(ctx); err != nil {
		s.Log.Info("receipts stay on this computer", "err", err)
	}
}

func (s *Service) logged(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.Error("delivery failed", "err", err)
	}
}
