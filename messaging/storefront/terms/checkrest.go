package terms

import "restante/messaging/storefront/listing"

// parcel is what is shipped together.
type parcel struct{ profile, service string }

// checkShipping wants one parcel for each way in which lines are shipped, in the
// order of the lines.
func (t Terms) checkShipping() error {
	parcels := t.parcels()
	if len(parcels) != len(t.Shipping) {
		return refused("%d parcels, %d of them have goods", len(t.Shipping), len(parcels))
	}
	if len(parcels) > 0 && t.Region == "" {
		return refused("shipped to nowhere")
	}
	for i, s := range t.Shipping {
		switch {
		case parcels[i] != parcel{s.Profile, s.Service}:
			return refused("no goods for parcel %d", i+1)
		case !isName(s.Profile) || !isName(s.Service):
			return refused("the name of parcel %d cannot be shown", i+1)
		case s.Estimate.Min > s.Estimate.Max || s.Estimate.Max > listing.MaxDays:
			return refused("parcel %d takes %d to %d days", i+1, s.Estimate.Min, s.Estimate.Max)
		}
	}
	return nil
}

// parcels are the ways in which lines are shipped, in their order.
func (t Terms) parcels() (list []parcel) {
	seen := map[parcel]bool{{}: true}
	for _, l := range t.Lines {
		p := parcel{l.Profile, l.Service}
		if !seen[p] {
			seen[p] = true
			list = append(list, p)
		}
	}
	return list
}

func (t Terms) checkDiscounts() error {
	if len(t.Discounts) > MaxDiscounts || len(t.Cart().Codes) > MaxCodes {
		return refused("%d discounts by %d codes", len(t.Discounts), len(t.Cart().Codes))
	}
	for i, d := range t.Discounts {
		switch {
		case !isName(d.Name):
			return refused("the name of discount %d cannot be shown", i+1)
		case d.Code != "" && (!listing.IsLine(d.Code, listing.MaxCode) || d.Code != listing.NormalCode(d.Code)):
			return refused("the code of discount %d is none", i+1)
		case int(d.Line) > len(t.Lines) || d.Shipping && d.Line != 0:
			return refused("discount %d is taken off line %d", i+1, d.Line)
		}
	}
	return nil
}

func (t Terms) checkTaxes() error {
	if len(t.Taxes) > MaxTaxes {
		return refused("%d taxes", len(t.Taxes))
	}
	type key struct{ name, class string }
	seen := make(map[key]bool)
	for i, x := range t.Taxes {
		k := key{x.Name, x.Class}
		switch {
		case !isName(x.Name) || x.Class != "" && !isName(x.Class):
			return refused("the name of tax %d cannot be shown", i+1)
		case seen[k]:
			return refused("tax %d is there twice", i+1)
		case x.PerMillion > listing.PerMillion:
			return refused("tax %d is more than all", i+1)
		}
		seen[k] = true
	}
	return nil
}
