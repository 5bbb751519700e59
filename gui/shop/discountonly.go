package shop

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// only is what a discount is for: collections and listings, or without any, all.
type only struct {
	several
	s       *settings
	shelves *shelves
	slugs   []string
	object  *fyne.Container
}

func newOnly(s *settings, was listing.Discount) *only {
	o := &only{s: s}
	o.several = newSeveral(o.s, lang.L("Add a listing"), o.ask)
	var switches fyne.CanvasObject
	o.shelves, switches = newShelves(s.was.Collections)
	o.shelves.fill(was.Collections)
	o.object = widget.Col(6, switches, o.several.object)
	for _, slug := range was.Listings {
		o.put(slug)
	}
	return o
}

// put adds a listing.
func (o *only) put(slug string) {
	o.slugs = append(o.slugs, slug)
	name := o.title(slug)
	o.several.put(o.s, lang.L("Remove {{.Name}}", words{"Name": name}), widget.Pad(6, 0, widget.Wide(widget.Label(name, 13).Cut())), func() {
		o.slugs = slices.DeleteFunc(o.slugs, func(x string) bool { return x == slug })
	})
}

// title is what a listing is called; one that is gone has its slug left.
func (o *only) title(slug string) string {
	if it, there := o.s.p.last.item(slug); there {
		return titleOf(it)
	}
	return slug
}

// names are those of what is chosen, in short.
func (o *only) names() (all []string) {
	for _, c := range o.shelves.all {
		if slices.Contains(o.shelves.chosen(), c.Slug) {
			all = append(all, widget.Clean(c.Title))
		}
	}
	if n := len(o.slugs); n > 2 {
		return append(all, lang.N("{{.N}} listings", n, words{"N": n}))
	}
	for _, slug := range o.slugs {
		all = append(all, o.title(slug))
	}
	return all
}

func (o *only) ask() {
	o.s.p.find(finder{title: lang.L("Which listings?"), hint: lang.L("Search"), none: lang.L("Nothing here is like that."), fits: o.fits, again: true})
}

// fits are the listings that a search finds and that are not there yet.
func (o *only) fits(search string) (all []finding) {
	for _, it := range o.s.p.last.items {
		if len(o.slugs) < listing.PerPage && found(it, search) && !slices.Contains(o.slugs, it.Slug) {
			all = append(all, o.finding(it))
		}
	}
	return all
}

func (o *only) finding(it storefront.Item) finding {
	frame := pictures.NewFrame(8)
	if len(it.Photos) > 0 {
		frame.Set(o.s.p.pictures.Of(pictures.Key{Picture: it.Photos[0].Medium}), false)
	}
	return finding{name: titleOf(it), below: strings.Join(it.Tags, ", "), face: widget.Fixed(44, 44*pictures.CardHigh, frame.Object), take: func() { o.put(it.Slug) }}
}
