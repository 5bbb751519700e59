package shop

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"restante/messaging"
	"restante/messaging/contact"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// state is one reading.
type state struct {
	read  bool
	shop  listing.Shop // without a name there is none
	items []storefront.Item
	pub   storefront.Publication
	codes map[string]string // of discounts
	few   []storefront.Threshold

	followed []storefront.Front
	patience time.Duration // with orders that nobody answers; 0 is without an end
	nodes    []messaging.PushNode
	people   []contact.Contact
}

const day = 24 * time.Hour

// failing is a publication that came to nothing.
type failing struct {
	why error
	at  time.Time
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
	ours := false
	for _, e := range events {
		switch e := e.(type) {
		case storefront.Published:
			p.failing, ours = failing{}, true
			p.home.published = p.o.Now()
		case storefront.Changed, messaging.NodesChanged:
			ours = true
		case storefront.Visited:
			ours = true
			if p.visit != nil {
				p.visit.News(e.Peer)
			}
		}
	}
	if ours && p.shown {
		p.Reload()
	}
}

// Reload reads everything again and draws what is not the same.
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
		p.o.Notice(problem(err))
	default:
		p.last = s
		p.home.show()
	}
}

// read gathers a state; it runs beside the window.
func (p *Page) read(ctx context.Context) (s state, err error) {
	s.read = true
	if s.shop, err = p.o.Core.Shop(ctx); err != nil && !errors.Is(err, storefront.ErrNoShop) {
		return s, err
	}
	var errs [8]error
	s.items, errs[0] = p.o.Core.Items(ctx)
	s.pub, errs[1] = p.o.Core.Publication(ctx)
	s.nodes, errs[2] = p.o.Nodes.PushNodes(ctx)
	s.codes, errs[3] = p.o.Core.Codes(ctx)
	s.few, errs[4] = p.o.Core.Thresholds(ctx)
	s.followed, errs[5] = p.o.Core.Followed(ctx)
	if p.o.Policy != nil {
		s.patience, errs[6] = p.o.Policy.Patience(ctx)
	}
	if p.o.People != nil {
		s.people, errs[7] = p.o.People.List(ctx)
	}
	return s, errors.Join(errs[:]...)
}

// item finds a listing.
func (s *state) item(slug string) (storefront.Item, bool) {
	i := slices.IndexFunc(s.items, func(it storefront.Item) bool { return it.Slug == slug })
	if i < 0 {
		return storefront.Item{}, false
	}
	return s.items[i], true
}

// mirrors are the push nodes that have the shop.
func (s *state) mirrors() (all []messaging.PushNode) {
	for _, n := range s.nodes {
		if n.Registered && n.Online {
			all = append(all, n)
		}
	}
	return all
}

// same tells whether two listings are shown alike.
func same(a, b storefront.Item) bool { return reflect.DeepEqual(a, b) }

// act does something and reads again; what goes wrong is said over the page.
func (p *Page) act(do func(context.Context) error, then func()) {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				p.o.Notice(problem(err))
			} else if then != nil {
				then()
			}
			p.Reload()
		}
	})
}
