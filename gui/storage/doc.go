// Package storage is the page of where sealed messages wait until they are collected:
// on this computer, and at the accounts with providers that the user has connected.
//
// On top is a tile for each place. One of them is chosen, and below it is told what
// lies there, how its calls go, what it costs and what can be changed; for this
// computer, where everything lies, to whom all that goes. Beside that is
// how much lay where by the day, and who has a choice of their own.
//
// Events say that an account is another now; what waits changes without one, so the
// page reads again every few seconds, but only while it is shown, and draws only what
// is not the same again. Tiles and rows are kept from one reading to the next: whoever
// goes through the page by keyboard stays where they are.
//
// # Vocabulary
//
//   - place: this computer, whose account is "", or an account
//   - role: what an account is for; the primary and the mirrors get all that waits
//   - terms: the limit and the price that the user noted for an account
//   - bundle: what waits of one kind for one person, a row of what is to be collected
//   - inbox: the account at which contacts may leave mail
//   - own choice: the places for one person, instead of those for all
//   - sheet: a card over the page in which something is entered
//
// # Why
//
// Moving everything has no button of its own: another primary is chosen, and the core
// moves what waits, while messages go on arriving. The page shows how far it is.
package storage

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/gui/portrait"
	"restante/messaging"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

// Places tells what lies where.
type Places interface {
	Here(ctx context.Context) (outbox.Holding, error)
	Accounts(ctx context.Context) ([]core.Account, error)
	History(ctx context.Context, since time.Time) ([]core.Day, error)
}

// Accounts connects accounts and leaves them.
type Accounts interface {
	Offered() []depot.Kind
	Connect(ctx context.Context, kind string, s depot.Settings, browse func(url string) error) (depot.Settings, error)
	Add(ctx context.Context, n core.New) (id string, err error)
	Reconnect(ctx context.Context, id string, with depot.Settings) error
	Remove(ctx context.Context, id string, now bool) error
}

// Care keeps accounts in order.
type Care interface {
	Try(ctx context.Context, id string) error
	Sweep(ctx context.Context) error
	SetRole(ctx context.Context, id string, r core.Role) error
	SetTerms(ctx context.Context, id string, t core.Terms) error
	SetInbox(ctx context.Context, id string, on bool) error
}

// Choices are those for single people.
type Choices interface {
	Choices(ctx context.Context) (map[peer.ID][]string, error)
	Choose(ctx context.Context, to peer.ID, accounts []string) error
	Unchoose(ctx context.Context, to peer.ID) error
}

// Core is what the page needs of the accounts.
type Core interface {
	Places
	Accounts
	Care
	Choices
}

// Mail is what is under way.
type Mail interface {
	Outbox(ctx context.Context) ([]delivery.Pending, error)
}

// People has the names of those to whom messages go.
type People interface {
	List(ctx context.Context) ([]contact.Contact, error)
}

// Disk knows how much room this computer has.
type Disk interface {
	Usage(ctx context.Context) (messaging.Usage, error)
}

// Options are what a Page needs.
type Options struct {
	Core      Core
	Mail      Mail
	People    People
	Disk      Disk                // may be nil
	Faces     *portrait.Portraits // may be nil
	Loop      loop.Loop
	Now       func() time.Time // in the zone that times are shown in
	Canvas    func() fyne.Canvas
	Notice    func(string)
	Open      func(peer.ID)          // shows a conversation
	OnTrouble func(n int)            // hears how many accounts need the user; may be nil
	Browse    func(url string) error // opens the browser, on any goroutine; nil: only the address is shown
	// Save lets the user choose where a file of this name goes, and calls take if they
	// do; nil: nothing can be exported.
	Save func(name string, take func(path string))
}

type words = map[string]any
