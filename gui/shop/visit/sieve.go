package visit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

const maxTags = 30 // that are offered, those of most listings

// sieve chooses among the listings of a shop: by collection, and by what is folded away
// until somebody wants it. What is wanted belongs to the visit, and stays while one
// looks at a listing.
type sieve struct {
	s      *shelf
	object *fyne.Container
	inside *fyne.Container // what is folded away
	about  *widget.Paragraph
	tags   *fyne.Container
	form   *form.Form

	least, most *widget.Field
}

// kindsOf are in the order of the control.
var kindsOf = []listing.Kind{0, listing.Physical, listing.Digital, listing.Service}

func newSieve(s *shelf) *sieve {
	f := &sieve{s: s, object: widget.Col(10), inside: widget.Col(0), about: widget.Flow("", 13, widget.Muted), tags: widget.Col(0), form: form.New()}
	if all := s.v.front.Shop.Collections; len(all) > 0 {
		f.object.Add(f.chips(all))
		f.object.Add(f.about)
	}
	f.object.Add(f.inside)
	f.fold(true)
	return f
}

// chips are the collections.
func (f *sieve) chips(all []listing.Collection) fyne.CanvasObject {
	names, want := []string{lang.L("All")}, &f.s.v.want
	for _, c := range all {
		names = append(names, widget.Clean(c.Title))
	}
	chips := widget.NewChips(names, func(i int) {
		want.Collection = ""
		if i > 0 {
			want.Collection = all[i-1].Slug
		}
		f.tell()
		f.s.look()
	})
	chips.Mark(1 + slices.IndexFunc(all, func(c listing.Collection) bool { return c.Slug == want.Collection }))
	f.tell()
	return chips.Object
}

// tell says what the shop says of the collection.
func (f *sieve) tell() {
	all := f.s.v.front.Shop.Collections
	f.about.Hide()
	if i := slices.IndexFunc(all, func(c listing.Collection) bool { return c.Slug == f.s.v.want.Collection }); i >= 0 && all[i].About != "" {
		f.about.Set(all[i].About)
		f.about.Show()
	}
}

// sorting is the order of what is shown.
func (f *sieve) sorting() fyne.CanvasObject {
	pick := widget.NewSelect(lang.L("Sort by"), []string{lang.L("Newest first"), lang.L("Lowest price first"), lang.L("Highest price first")}, func(i int) {
		f.s.v.want.Sort = storefront.Sort(i)
		f.s.look()
	})
	pick.Choose(int(f.s.v.want.Sort))
	return pick
}

// turn unfolds what is folded away, and reads which tags there are.
func (f *sieve) turn() {
	away := f.inside.Visible()
	if !away {
		f.inside.Objects = []fyne.CanvasObject{f.build()}
		f.readTags()
	}
	f.fold(away)
	f.s.grid.Fit()
}

// fold folds the rest away; without collections nothing is left then.
func (f *sieve) fold(away bool) {
	f.inside.Hidden = away
	f.object.Hidden = away && len(f.s.v.front.Shop.Collections) == 0
}

func (f *sieve) build() fyne.CanvasObject {
	want := &f.s.v.want
	kind := widget.NewSelect(lang.L("Type"), []string{lang.L("Everything"), lang.L("Goods"), lang.L("Digital"), lang.L("Service")}, func(i int) {
		want.Kind = kindsOf[i]
		f.s.look()
	})
	kind.Choose(slices.Index(kindsOf, want.Kind))
	stock := widget.NewSwitch(lang.L("In stock"), func(on bool) {
		want.InStock = on
		f.s.look()
	})
	stock.Set(want.InStock)
	f.least, f.most = f.amount(want.Least), f.amount(want.Most)
	prices := widget.Row(8, widget.Fixed(96, 34, f.least), widget.Label(lang.L("to"), 13), widget.Fixed(96, 34, f.most))
	f.offerTags(nil)
	all := widget.Several(20, labelled(lang.L("Type"), kind), labelled(lang.L("Tag"), f.tags), labelled(lang.L("Price"), prices), labelled(lang.L("In stock"), widget.Fixed(0, 34, widget.Left(stock))))
	return widget.CardOf(14, 18, widget.Col(6, all, f.form.Hold("price", f.least)))
}

// labelled is a control under its name.
func labelled(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Col(5, widget.Caption(name, 12), o)
}

func (f *sieve) amount(a money.Amount) *widget.Field {
	one := widget.NewField("", "", 34, nil)
	if a > 0 {
		one.SetText(price.Local().Plain(f.s.v.front.Shop.Currency, a))
	}
	one.OnChanged = func(string) { f.s.soon(f.priced) }
	return one
}

// priced takes the prices that were typed.
func (f *sieve) priced() {
	want := &f.s.v.want
	f.form.Clear()
	for field, to := range map[*widget.Field]*money.Amount{f.least: &want.Least, f.most: &want.Most} {
		*to = 0
		if text := text(field); text != "" {
			a, err := price.Local().Parse(f.s.v.front.Shop.Currency, text)
			if err != nil {
				f.form.Say("price", form.Why(err))
				f.s.grid.Fit()
				continue
			}
			*to = a
		}
	}
	f.s.look()
}

// readTags offers the tags of all listings.
func (f *sieve) readTags() {
	v := f.s.v
	v.o.Loop.Go(func(ctx context.Context) func() {
		cards, err := v.o.Shops.Search(ctx, v.at.Owner, storefront.Query{})
		return func() {
			if err == nil {
				f.offerTags(tagsOf(cards))
				f.s.grid.Fit()
			}
		}
	})
}

func (f *sieve) offerTags(all []string) {
	want := &f.s.v.want
	if want.Tag != "" && !slices.Contains(all, want.Tag) {
		all = append([]string{want.Tag}, all...)
	}
	words := []string{lang.L("Any")}
	for _, tag := range all {
		words = append(words, widget.Clean(tag))
	}
	pick := widget.NewSelect(lang.L("Tag"), words, func(i int) {
		want.Tag = ""
		if i > 0 {
			want.Tag = all[i-1]
		}
		f.s.look()
	})
	pick.Choose(1 + slices.Index(all, want.Tag))
	set(f.tags, pick)
}

// tagsOf are the tags of some cards, those of most of them first.
func tagsOf(cards []listing.Card) (tags []string) {
	count := map[string]int{}
	for _, c := range cards {
		for _, tag := range c.Tags {
			if count[tag]++; count[tag] == 1 {
				tags = append(tags, tag)
			}
		}
	}
	slices.SortStableFunc(tags, func(a, b string) int { return count[b] - count[a] })
	return tags[:min(maxTags, len(tags))]
}
