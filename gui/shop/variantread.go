package shop

import (
	"fmt"
	"strings"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// compose reads the rows that are on offer.
func (v *variants) compose() (options []listing.Option, all []listing.Variant, err error) {
	options = v.named()
	for i, r := range v.rows {
		if len(options) > 0 && !r.on.On() {
			continue
		}
		one := r.variant
		one.SKU, one.Counted = strings.TrimSpace(r.sku.Text()), strings.TrimSpace(r.pieces.Text()) != ""
		if one.Price, err = readPrice(v.e.it.Currency, r.price.Text()); err != nil {
			return options, all, &listing.Invalid{Field: fmt.Sprintf("variants[%d].price", i), Why: err}
		}
		all = append(all, one)
	}
	listing.NameVariants(all, v.e.it.Variants)
	return options, all, nil
}

// readPrice reads a price; none is missing, as it could mean that it costs nothing.
func readPrice(c money.Currency, s string) (money.Amount, error) {
	if strings.TrimSpace(s) == "" {
		return 0, listing.ErrMissing
	}
	return amountOf(c, s)
}
