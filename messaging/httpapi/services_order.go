package httpapi

import (
	"context"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
)

var _ Orders = (*order.Service)(nil)

// Orders is what was ordered, of oneself and by oneself; see package order.
type Orders interface {
	OrderLists
	OrderActs
	Desk
	Invoices
	Papers
	Kept
	Figures
}

// OrderLists shows orders.
type OrderLists interface {
	List(ctx context.Context, q order.Query) ([]order.Row, error)
	Count(ctx context.Context, f order.Filter) (int, error)
	Counts(ctx context.Context, role machine.Role) (order.Counts, error)
	WriteCSV(ctx context.Context, w io.Writer, f order.Filter) error
	Page(ctx context.Context, id event.ID) (order.Page, error)
	// Raw are the events of an order as their authors signed them.
	Raw(ctx context.Context, id event.ID) ([][]byte, error)
	// OpenFile gets a file of a delivery from the network, and opens it.
	OpenFile(ctx context.Context, id event.ID, delivery event.Hash, n int) (name string, file io.ReadCloser, err error)
}

// OrderActs moves orders on. A call that is repeated with its key does nothing more.
type OrderActs interface {
	Place(ctx context.Context, o event.Order, key string) (event.ID, error)
	Act(ctx context.Context, id event.ID, b event.Body, key string) (event.Hash, error)
	// SendAgain brings an event to somebody whom it did not reach.
	SendAgain(ctx context.Context, id event.ID, h event.Hash, to peer.ID) error
	// Check compares all open orders with those of somebody.
	Check(ctx context.Context, with peer.ID) error
	// Patience is after how long the program declines what nobody answered; 0 is never.
	Patience(ctx context.Context) (time.Duration, error)
	SetPatience(ctx context.Context, after time.Duration) error
}

// Desk is what the operator notes about an order; nobody else sees it.
type Desk interface {
	SetTags(ctx context.Context, id event.ID, tags []string) error
	Assign(ctx context.Context, id event.ID, name string) error
	AddNote(ctx context.Context, id event.ID, text string) error
	RemoveNote(ctx context.Context, id event.ID, note int64) error
	MarkSeen(ctx context.Context, id event.ID) error
	Tags(ctx context.Context) ([]string, error)
}

// Invoices gives orders their numbers.
type Invoices interface {
	Invoice(ctx context.Context, id event.ID) (number uint64, err error)
	FirstInvoice(ctx context.Context, number uint64) error
}

// Papers are those of the merchant, and what a bank's statement says to them.
type Papers interface {
	Paper(ctx context.Context, k paper.Kind, language string, ids []event.ID) ([]byte, error)
	MatchStatement(ctx context.Context, csv io.Reader) ([]order.Match, error)
	PaperHead(ctx context.Context) (order.Head, error)
	SetPaperHead(ctx context.Context, h order.Head) error
}

// Kept is filters and texts that are kept under names.
type Kept interface {
	Filters(ctx context.Context) (map[string]order.Filter, error)
	KeepFilter(ctx context.Context, name string, f order.Filter) error
	ForgetFilter(ctx context.Context, name string) error
	Replies(ctx context.Context) (map[string]string, error)
	KeepReply(ctx context.Context, name, text string) error
	ForgetReply(ctx context.Context, name string) error
}

// Figures is what comes of it all.
type Figures interface {
	Sales(ctx context.Context, from, until time.Time) ([]order.Sales, error)
	Customers(ctx context.Context, q order.CustomerQuery) ([]order.Customer, error)
	Customer(ctx context.Context, p peer.ID) (order.Customer, error)
	Refusals(ctx context.Context, n int) ([]order.Refusal, error)
}
