package visit

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// first is the variant that is chosen first: one that there is.
func (i *item) first() listing.Variant {
	for _, v := range i.l.Variants {
		if !v.SoldOut {
			return v
		}
	}
	return i.l.Variants[0]
}

func (i *item) count(by int) {
	i.n = uint32(max(1, min(99, int(i.n)+by)))
	i.many.Set(strconv.Itoa(int(i.n)))
}

// chosen is the variant of the choices, if there is one.
func (i *item) chosen() (listing.Variant, bool) {
	var choices []string
	for n, p := range i.picks {
		choices = append(choices, i.l.Options[n].Choices[max(0, p.Chosen())])
	}
	for _, v := range i.l.Variants {
		if slices.Equal(v.Choices, choices) {
			return v, true
		}
	}
	return listing.Variant{}, false
}

// chose shows what the choice costs, and whether it can be had.
func (i *item) chose() {
	v, there := i.chosen()
	word, tone := lang.L("In stock"), widget.Fine
	i.cost.Set("–")
	if there {
		i.cost.Set(price.Of(i.l.Currency, v.Price))
	}
	i.add.Enable()
	switch {
	case !there:
		word, tone = lang.L("Not made"), widget.Neutral
		i.add.Disable()
	case v.SoldOut:
		word, tone = lang.L("Sold out"), widget.Broken
		i.add.Disable()
	case i.l.Kind != listing.Physical:
		word = lang.L("Available")
	}
	if i.v.o.Own {
		i.add.Disable()
	}
	set(i.stock, widget.Pill(word, "", tone))
	if i.object != nil {
		i.object.Refresh()
	}
}

func (i *item) put() {
	v, _ := i.chosen()
	i.v.cart.add(i.hash, v.ID, i.n)
	i.v.cart.keep()
	i.v.o.Notice(lang.L("{{.Title}} is in the cart", words{"Title": widget.Clean(i.l.Title)}))
	i.v.toShelfWith()
}

// toShelfWith shows the front with what is in the cart.
func (v *View) toShelfWith() {
	cards, pages, next := v.shelf.cards, v.shelf.pages, v.shelf.next
	v.shelf = newShelf(v)
	v.shelf.cards, v.shelf.pages, v.shelf.next = cards, pages, next
	v.toShelf()
	v.shelf.look()
}
