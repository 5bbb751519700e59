package messagingtest

import (
	"context"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

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
	tick := time.NewTicker(w.tick)
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

// Deletes removes a message.
func (u *User) Deletes(id string) {
	u.w.t.Helper()
	u.must("deleting a message", u.core.Chats.Delete(context.Background(), id))
}

// Calls opens a connection to another user.
func (u *User) Calls(to string) {
	u.w.t.Helper()
	u.must("connecting", u.node.Host.Connect(context.Background(), u.w.As(to).node.Host.Info()))
}

// Leaves stops using a push node.
func (u *User) Leaves(node string) {
	u.w.t.Helper()
	info, err := peer.AddrInfoFromString(u.w.Node(node).Addr())
	u.must("reading an address", err)
	u.must("leaving a push node", u.core.Network.RemovePushNode(context.Background(), info.ID))
}

// Looks collects what lies at the push nodes now.
func (u *User) Looks() (found int) {
	u.w.t.Helper()
	found, err := u.core.Mail.Scan(context.Background())
	u.must("looking for mail", err)
	return found
}

// UnderWay gives the messages and receipts that are on their way to another user.
func (u *User) UnderWay(to string) (all []delivery.Pending) {
	u.w.t.Helper()
	ps, err := u.core.Mail.Outbox(context.Background())
	u.must("listing the outbox", err)
	for _, p := range ps {
		if p.Peer == u.w.As(to).id {
			all = append(all, p)
		}
	}
	return all
}

// SendsAgain tries a message anew that failed or expired.
func (u *User) SendsAgain(id string) {
	u.w.t.Helper()
	u.must("sending again", u.core.Chats.SendAgain(context.Background(), id))
}
