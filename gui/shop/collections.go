package shop

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// collections are the shelves of the shop.
type collections struct {
	several
	s    *settings
	rows []*collection
}

type collection struct {
	slug         string // "": it is new
	title, about *widget.Field
}

func newCollections(s *settings) *collections {
	c := &collections{s: s}
	c.several = newSeveral(c.s, lang.L("Add a collection"), func() { c.add(listing.Collection{}) })
	return c
}

func (c *collections) fill(all []listing.Collection) {
	for _, one := range all {
		c.add(one)
	}
}

func (c *collections) add(was listing.Collection) {
	r := &collection{was.Slug, widget.NewField(lang.L("For the kitchen"), "", 36, nil), widget.NewField(lang.L("A sentence about it, if you like"), "", 36, nil)}
	r.title.SetText(was.Title)
	r.about.SetText(was.About)
	c.rows = append(c.rows, r)
	place := c.s.form.Hold(fmt.Sprintf("collections[%d]", len(c.rows)-1), r.title)
	c.put(c.s, lang.L("Remove the collection"), widget.Col(6, r.title, r.about, place), func() {
		c.rows = slices.DeleteFunc(c.rows, func(x *collection) bool { return x == r })
	})
}

// compose gives a new one a slug of its title; the slug stays when the title changes, since
// listings name it.
func (c *collections) compose() (all []listing.Collection) {
	taken := func(slug string) bool {
		return slices.ContainsFunc(all, func(o listing.Collection) bool { return o.Slug == slug }) ||
			slices.ContainsFunc(c.rows, func(r *collection) bool { return r.slug == slug })
	}
	for _, r := range c.rows {
		one := listing.Collection{Slug: r.slug, Title: strings.TrimSpace(r.title.Text()), About: strings.TrimSpace(r.about.Text())}
		for n := 1; one.Slug == "" || n > 1 && taken(one.Slug); n++ {
			one.Slug = listing.Numbered(listing.SlugOf(one.Title), n)
			if !taken(one.Slug) {
				break
			}
		}
		all = append(all, one)
	}
	return all
}

// shelves are switches for the collections that a listing is in.
type shelves struct {
	all      []listing.Collection
	switches []*widget.Switch
	others   []string // that the shop does not have, and that stay
}

func newShelves(all []listing.Collection) (*shelves, fyne.CanvasObject) {
	s, col := &shelves{all: all}, widget.Col(6)
	for _, c := range all {
		one := widget.NewSwitch(widget.Clean(c.Title), func(bool) {})
		s.switches = append(s.switches, one)
		col.Add(widget.Row(8, widget.Grow(widget.Wide(widget.Label(widget.Clean(c.Title), 13.5).Cut())), one))
	}
	return s, col
}

func (s *shelves) fill(in []string) {
	s.others = nil
	for _, slug := range in {
		i := slices.IndexFunc(s.all, func(c listing.Collection) bool { return c.Slug == slug })
		if i < 0 {
			s.others = append(s.others, slug)
			continue
		}
		s.switches[i].Set(true)
	}
}

func (s *shelves) chosen() (in []string) {
	for i, one := range s.switches {
		if one.On() {
			in = append(in, s.all[i].Slug)
		}
	}
	return append(in, s.others...)
}
