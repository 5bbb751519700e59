// Package network is the page of how mail comes and goes: how others reach this
// computer, who holds one's mail and whose mail one holds, what is under way and
// where it is, and what was given up.
//
// Nothing announces a change of these figures, so the page reads them again
// every few seconds, but only while it is shown, and draws only what is not the
// same again. Rows are kept from one reading to the next and only told what is
// new: whoever goes through the page by keyboard stays where they are.
//
// # Vocabulary
//
//   - letter: a message of one's own that has not arrived yet
//   - custody: the letters that a push node has signed for, and until when
//   - probe: a test of a push node that the user asked for
//   - loss: a message of one's own that was given up, and why
//
// # Why
//
// Whether strangers can reach this computer is told by what happened, not by its
// addresses: somebody came from outside without a relay, or nobody did. Addresses
// only say what a router may let through.
package network

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/link"
	"restante/gui/loop"
	"restante/gui/portrait"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/offline/storage"
)

// Node is what the page needs of this peer on the network.
type Node interface {
	Config(ctx context.Context) (messaging.Config, error)
	Peers() []messaging.ConnectedPeer
	Holding(ctx context.Context) (messaging.Holding, error)
	SetHolding(ctx context.Context, on bool, quota int64) error
}

// PushNodes is the machines that hold this user's mail.
type PushNodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
	AddPushNode(ctx context.Context, addr string) (messaging.PushNode, error)
	RemovePushNode(ctx context.Context, node peer.ID) error
	TestPushNode(ctx context.Context, node peer.ID) (took time.Duration, err error)
}

// Mail is what is under way or was given up, and looks for what waits elsewhere.
type Mail interface {
	Outbox(ctx context.Context) ([]delivery.Pending, error)
	GivenUp(ctx context.Context) ([]delivery.GivenUp, error)
	Refused(ctx context.Context) (int, error)
	Scan(ctx context.Context) (found int, err error)
}

// Chats shows single messages, sends them once more and takes them back.
type Chats interface {
	Message(ctx context.Context, id string) (chat.Message, error)
	SendAgain(ctx context.Context, id string) error
	Delete(ctx context.Context, id string) error
}

// People has the names of those to whom letters go.
type People interface {
	List(ctx context.Context) ([]contact.Contact, error)
}

// Places are the accounts at providers where letters may wait.
type Places interface {
	Accounts(ctx context.Context) ([]storage.Account, error)
}

// Options are what a Page needs.
type Options struct {
	Node    Node
	Push    PushNodes
	Mail    Mail
	Chats   Chats
	People  People
	Places  Places              // may be nil
	Faces   *portrait.Portraits // may be nil
	Loop    loop.Loop
	Now     func() time.Time  // in the zone that times are shown in
	Own     fyne.CanvasObject // one's own code and link; may be nil
	Ask     *link.Asker
	Canvas  func() fyne.Canvas
	Notice  func(string)
	Problem func(error) string // an error in the user's language
	Changed func()             // push nodes were added, removed or registered
	Open    func(peer.ID)      // shows a conversation
}
