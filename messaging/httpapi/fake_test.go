package httpapi

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/settings"
	"restante/node/event"
)

const token = "the token of the tests"

var (
	bob  = testPeer("bob")
	node = testPeer("node")
	self = testPeer("self")
	noon = time.Date(2026, 11, 21, 12, 0, 0, 123456789, time.FixedZone("CET", 3600))
)

func testPeer(name string) peer.ID {
	seed := sha256.Sum256([]byte(name))
	public := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	key, err := crypto.UnmarshalEd25519PublicKey(public)
	if err != nil {
		panic(err)
	}
	id, err := peer.IDFromPublicKey(key)
	if err != nil {
		panic(err)
	}
	return id
}

// core stands in for all services. It remembers its last call and fails with err.
type core struct {
	mu       sync.Mutex
	last     []any
	err      error
	held     []any // what SetHolding was told
	chosen   settings.Settings
	messages []chat.Message
	avoided  string // what Avoid was told
	failAt   int    // Each fails after so many messages, 0 never
}

func (c *core) call(args ...any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = args
	return c.err
}

func (c *core) lastCall() []any {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last
}

func (c *core) Send(_ context.Context, to peer.ID, subject, text, key string) (string, error) {
	return "id of " + text, c.call("Send", to, subject, text, key)
}

func (c *core) Each(_ context.Context, of peer.ID, q chat.Query, f func(chat.Message) error) error {
	err := c.call("Each", of, q)
	for i, m := range c.messages {
		if c.failAt > 0 && i == c.failAt {
			return c.err
		}
		if err := f(m); err != nil {
			return err
		}
	}
	return err
}

func (c *core) Conversations(context.Context) ([]chat.Conversation, error) {
	return []chat.Conversation{{Peer: bob, Name: "Bob", Unread: 2, LastMessage: "hi", Time: noon}}, c.call("Conversations")
}
func (c *core) SendAgain(_ context.Context, id string) error { return c.call("SendAgain", id) }
func (c *core) MarkRead(_ context.Context, of peer.ID) error { return c.call("MarkRead", of) }
func (c *core) Delete(_ context.Context, id string) error    { return c.call("Delete", id) }
func (c *core) DeleteConversation(_ context.Context, with peer.ID) error {
	return c.call("DeleteConversation", with)
}

func (c *core) Invite(context.Context) (contact.Invite, error) {
	return contact.Invite{Link: "restante:long", Short: "restante:s", Peer: node, Name: "Me"}, c.call("Invite")
}
func (c *core) SetName(_ context.Context, name string) error { return c.call("SetName", name) }
func (c *core) Add(_ context.Context, link string) (contact.Contact, error) {
	return contact.Contact{Peer: bob, Name: "Bob", Added: noon}, c.call("Add", link)
}
func (c *core) List(context.Context) ([]contact.Contact, error) {
	return []contact.Contact{{Peer: bob, Name: "Bob", Added: noon, CardVersion: 7, PushNodes: 2}}, c.call("List")
}
func (c *core) Introduce(_ context.Context, who, to peer.ID) (contact.Introduction, error) {
	return contact.Introduction{Link: "restante:peer/" + who.String() + "/for/" + to.String(), Name: "Bob"}, c.call("Introduce")
}

func (c *core) Requests(context.Context) ([]contact.Contact, error) {
	return []contact.Contact{{Peer: bob, Name: "Bob", Added: noon, Shown: 3, Left: 2, Request: true}}, c.call("Requests")
}
func (c *core) Blocked(context.Context) ([]contact.Contact, error) {
	return []contact.Contact{{Peer: bob, Name: "Bob", Added: noon, Blocked: noon}}, c.call("Blocked")
}
func (c *core) Block(_ context.Context, id peer.ID) error   { return c.call("Block", id) }
func (c *core) Unblock(_ context.Context, id peer.ID) error { return c.call("Unblock", id) }
func (c *core) Safety(_ context.Context, with peer.ID) (contact.Safety, error) {
	return contact.Safety{Number: "12345", Code: "restante-safety:1:", Verified: noon}, c.call("Safety", with)
}
func (c *core) Verify(_ context.Context, with peer.ID, code string) error {
	return c.call("Verify", with, code)
}
func (c *core) Unverify(_ context.Context, with peer.ID) error    { return c.call("Unverify", with) }
func (c *core) ConfirmDevice(_ context.Context, of peer.ID) error { return c.call("ConfirmDevice", of) }
func (c *core) Answer(_ context.Context, from peer.ID, accept bool) error {
	return c.call("Answer", from, accept)
}

// options offers everything.
func (c *core) options() Options {
	return Options{
		Token: token, Chats: c, Contacts: c, Delivery: c, Pictures: c, Network: c, PushNodes: c, Holding: c, Disk: c, Storage: &shelf{core: c}, Settings: c, Guard: &keeper{core: c}, Backup: &keeper{core: c},
		Shop: newStall(c), Orders: ledger{c}, Webhooks: switchboard{c},
		Holdings: c.holdings,
		Bus:      new(event.Bus), Shutdown: func() { _ = c.call("Shutdown") },
	}
}
