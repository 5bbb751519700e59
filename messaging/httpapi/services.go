package httpapi

import (
	"context"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/profile"
	"restante/messaging/settings"
	"restante/node/vault"
	"restante/offline/storage"
)

var (
	_ Chats     = (*chat.Service)(nil)
	_ Contacts  = (*contact.Service)(nil)
	_ Delivery  = (*messaging.Mail)(nil)
	_ Pictures  = (*profile.Service)(nil)
	_ Network   = (*messaging.Network)(nil)
	_ Holding   = (*messaging.Network)(nil)
	_ Disk      = (*messaging.Network)(nil)
	_ Storage   = (*storage.Storage)(nil)
	_ Settings  = (*settings.Service)(nil)
	_ PushNodes = (*messaging.Network)(nil)
	_ Guard     = (*messaging.Guard)(nil)
	_ Backup    = (*messaging.Backup)(nil)
)

// Chats is conversations, see package chat.
type Chats interface {
	ChatReader
	ChatWriter
}

// ChatReader shows conversations.
type ChatReader interface {
	// Each calls f with the messages that q chooses, newest first, until f fails.
	Each(ctx context.Context, of peer.ID, q chat.Query, f func(chat.Message) error) error
	Conversations(ctx context.Context) ([]chat.Conversation, error)
}

// ChatWriter changes conversations.
type ChatWriter interface {
	// Send accepts a message; an empty text says only that the user is typing.
	Send(ctx context.Context, to peer.ID, subject, text, idempotencyKey string) (id string, err error)
	MarkRead(ctx context.Context, of peer.ID) error
	// SendAgain tries a message anew that was given up.
	SendAgain(ctx context.Context, id string) error
	Delete(ctx context.Context, id string) error
	DeleteConversation(ctx context.Context, with peer.ID) error
}

// Contacts is the people one knows, see package contact.
type Contacts interface {
	Self
	Invitations
	Requests
	Trust
}

// Self is what others see of oneself.
type Self interface {
	Invite(ctx context.Context) (contact.Invite, error)
	SetName(ctx context.Context, name string) error
}

// Invitations adds people by link.
type Invitations interface {
	Add(ctx context.Context, link string) (contact.Contact, error)
	List(ctx context.Context) ([]contact.Contact, error)
	Introduce(ctx context.Context, who, to peer.ID) (contact.Introduction, error)
}

// Requests is what strangers ask for, and who is kept out.
type Requests interface {
	Requests(ctx context.Context) ([]contact.Contact, error)
	Answer(ctx context.Context, from peer.ID, accept bool) error
	Blocked(ctx context.Context) ([]contact.Contact, error)
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

// Delivery is what is under way, see package delivery.
type Delivery interface {
	Outbox(ctx context.Context) ([]delivery.Pending, error)
	GivenUp(ctx context.Context) ([]delivery.GivenUp, error)
	Refused(ctx context.Context) (int, error)
	Scan(ctx context.Context) (found int, err error)
}

// Pictures is how people look, see package profile. No bytes: there is no picture.
type Pictures interface {
	OwnPicture(ctx context.Context) (jpeg []byte, err error)
	Picture(ctx context.Context, of peer.ID) (jpeg []byte, err error)
	SetPicture(ctx context.Context, file []byte) error
	RemovePicture(ctx context.Context) error
}

// Network is this node and its connections.
type Network interface {
	Config(ctx context.Context) (messaging.Config, error)
	Peers() []messaging.ConnectedPeer
	Online(ctx context.Context, p peer.ID) bool
}

// PushNodes is the machines that hold this user's mail.
type PushNodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
	AddPushNode(ctx context.Context, addr string) (messaging.PushNode, error)
	RemovePushNode(ctx context.Context, node peer.ID) error
}

// Holding is what a user's computer does for others.
type Holding interface {
	Holding(ctx context.Context) (messaging.Holding, error)
	SetHolding(ctx context.Context, on bool, quota int64) error
}

// Disk is what the program takes on the disk.
type Disk interface {
	Usage(ctx context.Context) (messaging.Usage, error)
}

// Settings is what a person chose, see package settings.
type Settings interface {
	Get(ctx context.Context) (settings.Settings, error)
	Change(ctx context.Context, f func(*settings.Settings)) error
}

// Guard is what protects the data folder.
type Guard interface {
	// Change asks for the passphrase before where there is one.
	Change(ctx context.Context, before string, to vault.Method, passphrase string) error
	// Pause is how long the next guess at a passphrase waits.
	Pause() time.Duration
}

// Backup makes backup files.
type Backup interface {
	// Write writes one; what was written before an error is none.
	Write(ctx context.Context, to io.Writer, passphrase string) error
}

// Holdings is what a push node keeps for others.
type Holdings struct {
	Users    int64 `json:"users"`
	Deposits int64 `json:"deposits"`
	Bytes    int64 `json:"bytes"`
}
