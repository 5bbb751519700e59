package messagingtest

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/delivery"
	"restante/node"
	"restante/node/ipfs"
	"restante/node/vault"
)

// User is a person at a computer.
type User struct {
	Name string
	messaging.Without
	w     *World
	place place
	node  *node.Node
	core  *messaging.Core
	id    peer.ID
	link  string
}

// User starts a new user whose mail the named push nodes hold.
func (w *World) User(name string, pushNodes ...string) *User {
	return w.UserWithout(name, messaging.Without{}, pushNodes...)
}

// UserWithout starts a user that lacks some ways.
func (w *World) UserWithout(name string, without messaging.Without, pushNodes ...string) *User {
	w.t.Helper()
	u := &User{Name: name, Without: without, w: w, place: w.place(name)}
	w.users[name] = u
	u.start()
	for _, n := range pushNodes {
		u.Uses(n)
	}
	return u
}

func (u *User) start() {
	u.w.t.Helper()
	ctx := context.Background()
	n, err := node.Open(ctx, node.Options{Dir: u.place.dir, Schemas: messaging.Schemas, Listen: u.place.listen,
		Loopback: true, Log: u.w.log.With("user", u.Name), Extra: u.place.extra})
	if err != nil {
		u.w.t.Fatalf("starting %s: %v", u.Name, err)
	}
	u.node, u.id = n, n.Key.ID()
	if u.core, err = messaging.Start(ctx, n, u.Without); err != nil {
		u.w.t.Fatalf("starting %s: %v", u.Name, err)
	}
}

func (u *User) stop() error {
	if u.node == nil {
		return nil
	}
	err := u.core.Close()
	if e := u.node.Close(); err == nil {
		err = e
	}
	u.node, u.core = nil, nil
	return err
}

func (u *User) audit() (findings []string, err error) {
	ctx := context.Background()
	v, err := vault.OpenReadOnly(ctx, vault.Options{Dir: u.place.dir, Schemas: node.Schemas(messaging.Schemas...), Log: u.w.log})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	folder, err := ipfs.OpenFolder(filepath.Join(u.place.dir, node.OutboxFolder))
	if err != nil {
		return nil, err
	}
	err = v.View(ctx, func(tx *vault.Tx) (err error) {
		findings, err = messaging.Audit(tx, folder)
		return err
	})
	return findings, err
}

// API is the user's core.
func (u *User) API() *messaging.API { return &u.core.API }

// ID is the user's peer ID.
func (u *User) ID() peer.ID { return u.id }

// Link is the user's own link, also while the user is stopped.
func (u *User) Link() string {
	if u.core != nil {
		inv, err := u.core.Contacts.Invite(context.Background())
		u.must("making a link", err)
		u.link = inv.Link
	}
	return u.link
}

// Adds makes a contact of a link.
func (u *User) Adds(link string) {
	u.w.t.Helper()
	_, err := u.core.Contacts.Add(context.Background(), link)
	u.must("adding a contact", err)
}

// Uses lets a push node hold the user's mail, and waits until it does.
func (u *User) Uses(node string) {
	u.w.t.Helper()
	ctx := context.Background()
	added, err := u.core.Network.AddPushNode(ctx, u.w.Node(node).Addr())
	u.must("adding a push node", err)
	u.Until("registered at "+node, func() bool {
		all, err := u.core.Network.PushNodes(ctx)
		u.must("listing push nodes", err)
		return slices.ContainsFunc(all, func(n messaging.PushNode) bool { return n.Peer == added.Peer && n.Registered })
	})
}

// Send writes to another user and gives the message's ID.
func (u *User) Send(to, text string) string {
	u.w.t.Helper()
	id, err := u.core.Chats.Send(context.Background(), u.w.As(to).id, "", text, "")
	u.must("sending", err)
	return id
}

// Reads marks the conversation with another user as read.
func (u *User) Reads(from string) {
	u.w.t.Helper()
	u.must("reading", u.core.Chats.MarkRead(context.Background(), u.w.As(from).id))
}

// State is the state of a message that the user sent.
func (u *User) State(id string) delivery.State {
	u.w.t.Helper()
	m, err := u.core.Chats.Message(context.Background(), id)
	u.must("looking at a message", err)
	return m.State
}

// Waits until a message has one of these states.
func (u *User) Waits(id string, states ...delivery.State) {
	u.w.t.Helper()
	u.Until("message to be "+string(states[0]), func() bool { return slices.Contains(states, u.State(id)) })
}

// Texts are all messages with another user, oldest first.
func (u *User) Texts(with string) (texts []string) {
	u.w.t.Helper()
	ms, err := u.core.Chats.Messages(context.Background(), u.w.As(with).id, chat.Query{Limit: chat.MaxPage})
	u.must("reading a conversation", err)
	for _, m := range slices.Backward(ms) {
		texts = append(texts, m.Text)
	}
	return texts
}

// Sees waits until the conversation with another user is exactly this.
func (u *User) Sees(with string, texts ...string) {
	u.w.t.Helper()
	u.Until("the conversation to be complete", func() bool { return len(u.Texts(with)) >= len(texts) })
	if got := u.Texts(with); !slices.Equal(got, texts) {
		u.w.t.Fatalf("%s sees %q with %s, want %q", u.Name, got, with, texts)
	}
}

// Outbox counts what is under way.
func (u *User) Outbox() int {
	u.w.t.Helper()
	all, err := u.core.Mail.Outbox(context.Background())
	u.must("listing the outbox", err)
	return len(all)
}

// Clean waits until nothing of the user is under way and no file is left.
func (u *User) Clean() {
	u.w.t.Helper()
	u.Until("the outbox to be empty", func() bool {
		files, err := u.node.Outbox.List()
		u.must("listing files", err)
		return u.Outbox() == 0 && len(files) == 0
	})
}

// Until waits for an event after which ok holds; a slow tick catches what has none.
func (u *User) Until(what string, ok func() bool) {
	u.w.t.Helper()
	sub := u.node.Bus.Subscribe(1024)
	defer sub.Close()
	u.w.until(u.Name+" waits for "+what, sub.Ready, func() bool { sub.Take(); return ok() })
}

func (w *World) until(what string, ready <-chan struct{}, ok func() bool) {
	w.t.Helper()
	end := time.NewTimer(w.limit)
	tick := time.NewTicker(100 * time.Millisecond)
	defer end.Stop()
	defer tick.Stop()
	for !ok() {
		select {
		case <-ready:
		case <-tick.C:
		case <-end.C:
			w.t.Fatalf("in vain: %s", what)
		}
	}
}

func (u *User) must(doing string, err error) {
	u.w.t.Helper()
	if err != nil {
		u.w.t.Fatalf("%s: %s: %v", u.Name, doing, err)
	}
}

// Unread counts the messages from another user that were not read.
func (u *User) Unread(from string) int {
	u.w.t.Helper()
	all, err := u.core.Chats.Conversations(context.Background())
	u.must("listing conversations", err)
	for _, c := range all {
		if c.Peer == u.w.As(from).id {
			return c.Unread
		}
	}
	return 0
}

// Forgets deletes the conversation with another user.
func (u *User) Forgets(with string) {
	u.w.t.Helper()
	u.must("deleting a conversation", u.core.Chats.DeleteConversation(context.Background(), u.w.As(with).id))
}
