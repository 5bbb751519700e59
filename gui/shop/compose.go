package shop

import (
	"cmp"
	"strconv"
	"strings"

	"restante/gui/shop/form"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// compose makes a listing of the fields; what cannot be read is an Invalid of the
// field, as the core's are.
func (e *editor) compose() (l listing.Listing, err error) {
	l = e.it.Listing
	l.Kind = kinds[e.kind.Chosen()]
	l.Title, l.Description = strings.TrimSpace(e.title.Text()), strings.TrimSpace(e.description.Text())
	l.Category, l.Tags = strings.TrimSpace(e.category.Text()), commas(e.tags.Text())
	l.Returns, l.Terms = strings.TrimSpace(e.returns.Text()), strings.TrimSpace(e.terms.Text())
	l.Photos, l.Collections = e.photos.all(), e.shelves.chosen()
	l.TaxClass = e.taxed.class
	l.Condition, l.Delivery, l.Shipping = 0, 0, nil
	switch l.Kind {
	case listing.Physical:
		l.Condition = listing.Condition(max(0, e.condition.Chosen()))
		l.Shipping = e.shippings()
	case listing.Digital:
		l.Delivery = listing.Delivery(max(0, e.delivery.Chosen()))
	}
	var days, variants error
	l.Processing, days = readDays("processing", e.from, e.until)
	l.Options, l.Variants, variants = e.variants.compose()
	return l, cmp.Or(days, variants)
}

func (e *editor) shippings() (names []string) {
	for i, p := range e.p.last.shop.Shipping {
		if e.ships[i].On() {
			names = append(names, p.Name)
		}
	}
	return names
}

// readDays reads a time from one number to another; two empty fields say nothing.
func readDays(name string, from, until *widget.Field) (d listing.Days, err error) {
	for _, one := range []struct {
		f  *widget.Field
		to *uint16
	}{{from, &d.Min}, {until, &d.Max}} {
		text := strings.TrimSpace(one.f.Text())
		if text == "" {
			continue
		}
		n, bad := strconv.ParseUint(text, 10, 16)
		if bad != nil {
			return d, &listing.Invalid{Field: name, Why: form.ErrAmount}
		}
		*one.to = uint16(n)
	}
	d.Max = max(d.Max, d.Min)
	return d, nil
}
