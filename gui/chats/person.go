package chats

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
)

// person is a row of the list: a contact, a conversation, or both.
type person struct {
	id      peer.ID
	name    string
	contact contact.Contact
	last    chat.Conversation
	known   bool // a contact
	talked  bool // a conversation
}

func personOf(c contact.Contact) person {
	return person{id: c.Peer, name: widget.Clean(c.Name), contact: c, known: true}
}

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

func (x person) request() bool { return x.last.Request && !x.known }

// merge joins conversations and contacts, newest first.
func merge(talks []chat.Conversation, contacts []contact.Contact) []person {
	at := map[peer.ID]int{}
	var all []person
	for _, c := range contacts {
		at[c.Peer] = len(all)
		all = append(all, personOf(c))
	}
	for _, t := range talks {
		i, ok := at[t.Peer]
		if !ok {
			i = len(all)
			all = append(all, person{id: t.Peer, name: widget.Clean(t.Name)})
		}
		all[i].last, all[i].talked = t, true
	}
	slices.SortStableFunc(all, func(a, b person) int {
		return cmp.Or(b.when().Compare(a.when()), cmp.Compare(a.id, b.id))
	})
	return all
}

// matches tells whether a search finds a person, by name or last message.
func (x person) matches(search string) bool {
	search = strings.ToLower(strings.TrimSpace(search))
	return strings.Contains(strings.ToLower(x.name), search) ||
		strings.Contains(strings.ToLower(x.last.LastMessage), search) ||
		strings.EqualFold(x.id.String(), search)
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
		nodes, err3 := p.o.Nodes.PushNodes(ctx)
		return func() { p.loaded(merge(talks, contacts), nodes, cmp.Or(err, err2, err3)) }
	})
}

func (p *Page) loaded(all []person, nodes []messaging.PushNode, err error) {
	p.loading = false
	if err != nil {
		p.fail(err)
	} else {
		p.all, p.nodes = all, ownNodesOf(nodes)
		p.people.refresh()
		p.talk.update(all)
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
