// Package orders is the operator's page of orders: those that one's shop got, those
// that one placed oneself, and those that one has to judge.
//
// At the left is a table of all orders that a filter chooses; beside it is told all of
// one of them, and what can be done about it. In a small window the order takes the
// place of the table.
//
// What may be done is what [machine.State.Allowed] says, and nothing else is offered.
// The page holds no rules of its own: it hands an event to the core, which checks it,
// and shows the reason where the core refuses.
//
// # Vocabulary
//
//   - side: sales, purchases or cases, after one's own role in the orders
//   - window: the part of a table that is read; of 10,000 orders some hundred
//   - detail: what a row shows besides what the list of the core gives
//   - panel: all about one order
//   - view: today, a side, customers or figures
//   - task: what has to be done, on the view of today
//   - sheet: a card over the page in which something is entered
//
// # Why
//
// The core gives a window of orders after a given one, and no order by its number. So
// the page remembers the last order of each window that it has read: the table is as
// long as there are orders, and whoever drags it far down waits for the windows between.
//
// How an event gets to the others stands in the core's page of an order, not in its
// list. It is read for the rows that are drawn, and for no others.
package orders

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/gui/portrait"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// Book has the orders.
type Book interface {
	List(ctx context.Context, q order.Query) ([]order.Row, error)
	Count(ctx context.Context, f order.Filter) (int, error)
	Counts(ctx context.Context, role machine.Role) (order.Counts, error)
	Page(ctx context.Context, id event.ID) (order.Page, error)
	Sales(ctx context.Context, from, until time.Time) ([]order.Sales, error)
	Work(ctx context.Context, from, until time.Time) (order.Work, error)
	Customers(ctx context.Context, q order.CustomerQuery) ([]order.Customer, error)
	Customer(ctx context.Context, p peer.ID) (order.Customer, error)
	Stuck(ctx context.Context, before time.Time, n int) ([]order.Stuck, int, error)
	WriteCSV(ctx context.Context, w io.Writer, f order.Filter) error
	WriteFile(ctx context.Context, id event.ID, delivery event.Hash, n int, to io.Writer) error
	Refusals(ctx context.Context, n int) ([]order.Refusal, error)
}

// Deeds change orders, and tell the others.
type Deeds interface {
	Act(ctx context.Context, id event.ID, b event.Body, key string) (event.Hash, error)
	SendAgain(ctx context.Context, id event.ID, h event.Hash, to peer.ID) error
	MarkSeen(ctx context.Context, id event.ID) error
	Check(ctx context.Context, with peer.ID) error
}

// Desk is what the operator keeps for themself.
type Desk interface {
	SetTags(ctx context.Context, id event.ID, tags []string) error
	Assign(ctx context.Context, id event.ID, name string) error
	AddNote(ctx context.Context, id event.ID, text string) error
	RemoveNote(ctx context.Context, id event.ID, note int64) error
	TagCustomer(ctx context.Context, p peer.ID, tags []string) error
	NoteCustomer(ctx context.Context, p peer.ID, text string) error
	ForgetCustomerNote(ctx context.Context, p peer.ID, note int64) error
}

// Papers are what a merchant prints.
type Papers interface {
	Paper(ctx context.Context, k paper.Kind, language string, ids []event.ID) (pdf []byte, err error)
	MatchStatement(ctx context.Context, r io.Reader) ([]order.Match, error)
	PaperHead(ctx context.Context) (order.Head, error)
	SetPaperHead(ctx context.Context, h order.Head) error
}

// Front is what one's shop says about itself.
type Front interface {
	Shop(ctx context.Context) (listing.Shop, error)
}

// Stock tells what there is little of.
type Stock interface {
	LowStock(ctx context.Context) ([]storefront.Low, error)
}

// Keep is what the operator keeps under names.
type Keep interface {
	KeptFilters(ctx context.Context) ([]order.KeptFilter, error)
	KeepFilter(ctx context.Context, name string, f order.Filter) error
	RenameFilter(ctx context.Context, from, to string) error
	OrderFilters(ctx context.Context, names []string) error
	ForgetFilter(ctx context.Context, name string) error
	Replies(ctx context.Context) (map[string]string, error)
	KeepReply(ctx context.Context, name, text string) error
	ForgetReply(ctx context.Context, name string) error
	Tags(ctx context.Context) ([]string, error)
}

// Core is what the page needs of the orders.
type Core interface {
	Book
	Deeds
	Desk
	Papers
	Keep
}

// Options are what a Page needs.
type Options struct {
	Core   Core
	Faces  *portrait.Portraits // may be nil
	Loop   loop.Loop
	Now    func() time.Time // in the zone that times are shown in
	Canvas func() fyne.Canvas
	Notice func(string)
	Open   func(peer.ID) // shows a conversation
	Count  func(int)     // how many orders wait for the operator; may be nil
	// Save lets the user choose where a file of this name goes, and calls take if they
	// do; nil: nothing can be exported.
	Save func(name string, take func(path string))

	// Pick lets the user choose a bank's statement, and calls take if they do; nil:
	// none is read.
	Pick func(take func(io.ReadCloser))
	// Choose lets the user choose a picture's file, and calls take if they do; nil: no
	// photos are sent.
	Choose func(take func(io.ReadCloser))
	// Name is what somebody is called, "" if nobody knows; nil: nobody does. It runs
	// beside the window.
	Name func(ctx context.Context, p peer.ID) string
	// Show opens a file in the desktop; nil: nobody can.
	Show func(path string) error
	// Browse opens an address in the browser; nil: it is only shown.
	Browse func(address string) error

	Shop   Front            // nil: there is none
	Stock  Stock            // nil: nothing is said of it
	ToShop func()           // shows one's shop; nil: there is no page for it
	Backup func() time.Time // when the last one was made, zero: never; nil: nothing is said of it
	BackUp func()           // makes one
}

type words = map[string]any
