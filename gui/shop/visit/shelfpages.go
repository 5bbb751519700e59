package visit

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// more reads the next page of the index.
func (s *shelf) more() {
	if s.reading || s.next*listing.PerPage >= int(s.v.front.Shop.Listings) {
		return
	}
	s.reading = true
	n := s.next
	s.v.o.Loop.Go(func(ctx context.Context) func() {
		page, err := s.v.o.Shops.Page(ctx, s.v.at.Owner, n)
		return func() {
			s.reading = false
			if err != nil {
				s.v.o.Notice(form.Problem(err))
				return
			}
			s.next++
			s.pages = append(s.pages, s.take(page.Cards)...)
			if s.v.want == (storefront.Query{}) {
				s.show(s.pages)
			}
			s.arrive()
		}
	})
}

// arrive opens the listing that a link named.
func (s *shelf) arrive() {
	slug := s.v.at.Slug
	if slug == "" {
		return
	}
	if c, here := s.cards[slug]; here {
		s.v.at.Slug = ""
		s.v.open(c)
	} else {
		s.more()
	}
}

// take keeps cards and gives their slugs.
func (s *shelf) take(cards []listing.Card) (slugs []string) {
	for _, c := range cards {
		s.cards[c.Slug] = c
		slugs = append(slugs, c.Slug)
	}
	return slugs
}

func (s *shelf) show(slugs []string) {
	s.none.Hide()
	if len(slugs) == 0 {
		s.none.Show()
		set(s.none, widget.Pad(40, 0, widget.ParaMid(lang.L("Nothing here is like that."), 14, 300, widget.Muted)))
	}
	s.shown = slugs
	s.grid.Set(slugs)
}

// tell says how many listings are shown.
func (s *shelf) tell(n int) { s.count.Set(lang.N("{{.N}} listings", n, words{"N": n})) }

// soon does something once nobody types.
func (s *shelf) soon(do func()) {
	s.typed++
	n := s.typed
	s.v.o.Loop.Later(typing, func() {
		if n == s.typed {
			do()
		}
	})
}

// look shows what is wanted: all, page by page, or what fits of all pages.
func (s *shelf) look() {
	s.asked++
	n, want := s.asked, s.v.want
	if want == (storefront.Query{}) {
		s.tell(int(s.v.front.Shop.Listings))
		s.show(s.pages)
		return
	}
	s.v.o.Loop.Go(func(ctx context.Context) func() {
		cards, err := s.v.o.Shops.Search(ctx, s.v.at.Owner, want)
		return func() {
			switch {
			case n != s.asked:
			case err != nil:
				s.v.o.Notice(form.Problem(err))
			default:
				s.tell(len(cards))
				s.show(s.take(cards))
			}
		}
	})
}
