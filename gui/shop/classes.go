package shop

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// classes is the choice of a tax class, hidden while there is only the usual one.
type classes struct {
	object *fyne.Container
	what   string
	class  string // that is chosen
}

func newClasses(what string) *classes {
	c := &classes{what: what, object: widget.Col(5)}
	c.object.Hide()
	return c
}

// offer offers the classes of some rates. The chosen one stays, even if nothing is of it.
func (c *classes) offer(rates []listing.TaxRate) {
	all := []string{""}
	for _, class := range append(classesOf(rates), c.class) {
		if !slices.Contains(all, class) {
			all = append(all, class)
		}
	}
	words := []string{lang.L("As usual")}
	for _, class := range all[1:] {
		words = append(words, widget.Clean(class))
	}
	pick := widget.NewSelect(c.what, words, func(i int) { c.class = all[i] })
	pick.Choose(slices.Index(all, c.class))
	c.object.Objects = []fyne.CanvasObject{widget.Flow(c.what, 12.5, widget.Foreground).Bold(), widget.Left(pick)}
	if len(rates) > 0 && !slices.Contains(classesOf(rates), c.class) {
		c.object.Add(widget.Flow(lang.L("No tax line is on this class: nothing is taxed."), 12, widget.Warn))
	}
	show(c.object, len(all) > 1)
}

// classesOf are those of some rates, each once.
func classesOf(rates []listing.TaxRate) (all []string) {
	for _, r := range rates {
		if !slices.Contains(all, r.Class) {
			all = append(all, r.Class)
		}
	}
	return all
}
