// Package notify decides what the desktop is told while the user does not look
// at the window: that somebody wrote, and how many messages are unread.
//
//	w := notify.New(notify.Options{Chats: core.Chats, Loop: loop, Desk: session, ...})
//	w.Reload()        // what is unread by now is nothing new
//	w.Events(events)  // tells what came
//	w.SetLooking(true)
//
// # Why
//
// It compares the list of conversations with the one before: where more is
// unread, somebody wrote. Events may be lost or come twice, the list is the
// truth. A person has one notice, which grows; a burst of many people, as after
// a week away, is a single one. What strangers call themselves is not shown: the
// desktop would show "Your bank" to whoever passes.
package notify

import (
	"context"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/messaging/chat"
)

// Talks is what is needed of the conversations.
type Talks interface {
	Conversations(ctx context.Context) ([]chat.Conversation, error)
}

// Desk shows notices. A later one takes the place of an earlier one with its key.
type Desk interface {
	Show(key, title, text string)
	Withdraw(key string)
}

// Options are what a Watch needs.
type Options struct {
	Chats    Talks
	Loop     loop.Loop
	Desk     Desk
	Level    func() Level
	OnUnread func(int) // the sum of unread messages changed
}

// Watch looks for what is new.
type Watch struct {
	o       Options
	before  map[peer.ID]int // unread messages; nil before the first reading
	shown   map[string]bool // keys of notices
	unread  int
	looking bool
	loading bool
	again   bool // something changed while loading
}

// New makes a watch; it tells nothing before [Watch.Reload].
func New(o Options) *Watch { return &Watch{o: o, shown: map[string]bool{}} }

// SetLooking tells whether the user looks at the window, which says it all then.
func (w *Watch) SetLooking(on bool) {
	w.looking = on
	if on {
		w.withdraw(func(string) bool { return true })
	}
}

// Events takes what changed in the core.
func (w *Watch) Events(events []any) {
	for _, e := range events {
		switch e.(type) {
		case chat.MessageChanged, chat.ConversationChanged:
			w.Reload()
			return
		}
	}
}

// Reload compares the conversations with what they were. Calls while it reads are
// gathered into one.
func (w *Watch) Reload() {
	if w.loading {
		w.again = true
		return
	}
	w.loading = true
	w.o.Loop.Go(func(ctx context.Context) func() {
		talks, err := w.o.Chats.Conversations(ctx)
		return func() { w.loaded(talks, err) }
	})
}

func (w *Watch) loaded(talks []chat.Conversation, err error) {
	w.loading = false
	if err == nil { // the page of conversations says what is wrong
		w.compare(talks)
	}
	if w.again {
		w.again = false
		w.Reload()
	}
}

func (w *Watch) compare(talks []chat.Conversation) {
	now, sum := make(map[peer.ID]int, len(talks)), 0
	var rose []chat.Conversation
	for _, t := range talks {
		now[t.Peer], sum = t.Unread, sum+t.Unread
		if w.before != nil && t.Unread > w.before[t.Peer] {
			rose = append(rose, t)
		}
	}
	w.before = now
	if sum != w.unread && w.o.OnUnread != nil {
		w.o.OnUnread(sum)
	}
	w.unread = sum
	w.withdraw(func(key string) bool { return w.isRead(key) })
	if !w.looking && len(rose) > 0 {
		w.tell(rose)
	}
}

func (w *Watch) isRead(key string) bool {
	if key == everybody {
		return w.unread == 0
	}
	id, err := peer.Decode(key)
	return err != nil || w.before[id] == 0
}

func (w *Watch) withdraw(which func(key string) bool) {
	for key := range w.shown {
		if which(key) {
			delete(w.shown, key)
			w.o.Desk.Withdraw(key)
		}
	}
}
