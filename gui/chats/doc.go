// Package chats is the page of people and conversations.
//
// At the left are the people, at the right one conversation or, before there is
// one, how to invite somebody. The page keeps nothing that is not also in the
// core: events say that something changed, by id, and the page reads again.
//
// # Vocabulary
//
//   - person: a contact, a conversation, or both, with one peer ID
//   - talk: the conversation that is open
//   - door: what stands between a stranger and the composer, see [door]
//   - banner: the line under the header that says what happens to a message
//     while the other person is away; it never promises more than is true
//   - note: the words under a message where its mark alone would leave a question
//   - deed: the button at the foot of a message: where its first link leads, or to send
//     again what failed. The menu has all links. A page opens after a question only
//   - draft: what was typed and not sent. It is written to the core a moment after
//     it was typed, since only the core's disk is encrypted, and read once: no other
//     window changes it
//   - filter: one of the chips above the list; the search is within it
//   - cursor: the row that Enter opens, while the list or the search has the keyboard
//
// Nobody who writes can be trusted with the room of a row: names and last messages
// pass [widget.Clean], see there.
package chats

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/gui/portrait"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/offline/storage"
)

// Reader shows conversations.
type Reader interface {
	Conversations(ctx context.Context) ([]chat.Conversation, error)
	Messages(ctx context.Context, of peer.ID, q chat.Query) ([]chat.Message, error)
	Message(ctx context.Context, id string) (chat.Message, error)
	Path(ctx context.Context, id string) ([]delivery.Step, error)
	Drafts(ctx context.Context) (map[peer.ID]string, error)
}

// Writer changes conversations. An empty text says only that the user is typing.
type Writer interface {
	Send(ctx context.Context, to peer.ID, subject, text, idempotencyKey string) (id string, err error)
	SendAgain(ctx context.Context, id string) error
	MarkRead(ctx context.Context, of peer.ID) error
	Delete(ctx context.Context, id string) error
	DeleteConversation(ctx context.Context, with peer.ID) error
	SetDraft(ctx context.Context, of peer.ID, text string) error
}

// Chats is what the page needs of the conversations.
type Chats interface {
	Reader
	Writer
}

// People is what the page needs of the contacts.
type People interface {
	List(ctx context.Context) ([]contact.Contact, error)
	About(ctx context.Context, p peer.ID) (contact.About, error)
	Rename(ctx context.Context, p peer.ID, name string) error
	Introduce(ctx context.Context, who, to peer.ID) (contact.Introduction, error)
	Requests(ctx context.Context) ([]contact.Contact, error)
	Door
	Trust
}

// Door lets people in or keeps them out.
type Door interface {
	Answer(ctx context.Context, from peer.ID, accept bool) error
	Block(ctx context.Context, id peer.ID) error
	Unblock(ctx context.Context, id peer.ID) error
}

// Trust is how one makes sure who somebody is.
type Trust interface {
	Safety(ctx context.Context, with peer.ID) (contact.Safety, error)
	Verify(ctx context.Context, with peer.ID, code string) error
	Unverify(ctx context.Context, with peer.ID) error
	ConfirmDevice(ctx context.Context, of peer.ID) error
}

// Nodes are the machines that hold mail; they decide what the banner may promise.
type Nodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
}

// Links are the open connections; they say how somebody is reached now.
type Links interface {
	Peers() []messaging.ConnectedPeer
}

// Mail knows more of what is under way than a message tells of itself.
type Mail interface {
	Outbox(ctx context.Context) ([]delivery.Pending, error)
}

// Places are the accounts at providers where messages may wait.
type Places interface {
	Accounts(ctx context.Context) ([]storage.Account, error)
}

// Options are what a Page needs.
type Options struct {
	Chats  Chats
	People People
	Nodes  Nodes
	Mail   Mail
	Links  Links
	Places Places              // may be nil
	Faces  *portrait.Portraits // may be nil
	Loop   loop.Loop
	Now    func() time.Time // in the zone that times are shown in

	Canvas  func() fyne.Canvas // for what is shown over the page
	Notice  func(string)       // a short word to the user
	Welcome fyne.CanvasObject  // shown while no conversation is open
	AddOne  func()             // opens "add a person"
	AddNode func()             // opens "add a push node"
	Shop    func(of peer.ID)   // visits somebody's shop; nil: there is no page for it
	// Customer reads what somebody ordered in one's shop, and gives that to take; nil:
	// there is no shop.
	Customer func(of peer.ID, take func(fyne.CanvasObject))
	Follow   func(link string)      // adds the person of a restante: link, or visits the shop
	Browse   func(url string) error // opens the browser; may be nil
	OnUnread func(int)              // the sum of unread messages changed
	// Scan lets the user choose a picture of a code, and gives its text or what is
	// wrong; nil: codes are not read.
	Scan func(then func(code, problem string))
}
