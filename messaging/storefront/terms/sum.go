package terms

import (
	"reflect"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// Equal reports whether two are the same, to the unit and to the letter.
func (t Terms) Equal(other Terms) bool {
	if !t.At.Equal(other.At) {
		return false
	}
	t.At = other.At
	return reflect.DeepEqual(t, other)
}

// rest is what is left to pay of lines and shipping while discounts are taken.
type rest struct {
	lines    []money.Amount
	shipping money.Amount
}

// sum computes all that follows from lines, parcels, discounts and rates: bases and
// amounts of the taxes, and the totals.
func (t *Terms) sum() error {
	r, err := t.before()
	if err != nil {
		return err
	}
	t.DiscountTotal = 0
	for _, d := range t.Discounts {
		if err := r.take(d); err != nil {
			return err
		}
		if t.DiscountTotal, err = money.Add(t.DiscountTotal, d.Amount); err != nil {
			return err
		}
	}
	added, err := t.tax(r)
	if err != nil {
		return err
	}
	left, err := money.Add(r.lines...)
	if err != nil {
		return err
	}
	t.Total, err = money.Add(left, r.shipping, added)
	return err
}

// before is what is to be paid before discounts; it sets Items and ShippingTotal.
func (t *Terms) before() (r rest, err error) {
	for _, l := range t.Lines {
		total, err := l.Total()
		if err != nil {
			return rest{}, err
		}
		r.lines = append(r.lines, total)
	}
	if t.Items, err = money.Add(r.lines...); err != nil {
		return rest{}, err
	}
	for _, s := range t.Shipping {
		if r.shipping, err = money.Add(r.shipping, s.Price); err != nil {
			return rest{}, err
		}
	}
	t.ShippingTotal = r.shipping
	return r, nil
}

// take takes a discount off, which is an error where there is not so much.
func (r *rest) take(d Discount) (err error) {
	switch {
	case d.Shipping:
		r.shipping, err = money.Sub(r.shipping, d.Amount)
		return err
	case d.Line > 0:
		r.lines[d.Line-1], err = money.Sub(r.lines[d.Line-1], d.Amount)
		return err
	}
	left, err := money.Add(r.lines...)
	if err != nil {
		return err
	}
	if _, err := money.Sub(left, d.Amount); err != nil {
		return err
	}
	parts, err := money.Split(d.Amount, r.lines)
	for i := range parts {
		r.lines[i] -= parts[i]
	}
	return err
}

// tax computes the taxes, and gives the sum of those that come on top.
func (t *Terms) tax(r rest) (added money.Amount, err error) {
	bases, err := t.bases(r)
	if err != nil {
		return 0, err
	}
	within := make(map[string]uint64) // rates that are in the prices, by class
	for _, x := range t.Taxes {
		if x.Included {
			within[x.Class] += uint64(x.PerMillion)
		}
	}
	t.TaxTotal = 0
	for i := range t.Taxes {
		x := &t.Taxes[i]
		x.Base, x.Amount = bases[x.Class], 0
		if x.Included {
			x.Amount = money.Share(x.Base, uint64(x.PerMillion), listing.PerMillion+within[x.Class])
		} else {
			x.Amount = money.Share(x.Base, uint64(x.PerMillion), listing.PerMillion)
			if added, err = money.Add(added, x.Amount); err != nil {
				return 0, err
			}
		}
		if t.TaxTotal, err = money.Add(t.TaxTotal, x.Amount); err != nil {
			return 0, err
		}
	}
	return added, nil
}

// bases is what there is of each class of goods, shipping among them.
func (t *Terms) bases(r rest) (map[string]money.Amount, error) {
	bases := map[string]money.Amount{t.ShippingTaxClass: r.shipping}
	for i, l := range t.Lines {
		sum, err := money.Add(bases[l.TaxClass], r.lines[i])
		if err != nil {
			return nil, err
		}
		bases[l.TaxClass] = sum
	}
	return bases, nil
}
