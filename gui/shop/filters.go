package shop

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront"
)

// The filters, in their order.
const (
	all = iota
	visible
	lowStock
	hidden
	drafts
)

// filters are chips with counts of which one is chosen.
type filters struct {
	object *fyne.Container
	chips  []*filter
	chosen int
	on     func()
}

// filter is one of them.
type filter struct {
	face  *widget.Box
	text  *widget.Text
	count *widget.Text
}

func newFilters(on func()) *filters {
	f := &filters{object: widget.Several(8), on: on}
	for i, name := range []string{lang.L("All"), lang.L("Visible"), lang.L("Low stock"), lang.L("Hidden"), lang.L("Drafts")} {
		one := &filter{face: widget.NewBox(widget.Look{}), text: widget.NewText(name, 12, true, widget.Foreground), count: widget.NewText("0", 12, false, widget.Muted)}
		face := container.NewStack(one.face, widget.Fixed(0, 28, widget.Pad(0, 12, widget.Row(6, one.text, one.count))))
		f.chips = append(f.chips, one)
		f.object.Add(widget.NewTap(name, 14, face, func() { f.choose(i) }))
	}
	f.paint()
	return f
}

func (f *filters) choose(i int) {
	f.chosen = i
	f.paint()
	f.on()
}

func (f *filters) paint() {
	for i, c := range f.chips {
		look, ink, pale := widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 14}, widget.Foreground, widget.Muted
		if i == f.chosen {
			look, ink, pale = widget.Look{Fill: widget.BubbleOut, Radius: 14}, widget.OnOut, widget.OnOutMuted
		}
		c.face.Set(look)
		c.text.SetIn(c.text.AccessibilityLabel(), ink)
		c.count.SetIn(c.count.AccessibilityLabel(), pale)
	}
}

// count says how many listings each has.
func (f *filters) count(items []storefront.Item) {
	for i, c := range f.chips {
		n := 0
		for _, it := range items {
			if fits(i, it) {
				n++
			}
		}
		c.count.Set(strconv.Itoa(n))
	}
	f.object.Refresh()
}

func (f *filters) fits(it storefront.Item) bool { return fits(f.chosen, it) }

func fits(filter int, it storefront.Item) bool {
	switch filter {
	case visible:
		return it.State == storefront.OnSale
	case lowStock:
		return it.State == storefront.OnSale && fewOf(it) > 0
	case hidden:
		return it.State == storefront.Hidden
	case drafts:
		return it.State == storefront.Draft
	}
	return true
}

// pieces is how many there are of all variants, if all are counted.
func pieces(it storefront.Item) (n uint32, counted bool) {
	for _, v := range it.Variants {
		if !v.Counted {
			return 0, false
		}
	}
	for _, p := range it.Pieces {
		n += p.Free
	}
	return n, len(it.Variants) > 0
}

// fewOf is of how many variants there are few pieces.
func fewOf(it storefront.Item) (n int) {
	for _, p := range it.Pieces {
		if p.Low() {
			n++
		}
	}
	return n
}

// found tells whether all words of a search are in a listing.
func found(it storefront.Item, search string) bool {
	text := strings.ToLower(strings.Join(append([]string{it.Title, it.Category, it.Slug}, it.Tags...), " "))
	for _, v := range it.Variants {
		text += " " + strings.ToLower(v.SKU)
	}
	for _, w := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
