package storage

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
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

const (
	pace = 5 * time.Second // how often the page reads its figures while it is shown
	year = 365             // days of the history
)

// state is one reading.
type state struct {
	here     outbox.Holding
	accounts []core.Account // the primary first
	kinds    []depot.Kind
	days     []core.Day
	people   []contact.Contact
	own      []own
	waiting  []bundle
	ends     map[string]time.Time // when the first addresses at an account end
	disk     messaging.Usage
	today    time.Time // on which it was read
	minute   time.Time // in which it was read, if something waits: it says how long
}

// own is the choice for one person.
type own struct {
	peer     peer.ID
	name     string
	accounts []string
}

// SetShown tells whether the page can be seen.
func (p *Page) SetShown(on bool) {
	p.shown = on
	if on {
		p.Reload()
	}
}

// Events takes what changed in the core.
func (p *Page) Events(events []any) {
	of := func(e any) bool { _, ok := e.(core.Changed); return ok }
	if !slices.ContainsFunc(events, of) {
		return
	}
	p.Count()
	if p.shown {
		p.reload()
	}
}

// Count tells how many accounts need the user, also while the page is not shown.
func (p *Page) Count() {
	if p.o.OnTrouble == nil {
		return
	}
	p.o.Loop.Go(func(ctx context.Context) func() {
		all, err := p.o.Core.Accounts(ctx)
		return func() {
			if err == nil { // a later event counts again
				p.o.OnTrouble(troubled(all))
			}
		}
	})
}

// Reload reads everything again and draws it.
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
		p.o.Notice(problem(err))
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
	var errs [7]error
	var pending []delivery.Pending
	var choices map[peer.ID][]string
	s.today = day(p.o.Now())
	s.kinds = p.o.Core.Offered()
	s.here, errs[0] = p.o.Core.Here(ctx)
	s.accounts, errs[1] = p.o.Core.Accounts(ctx)
	s.days, errs[2] = p.o.Core.History(ctx, s.today.AddDate(0, 0, 1-year))
	choices, errs[3] = p.o.Core.Choices(ctx)
	s.people, errs[4] = p.o.People.List(ctx)
	pending, errs[5] = p.o.Mail.Outbox(ctx)
	if p.o.Disk != nil {
		s.disk, errs[6] = p.o.Disk.Usage(ctx)
	}
	s.own, s.ends, s.waiting = s.ownOf(choices), endsOf(pending), bundles(pending)
	if len(s.waiting) > 0 {
		s.minute = p.o.Now().Truncate(time.Minute)
	}
	return s, cmp.Or(errs[:]...)
}

// day is the beginning of the day that the history counts.
func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// endsOf finds when addresses end before the message itself does.
func endsOf(pending []delivery.Pending) map[string]time.Time {
	ends := map[string]time.Time{}
	for _, x := range pending {
		for _, h := range x.Holders {
			first, known := ends[h.Account]
			if h.Account != "" && h.Expires.Before(x.Expires) && (!known || h.Expires.Before(first)) {
				ends[h.Account] = h.Expires
			}
		}
	}
	return ends
}

// ownOf puts the choices for single people in the order of their names.
func (s *state) ownOf(choices map[peer.ID][]string) (all []own) {
	for id, accounts := range choices {
		all = append(all, own{id, s.nameOf(id), accounts})
	}
	slices.SortFunc(all, func(a, b own) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.peer, b.peer)) })
	return all
}

// nameOf is what a person is called.
func (s *state) nameOf(id peer.ID) string {
	for _, c := range s.people {
		if c.Peer == id && c.Name != "" {
			return widget.Clean(c.Name)
		}
	}
	return names.Short(id)
}

// account finds an account.
func (s *state) account(id string) (core.Account, bool) {
	i := slices.IndexFunc(s.accounts, func(a core.Account) bool { return a.ID == id })
	if i < 0 {
		return core.Account{}, false
	}
	return s.accounts[i], true
}

// kind finds the kind of an account; one that this program does not know has a name alone.
func (s *state) kind(name string) depot.Kind {
	i := slices.IndexFunc(s.kinds, func(k depot.Kind) bool { return k.Name == name })
	if i < 0 {
		return depot.Kind{Name: name, Title: name}
	}
	return s.kinds[i]
}

// worst is the place that needs a look first: this computer, where everything lies, or
// an account that fails.
func (s *state) worst() string {
	for _, a := range s.accounts {
		if !a.Failing.IsZero() {
			return a.ID
		}
	}
	return here
}
