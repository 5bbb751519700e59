package order

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// Limits, besides those of packages event and machine.
const (
	MaxPage    = 500
	MaxTags    = 20
	MaxTag     = 50     // bytes of a tag, an assignee and a name of what is kept
	MaxWords   = 5_000  // bytes of a note, a canned reply and a filter
	MaxNotes   = 200    // of one order
	MaxKept    = 200    // filters, and canned replies
	MaxIssue   = 1_000  // tickets in one call
	MaxRefused = 10_000 // lines in the operator's log
	MaxUnknown = 64     // events of orders that are not here, from one peer

	LeastPatience = 24 * time.Hour // before the program declines what nobody answered
	MostPatience  = 90 * 24 * time.Hour

	keepParked = 30 * 24 * time.Hour // an event waits so long for those that it refers to
	keepCalls  = 24 * time.Hour
)

var (
	ErrNoOrder  = errors.New("there is no such order")
	ErrNoEvent  = errors.New("there is no such event in the order")
	ErrSelf     = errors.New("this is your own shop")
	ErrAddress  = errors.New("the address is not in the region that the price is for")
	ErrTooLarge = errors.New("this is too large to be sent: say it in fewer words, or order in two steps")
	ErrKeyUsed  = errors.New("the key was used for something else")
	ErrUnderWay = errors.New("this is under way, or has arrived")
	ErrWords    = errors.New("the text is empty or too long")
	ErrFull     = errors.New("there are as many of these as there can be")
	ErrInvoice  = errors.New("only the seller numbers invoices, and chooses the first number before one has been given")
	ErrPaper    = errors.New("there is no such paper of these orders")
	ErrHead     = errors.New("this cannot stand on a paper")
	ErrFilter   = errors.New("this cannot be looked for")
	ErrPolicy   = errors.New("what nobody answers is declined after one to ninety days, or never")
	ErrTaken    = errors.New("the name is taken")
	ErrTicket   = errors.New("this is no ticket of the shop")
)

// Changed says that an order is another than before.
type Changed struct{ Order event.ID }

// Arrived says that somebody else's event came in and can be told. It comes once for
// each event while the program runs; see [Service.Notices] for what must not be missed.
type Arrived struct {
	Order event.ID
	Event event.Hash
	Kind  event.Kind
}

// Refused says that there is a new line in the operator's log.
type Refused struct{}

// Step is what has to be done next in an order.
type Step uint8

const (
	Nothing Step = iota
	ToConfirm
	ToPay
	ToShip
	ToComplete
	ToAnswer // a return
)

// Payment says how much of an order is paid.
type Payment uint8

const (
	Unpaid Payment = 1 + iota
	PartlyPaid
	FullyPaid
)

// Row is an order in a list.
type Row struct {
	ID                         event.ID
	Role                       machine.Role // one's own
	Buyer, Merchant, Moderator peer.ID
	Name                       string // of the buyer, or in the buyer's own list of the merchant
	Stage                      machine.Stage
	Title                      string
	Pieces                     uint64
	Currency                   money.Currency
	Total, Noted               money.Amount
	Paid, Refunded, Owed       money.Amount
	Payment                    Payment
	Placed, Changed            time.Time
	Due                        time.Time // zero: nothing is due
	Step                       Step
	Unread                     int
	Tags                       []string
	Assignee                   string
}

// Page is all about one order.
type Page struct {
	Row
	State   machine.State
	Allowed []event.Kind // for oneself, now
	Copies  map[event.Hash][]Copy
	Came    map[event.Hash]time.Time
	Notes   []Note
	Invoice uint64                // its number, 0: none yet
	Agreed  map[peer.ID]time.Time // who had exactly the same events, and when that was seen
	Kept    []Kept                // as far as can be seen without asking anybody
	Short   bool                  // the stock has less than the order needs
}

// Kept says that tickets keep pieces of a line of an order that is not answered.
type Kept struct {
	Line   int
	Pieces uint32
	Until  time.Time // when the first of them expires
}

// Copy says how an event gets to somebody.
type Copy struct {
	Peer   peer.ID
	State  delivery.State
	Reason string
	Held   []delivery.Holder
}

// Note is a remark of the operator; nobody else sees it.
type Note struct {
	ID   int64
	At   time.Time
	Text string
}

// Notice is an event that its person was not told of yet.
type Notice struct {
	Order event.ID
	Event event.Hash
	Kind  event.Kind
	From  peer.ID
}

// Refusal is a line in the operator's log.
type Refusal struct {
	At    time.Time
	From  peer.ID
	Order event.ID // zero: it names none
	Kind  event.Kind
	Why   string
}
