package network

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
)

const (
	pace       = 5 * time.Second // how often the page reads its figures while it is shown
	maxLetters = 20              // that are shown one by one
)

// state is one reading.
type state struct {
	config   messaging.Config
	peers    []messaging.ConnectedPeer
	nodes    []messaging.PushNode
	names    map[peer.ID]string // of people
	letters  []letter           // the oldest
	more     int                // letters beyond those
	here     int                // letters that no other machine holds
	receipts int                // that go to others
	custody  map[peer.ID]custody
}

// letter is a message on its way, with its first words.
type letter struct {
	delivery.Pending
	text string
}

// custody is what a push node has signed for.
type custody struct {
	letters int
	until   time.Time // when the first of the receipts ends
}

// SetShown tells whether the page can be seen.
func (p *Page) SetShown(on bool) {
	p.shown = on
	if on {
		p.Reload()
	} else {
		clear(p.probes)
	}
}

// Reload reads everything again, and once more after a while.
func (p *Page) Reload() {
	p.o.Loop.Go(func(ctx context.Context) func() {
		s, err := p.read(ctx)
		return func() { p.loaded(s, err) }
	})
}

func (p *Page) loaded(s state, err error) {
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil:
		p.o.Notice(p.o.Problem(err))
	default:
		p.show(s)
	}
	if p.waiting || !p.shown {
		return
	}
	p.waiting = true
	p.o.Loop.Later(pace, func() {
		p.waiting = false
		if p.shown {
			p.Reload()
		}
	})
}

// read gathers a state; it runs beside the window.
func (p *Page) read(ctx context.Context) (s state, err error) {
	var errs [4]error
	var pending []delivery.Pending
	var people []contact.Contact
	s.config, errs[0] = p.o.Node.Config(ctx)
	s.nodes, errs[1] = p.o.Push.PushNodes(ctx)
	pending, errs[2] = p.o.Mail.Outbox(ctx)
	people, errs[3] = p.o.People.List(ctx)
	s.peers, s.names = p.o.Node.Peers(), namesOf(people)
	s.sort(pending)
	for i, l := range s.letters {
		if m, err := p.o.Chats.Message(ctx, l.MessageID); err == nil {
			s.letters[i].text = firstWords(m)
		}
	}
	return s, cmp.Or(errs[:]...)
}

func namesOf(people []contact.Contact) map[peer.ID]string {
	all := make(map[peer.ID]string, len(people))
	for _, c := range people {
		all[c.Peer] = widget.Clean(c.Name)
	}
	return all
}

// sort tells letters from receipts and counts what each machine holds.
func (s *state) sort(pending []delivery.Pending) {
	s.custody = map[peer.ID]custody{}
	for _, x := range pending {
		if x.Kind == "receipt" {
			s.receipts++
			continue
		}
		if len(x.Holders) == 0 {
			s.here++
		}
		for _, h := range x.Holders {
			s.sign(h)
		}
		if len(s.letters) < maxLetters {
			s.letters = append(s.letters, letter{Pending: x})
		} else {
			s.more++
		}
	}
}

func (s *state) sign(h delivery.Holder) {
	c := s.custody[h.Node]
	c.letters++
	if c.until.IsZero() || h.Expires.Before(c.until) {
		c.until = h.Expires
	}
	s.custody[h.Node] = c
}

// nameOf is what a person is called, or a push node that somebody else runs.
func (s *state) nameOf(id peer.ID) string { return cmp.Or(s.names[id], names.Short(id)) }

func firstWords(m chat.Message) string { return widget.Clean(cmp.Or(m.Subject, m.Text)) }
