package chats

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/chat"
)

// pageSize is how many messages are loaded at once.
const pageSize = 200

// talk is the open conversation.
type talk struct {
	page   *Page
	object fyne.CanvasObject
	column *fyne.Container
	peer   peer.ID // "" while none is open
	person person

	header   *header
	banner   *banner
	door     *door
	view     *widget.Conversation
	composer *composer
	path     path // of a message, while it is looked at

	newFrom  string // the first message that was new when the talk was opened
	unread   bool   // something is not marked as read yet
	opened   int    // counts openings: answers for an earlier one are dropped
	stale    bool   // something changed while a refresh was under way
	fetching bool
	watching bool // a queued message is looked at again soon
}

func newTalk(p *Page) *talk {
	t := &talk{page: p}
	t.path.talk = t
	t.header, t.banner, t.door = newHeader(t), newBanner(t), newDoor(t)
	t.view = widget.NewConversation(t, widget.Labels{Day: p.day, Clock: clock, New: lang.L("New messages"), Jump: lang.L("Newest messages")})
	t.view.OnTapped, t.view.OnDeed, t.view.OnMenu = t.showPath, t.act, t.showMenu
	t.view.OnTyped = func(r rune) { t.composer.typeRune(r) }
	t.view.OnNewest = t.toNewest
	t.view.OnEnd = func(end bool) {
		if end {
			t.markRead()
		}
	}
	t.composer = newComposer(t)
	t.column = widget.Col(0, t.header.object, t.banner.object, widget.Grow(t.view), t.door.object, t.composer.object)
	t.object = container.NewStack(widget.NewBox(widget.Look{Fill: widget.Canvas}), t.column)
	return t
}

// open shows the conversation with a person, at its end or at what is new.
func (t *talk) open(x person) {
	t.peer, t.person, t.newFrom, t.unread = x.id, x, "", false
	t.opened++
	t.fetching, t.stale = false, false
	t.view.Set(nil, false)
	t.composer.restore()
	t.showPresence()
	t.load(chat.Query{Limit: pageSize}, func(ms []chat.Message) {
		t.newFrom = firstUnread(ms)
		t.unread = t.newFrom != ""
		t.view.Set(t.rows(ms), len(ms) == pageSize)
		t.markRead()
	})
}

func (t *talk) close() {
	t.path.close()
	t.peer = ""
	t.opened++
}

// update takes what changed about the open person.
func (t *talk) update(all []person) {
	if t.peer == "" {
		return
	}
	i := slices.IndexFunc(all, func(x person) bool { return x.id == t.peer })
	if i < 0 {
		if !t.page.again { // else somebody who was just added is in the next reading
			t.page.close() // the conversation was deleted elsewhere
		}
		return
	}
	could, was := t.canHold(), t.person.contact.Online
	t.person = all[i]
	t.showPresence()
	if t.canHold() != could || t.person.contact.Online != was {
		t.refresh() // notes depend on it
	}
}

// canHold tells whether any machine may keep a message for the other person.
func (t *talk) canHold() bool {
	return t.page.nodes.ready || t.page.stored || t.person.contact.PushNodes > 0
}

// relayout shares the height anew after a part of the column grew or went.
func (t *talk) relayout() { t.column.Layout.Layout(t.column.Objects, t.column.Size()) }

func (t *talk) showPresence() {
	if t.peer == "" {
		return
	}
	typing := t.page.isTyping(t.peer)
	t.header.show(t.person, typing)
	t.banner.show(t.person)
	t.door.show(t.person)
	t.view.SetTyping(typing)
	t.composer.address(t.person)
	t.relayout()
}
