package visit

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/shop/form"
	"restante/gui/shop/grid"
	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

const typing = 250 * time.Millisecond // the search waits for the next letter

// shelf is the front of a shop: what it says of itself, and a card for each listing.
type shelf struct {
	v       *View
	object  fyne.CanvasObject
	search  *widget.Field
	sieve   *sieve
	emblems *emblems
	count   *widget.Text
	grid    *grid.Grid
	none    *fyne.Container
	cards   map[string]listing.Card
	frames  map[string]*pictures.Frame
	pages   []string // slugs of the pages that are here, in their order
	next    int      // page
	shown   []string
	reading bool
	asked   int // searches
	typed   int // changes of what is typed
}

func newShelf(v *View) *shelf {
	s := &shelf{v: v, cards: map[string]listing.Card{}, frames: map[string]*pictures.Frame{}, none: widget.Col(0)}
	s.none.Hide()
	s.search = widget.NewField(lang.L("Search this shop"), "search", 34, nil)
	s.search.SetText(v.want.Text)
	s.search.OnChanged = func(text string) {
		s.soon(func() {
			v.want.Text = text
			s.look()
		})
	}
	s.sieve, s.emblems, s.count = newSieve(s), newEmblems(v), widget.Strong("", 15)
	s.tell(int(v.front.Shop.Listings))
	filter := widget.NewButton(lang.L("Filter"), "settings", widget.Quiet, s.sieve.turn)
	row := widget.Beside(s.count, widget.Row(8, s.sieve.sorting(), filter, widget.Fixed(200, 34, s.search)))
	s.grid = grid.New(grid.Options{Head: widget.Col(gap, s.emblems.above(s.sign()), row, s.sieve.object, s.none), Least: 200, High: high, Build: s.build, Gone: func(slug string) { delete(s.frames, slug) }})
	top := headOf(v.o.Back, s.emblems.beside(), v.name(), widget.Clean(v.front.Shop.Tagline), v.cartButton())
	s.object = widget.Twice(widget.Col(0, top, widget.Grow(s.grid.Object)))
	return s
}

// sign is what the shop says of itself, and what visitors do with a shop.
func (s *shelf) sign() fyne.CanvasObject {
	shop := s.v.front.Shop
	about := widget.Col(4)
	if text := widget.Clean(shop.About); text != "" {
		about.Add(widget.Flow(text, 13.5, widget.Foreground))
	}
	about.Add(widget.Flow(answersOf(shop), 12.5, widget.Muted))
	about.Add(widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("About this shop"), s.v.toAbout))))
	col := widget.Col(12, widget.Beside(widget.RowFill(14, widget.Col(0, widget.NewAvatar(s.v.at.Owner.String(), 44, widget.Card)), widget.Grow(about)), s.buttons()))
	if note := s.note(); note != nil {
		col.Add(note)
	}
	return widget.CardOf(16, 20, col)
}

// answersOf says where the shop is, and what becomes of an order while nobody is there.
func answersOf(shop listing.Shop) string {
	all := []string{answering(shop)}
	if where := widget.Clean(shop.Location); where != "" {
		all = append(all, where)
	}
	return strings.Join(all, " · ")
}

// answering says what becomes of an order while nobody is there.
func answering(shop listing.Shop) string {
	kept := lang.L("Orders are kept while nobody is there")
	if hours := int(shop.Answers / time.Hour); hours > 0 {
		return kept + " · " + lang.N("answers within {{.N}} hours", hours, words{"N": hours})
	}
	return kept
}

func (s *shelf) buttons() fyne.CanvasObject {
	v := s.v
	share := widget.NewButton(lang.L("Share"), "share-2", widget.Quiet, func() {
		Share(v.o.Canvas(), v.o.Notice, v.front.Shop.Name, storefront.Link{Owner: v.front.Shop.Peer})
	})
	if v.o.Own {
		return widget.Row(8, share)
	}
	follow := widget.NewButton(lang.L("Follow"), "plus", widget.Secondary, nil)
	if v.front.Followed {
		follow = widget.NewButton(lang.L("Following"), "check", widget.Quiet, nil)
	}
	follow.OnTapped = v.follow
	return widget.Row(8, share, follow)
}

// note says what a buyer has to know before they order.
func (s *shelf) note() fyne.CanvasObject {
	now := s.v.o.Now()
	for _, a := range s.v.front.Shop.Away {
		if !now.Before(a.From) && now.Before(a.Until) {
			until := dates.Past(a.Until.Add(-time.Minute).In(now.Location()), now)
			return soft("calendar", widget.Careful, lang.L("Away until {{.Day}}: orders are kept.", words{"Day": until})+" "+widget.Clean(a.Message))
		}
	}
	if s.v.away {
		return soft("clock", widget.Careful, lang.L("The shop cannot be reached now: this is how it looked when it was last seen. Orders wait until it is back."))
	}
	return nil
}

// soft is a sentence on a soft surface.
func soft(icon string, t widget.Tone, text string) fyne.CanvasObject {
	row := widget.RowFill(10, widget.Col(0, widget.NewIcon(icon, t.Ink, 17)), widget.Grow(widget.Flow(text, 13, widget.Foreground)))
	return widget.On(widget.Look{Fill: t.Fill, Radius: 12}, widget.Pad(10, 14, row))
}

func (v *View) follow() {
	owner, on := v.at.Owner, !v.front.Followed
	v.o.Loop.InOrder(func(ctx context.Context) func() {
		do := v.o.Shops.Unfollow
		if on {
			do = v.o.Shops.Follow
		}
		err := do(ctx, owner)
		return func() {
			if err != nil {
				v.o.Notice(form.Problem(err))
				return
			}
			front := v.front
			front.Followed = on
			v.show(front)
		}
	})
}
