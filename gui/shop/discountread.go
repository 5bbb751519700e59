package shop

import (
	"fmt"
	"strings"
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// compose reads them, with the texts of codes that are new.
func (d *discounts) compose(c money.Currency) (all []listing.Discount, codes map[string]string, err error) {
	codes = map[string]string{}
	for i, r := range d.rows {
		one, err := r.read(c, d.zone())
		if code := listing.NormalCode(r.code.Text()); err == nil && code != r.knew {
			codes[one.Name], one.Code = code, listing.Code{}
			if code != "" {
				one.Code, err = listing.NewCode(code)
			}
		}
		if err != nil {
			return nil, nil, &listing.Invalid{Field: fmt.Sprintf("discounts[%d]", i), Why: err}
		}
		all = append(all, one)
	}
	return all, codes, nil
}

func (r *discount) read(c money.Currency, zone *time.Location) (one listing.Discount, err error) {
	one = r.was
	one.Name, one.Off, one.PerMillion, one.Amount = strings.TrimSpace(r.name.Text()), offs[max(0, r.off.Chosen())], 0, 0
	one.Until = time.Time{}
	if text := strings.TrimSpace(r.until.Text()); text != "" {
		if one.Until, err = time.ParseInLocation(time.DateOnly, text, zone); err != nil {
			return one, listing.ErrRange
		}
		one.Until = one.Until.AddDate(0, 0, 1)
	}
	if err = r.more.read(&one, c, zone); err != nil {
		return one, err
	}
	switch one.Off {
	case listing.Percent:
		one.PerMillion, err = perMillion(r.much.Text())
	case listing.Fixed:
		one.Amount, err = readPrice(c, r.much.Text())
	}
	return one, err
}
