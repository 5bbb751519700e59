package chats

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/contact"
)

// Page is the people list and the open conversation.
type Page struct {
	Object fyne.CanvasObject

	o      Options
	people *peopleList
	talk   *talk
	about  *about
	side   *fyne.Container // the talk, or the welcome
	drafts *drafts

	all     []person
	nodes   ownNodes
	stored  bool                  // an account at a provider takes what is written
	typing  map[peer.ID]time.Time // who types, until when
	focused bool                  // the page is looked at
	loading bool
	again   bool // something changed while loading
	ticking bool
}

// New makes the page; nothing is loaded before [Page.Reload].
func New(o Options) *Page {
	p := &Page{o: o, typing: map[peer.ID]time.Time{}, focused: true}
	p.drafts = newDrafts(p)
	p.people = newPeopleList(p)
	p.talk = newTalk(p)
	p.talk.object.Hide()
	p.about = newAbout(p)
	welcome := o.Welcome
	if welcome == nil {
		welcome = widget.Gap(0, 0)
	}
	p.side = container.NewStack(widget.NewBox(widget.Look{Fill: widget.Canvas}), welcome, container.New(beside{}, container.NewStack(p.talk.object), p.about.object))
	p.Object = container.New(columns{}, p.people.object, p.side)
	return p
}

// Events takes what changed in the core.
func (p *Page) Events(events []any) {
	people, talk := false, false
	for _, e := range events {
		switch e := e.(type) {
		case chat.MessageChanged:
			people = true
			talk = talk || e.Peer == p.talk.peer
			p.talk.changed(e.ID)
			p.talk.path.changed(e.ID)
		case chat.ConversationChanged:
			people = true
			talk = talk || e.Peer == p.talk.peer
		case chat.ExpiresSoon:
			talk = talk || e.Peer == p.talk.peer
			p.warn(e)
		case contact.Changed:
			people = true
			talk = talk || e.Peer == p.talk.peer
		case contact.NewDevice:
			people = true
			talk = talk || e.Peer == p.talk.peer
		case chat.Typing:
			p.setTyping(e)
		}
	}
	if people {
		p.Reload()
	}
	if talk {
		p.talk.refresh()
	}
}

// warn says that somebody does not come for a message.
func (p *Page) warn(e chat.ExpiresSoon) {
	p.o.Notice(lang.L("A message is given up on {{.Date}} unless {{.Name}} comes", words{"Name": p.nodeName(e.Peer), "Date": p.until(e.At)}))
}

// Lost reads everything again: events were dropped.
func (p *Page) Lost() {
	p.Reload()
	p.talk.refresh()
	p.talk.path.refresh()
}

// SetFocused tells whether the page is shown in a window that has the keyboard: only then
// is anything read, and only then do the typing dots move.
func (p *Page) SetFocused(on bool) {
	p.focused = on
	if on {
		p.talk.markRead()
		p.tick()
	} else {
		p.drafts.save()
	}
}

// Open shows the conversation with a peer.
func (p *Page) Open(id peer.ID) {
	i := slices.IndexFunc(p.all, func(x person) bool { return x.id == id })
	if i < 0 {
		return
	}
	p.talk.open(p.all[i])
	p.talk.object.Show()
	p.people.refresh()
	p.about.refresh()
	p.side.Refresh()
	p.talk.composer.focus()
}

// Add shows a conversation with somebody who was just added.
func (p *Page) Add(c contact.Contact) {
	if !slices.ContainsFunc(p.all, func(x person) bool { return x.id == c.Peer }) {
		p.all, p.people.keys = append([]person{personOf(c)}, p.all...), nil
	}
	p.Open(c.Peer)
	p.Reload()
}

// close leaves the open conversation.
func (p *Page) close() {
	p.talk.close()
	p.talk.object.Hide()
	p.about.close()
	p.people.refresh()
	p.side.Refresh()
}
