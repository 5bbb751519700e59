package chats

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/offline/storage"
)

// person is a row of the list: a contact, a conversation, or both.
type person struct {
	id      peer.ID
	name    string
	line    string // the last message, short
	contact contact.Contact
	last    chat.Conversation
	known   bool // a contact
	talked  bool // a conversation
}

func personOf(c contact.Contact) person {
	return person{id: c.Peer, name: nameOf(c.Name, c.Peer), contact: c, known: true}
}

// nameOf makes a name fit to stand in a line; one that shows nothing is replaced.
func nameOf(name string, id peer.ID) string {
	if name = widget.Clean(name); strings.TrimSpace(name) == "" {
		return names.Short(id)
	}
	return name
}

// called is what a contact is called here.
func (p *Page) called(id peer.ID) string {
	if i := slices.IndexFunc(p.all, func(x person) bool { return x.id == id }); i >= 0 {
		return p.all[i].name
	}
	return names.Short(id)
}

// friend tells whether they are a contact who is not blocked.
func (x person) friend() bool { return x.known && !x.blocked() }

// first is how one calls somebody: the first word of the name.
func (x person) first() string {
	word, _, _ := strings.Cut(x.name, " ")
	return word
}

// brief is first where room is short, also for a peer ID or a very long word.
func (x person) brief() string {
	const most = 10
	r := []rune(x.first())
	if len(r) <= most {
		return string(r)
	}
	if strings.Contains(x.name, "…") || x.name == x.id.String() {
		return string(r[:4]) + "…" + string(r[len(r)-4:])
	}
	return string(r[:most-1]) + "…"
}

// when is the time that a person is sorted by.
func (x person) when() time.Time {
	if x.talked {
		return x.last.Time
	}
	return x.contact.Added
}

// request tells whether somebody asks to be let in.
func (x person) request() bool {
	return (x.contact.Request || x.last.Request) && !x.known && !x.blocked()
}

// verified tells whether the safety numbers were compared, and nothing changed since.
func (x person) verified() bool { return !x.contact.Verified.IsZero() && !x.contact.NewDevice }

func (x person) blocked() bool { return !x.contact.Blocked.IsZero() }

// merge joins conversations, contacts and strangers, newest first.
func merge(talks []chat.Conversation, contacts, strangers []contact.Contact) []person {
	at := make(map[peer.ID]int, len(contacts))
	all := make([]person, 0, len(contacts)+len(talks))
	for _, c := range slices.Concat(contacts, strangers) {
		at[c.Peer] = len(all)
		x := personOf(c)
		x.known = !c.Request
		all = append(all, x)
	}
	for _, t := range talks {
		i, ok := at[t.Peer]
		if !ok {
			i = len(all)
			all = append(all, person{id: t.Peer, name: nameOf(t.Name, t.Peer)})
		}
		all[i].last, all[i].talked, all[i].line = t, true, widget.Brief(t.LastMessage)
	}
	slices.SortFunc(all, func(a, b person) int {
		return cmp.Or(b.when().Compare(a.when()), cmp.Compare(a.id, b.id))
	})
	return all
}

// Reload reads people and nodes again. Calls while it reads are gathered into one.
func (p *Page) Reload() {
	if p.loading {
		p.again = true
		return
	}
	p.loading = true
	p.o.Loop.Go(func(ctx context.Context) func() {
		talks, err := p.o.Chats.Conversations(ctx)
		contacts, err2 := p.o.People.List(ctx)
		strangers, err5 := p.o.People.Requests(ctx)
		nodes, err3 := p.o.Nodes.PushNodes(ctx)
		accounts, err6 := p.accounts(ctx)
		kept, err4 := p.o.Chats.Drafts(ctx)
		all := merge(talks, contacts, strangers)
		return func() { p.loaded(reading{all, nodes, accounts, kept}, cmp.Or(err, err2, err3, err4, err5, err6)) }
	})
}

// reading is what the page reads at once.
type reading struct {
	all      []person
	nodes    []messaging.PushNode
	accounts []storage.Account
	drafts   map[peer.ID]string
}

func (p *Page) loaded(r reading, err error) {
	p.loading = false
	if err != nil {
		p.fail(err)
	} else {
		p.all, p.nodes, p.stored = r.all, ownNodesOf(r.nodes), slices.ContainsFunc(r.accounts, keeps)
		p.drafts.load(r.drafts)
		p.people.loaded()
		p.talk.update(p.all)
		p.about.refresh()
		p.countUnread()
	}
	if p.again {
		p.again = false
		p.Reload()
	}
}

func (p *Page) countUnread() {
	n := 0
	for _, x := range p.all {
		n += x.last.Unread
	}
	if p.o.OnUnread != nil {
		p.o.OnUnread(n)
	}
}
