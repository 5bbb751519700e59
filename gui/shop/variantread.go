package shop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"restante/gui/shop/form"
	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// free is how many pieces there are of a variant.
func free(all []storefront.Pieces, id string) uint32 {
	for _, p := range all {
		if p.Variant == id {
			return p.Free
		}
	}
	return 0
}

// compose reads the rows that are on offer.
func (v *variants) compose() (options []listing.Option, all []listing.Variant, err error) {
	options = v.named()
	for i, r := range v.rows {
		if len(options) > 0 && !r.on.On() {
			continue
		}
		one := r.variant
		if one.ID == "" && len(options) > 0 {
			one.ID = listing.SlugOf(strings.Join(one.Choices, " "))
		}
		one.SKU, one.Counted = strings.TrimSpace(r.sku.Text()), strings.TrimSpace(r.pieces.Text()) != ""
		if one.Price, err = readPrice(v.e.it.Currency, r.price.Text()); err != nil {
			return options, all, &listing.Invalid{Field: fmt.Sprintf("variants[%d].price", i), Why: err}
		}
		all = append(all, one)
	}
	return options, all, nil
}

// readPrice reads a price; none is missing, as it could mean that it costs nothing.
func readPrice(c money.Currency, s string) (money.Amount, error) {
	if strings.TrimSpace(s) == "" {
		return 0, listing.ErrMissing
	}
	return amountOf(c, s)
}

// counts are how many pieces there are to be of what is counted.
func (v *variants) counts(all []listing.Variant) (counts []storefront.Pieces, err error) {
	for _, one := range all {
		i := slices.IndexFunc(v.rows, func(r *variantRow) bool { return slices.Equal(r.variant.Choices, one.Choices) })
		if !one.Counted || i < 0 {
			continue
		}
		n, bad := strconv.ParseUint(strings.TrimSpace(v.rows[i].pieces.Text()), 10, 32)
		if bad != nil || n > storefront.MaxPieces {
			return nil, &listing.Invalid{Field: fmt.Sprintf("variants[%d].pieces", i), Why: form.ErrAmount}
		}
		counts = append(counts, storefront.Pieces{Variant: one.ID, Free: uint32(n)})
	}
	return counts, nil
}

// countsChanged tells whether other numbers of pieces were typed.
func (v *variants) countsChanged() bool {
	_, all, err := v.compose()
	counts, bad := v.counts(all)
	if err != nil || bad != nil {
		return true
	}
	if v.few.changed() {
		return true
	}
	for _, c := range counts {
		if free(v.opened, c.Variant) != c.Free {
			return true
		}
	}
	return false
}
