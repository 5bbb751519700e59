package network

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/offline/storage"
)

const (
	pace       = 5 * time.Second // how often the page reads its figures while it is shown
	maxLetters = 20              // that are shown one by one
	maxLosses  = 10
)

// state is one reading.
type state struct {
	config   messaging.Config
	peers    []messaging.ConnectedPeer
	nodes    []messaging.PushNode
	names    map[peer.ID]string // of people
	strange  map[peer.ID]bool   // whose new device waits for the user's word
	places   map[string]string  // names of accounts at providers
	inbox    string             // the account at which contacts may leave mail, "" for none that works
	letters  []letter           // the oldest
	more     int                // letters beyond those
	here     int                // letters that no other machine holds
	receipts int                // that go to others
	pictures int                // of oneself, that go to contacts
	grants   int                // to leave mail with oneself, that go to contacts
	refused  int                // that came in and could not be opened
	custody  map[peer.ID]custody
	losses   []loss // the newest
	lost     int    // all of them
	holding  messaging.Holding
	minute   time.Time // in which it was read, if letters are shown: it says when they are tried
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
	last    time.Time // and the last
}

// loss is a message that was given up, with its first words.
type loss struct {
	delivery.GivenUp
	text string
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

// Reload reads everything again and draws it, also what only a user's deed changed,
// and reads it once more after a while.
func (p *Page) Reload() {
	p.stale = true
	p.reload()
}

func (p *Page) reload() {
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
			p.reload()
		}
	})
}

// read gathers a state; it runs beside the window.
func (p *Page) read(ctx context.Context) (s state, err error) {
	var errs [8]error
	var pending []delivery.Pending
	var lost []delivery.GivenUp
	var people []contact.Contact
	s.config, errs[0] = p.o.Node.Config(ctx)
	s.nodes, errs[1] = p.o.Push.PushNodes(ctx)
	pending, errs[2] = p.o.Mail.Outbox(ctx)
	people, errs[3] = p.o.People.List(ctx)
	lost, errs[4] = p.o.Mail.GivenUp(ctx)
	s.holding, errs[5] = p.o.Node.Holding(ctx)
	errs[6] = p.readPlaces(ctx, &s)
	s.refused, errs[7] = p.o.Mail.Refused(ctx)
	s.peers, s.names, s.strange = inOrder(p.o.Node.Peers()), namesOf(people), strangeOf(people)
	s.sort(pending)
	if len(s.letters) > 0 {
		s.minute = p.o.Now().Truncate(time.Minute)
	}
	for i, l := range s.letters {
		s.letters[i].text = p.words(ctx, l.MessageID)
	}
	s.lost = len(lost)
	for _, l := range lost[:min(len(lost), maxLosses)] {
		s.losses = append(s.losses, loss{l, p.words(ctx, l.MessageID)})
	}
	return s, cmp.Or(errs[:]...)
}

// readPlaces reads the accounts at providers.
func (p *Page) readPlaces(ctx context.Context, s *state) error {
	if p.o.Places == nil {
		return nil
	}
	all, err := p.o.Places.Accounts(ctx)
	s.places = names.Accounts(all)
	open := func(a storage.Account) bool { return a.Inbox && a.Failing.IsZero() }
	if i := slices.IndexFunc(all, open); i >= 0 {
		s.inbox = s.places[all[i].ID]
	}
	return err
}

// inOrder gives connections the same order in every reading.
func inOrder(all []messaging.ConnectedPeer) []messaging.ConnectedPeer {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b messaging.ConnectedPeer) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Addr, b.Addr))
	})
	return all
}

// words are the first words of a message, "" for one that is gone.
func (p *Page) words(ctx context.Context, id string) string {
	m, err := p.o.Chats.Message(ctx, id)
	if err != nil {
		return ""
	}
	return firstWords(m)
}

func namesOf(people []contact.Contact) map[peer.ID]string {
	all := make(map[peer.ID]string, len(people))
	for _, c := range people {
		all[c.Peer] = widget.Clean(c.Name)
	}
	return all
}

func strangeOf(people []contact.Contact) map[peer.ID]bool {
	all := map[peer.ID]bool{}
	for _, c := range people {
		if c.NewDevice {
			all[c.Peer] = true
		}
	}
	return all
}

// sort tells letters from receipts and counts what each machine holds.
func (s *state) sort(pending []delivery.Pending) {
	s.custody = map[peer.ID]custody{}
	for _, x := range pending {
		switch x.Kind {
		case "receipt":
			s.receipts++
			continue
		case "picture":
			s.pictures++
			continue
		case "grant":
			s.grants++
			continue
		case "request", "order check": // for a card, whose letters are in the list, and of what both have
			continue
		}
		if len(x.Holders) == 0 {
			s.here++
		}
		for _, h := range x.Holders {
			if h.Account == "" {
				s.sign(h)
			}
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
	if h.Expires.After(c.last) {
		c.last = h.Expires
	}
	s.custody[h.Node] = c
}

// nameOf is what a person is called, or a push node that somebody else runs.
func (s *state) nameOf(id peer.ID) string { return cmp.Or(s.names[id], names.Short(id)) }

func firstWords(m chat.Message) string { return widget.Clean(cmp.Or(m.Subject, m.Text)) }
