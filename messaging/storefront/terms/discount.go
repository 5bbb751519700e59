package terms

import (
	"fmt"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// discounts takes what applies, in the shop's order, and refuses codes that do not.
func (q *quote) discounts() error {
	left, err := q.t.before()
	if err != nil {
		return err
	}
	opened := make(map[string]bool)
	for _, d := range q.shop.Discounts {
		code := q.codeFor(d)
		if code == "" && !d.Code.None() || !q.applies(d) {
			continue
		}
		taken, err := q.off(d, code, left)
		if err != nil {
			return err
		}
		for _, x := range taken {
			if err := left.take(x); err != nil {
				return err
			}
		}
		opened[code] = opened[code] || len(taken) > 0
		q.t.Discounts = append(q.t.Discounts, taken...)
	}
	for _, text := range q.cart.Codes {
		if code := listing.NormalCode(text); !opened[code] {
			return fmt.Errorf("%w: %.40q", ErrCode, code)
		}
	}
	return nil
}

// codeFor is the buyer's code that opens a discount, "" if none does or none is needed.
func (q *quote) codeFor(d listing.Discount) string {
	for _, text := range q.cart.Codes {
		if d.Code.Opens(text) {
			return listing.NormalCode(text)
		}
	}
	return ""
}

func (q *quote) applies(d listing.Discount) bool {
	return d.Runs(q.t.At) && q.t.Items >= d.Minimum
}

// off is what a discount takes of what is left. One by a code is noted even where
// there is nothing to take, so that the cart can be had back from the terms.
func (q *quote) off(d listing.Discount, code string, left rest) (taken []Discount, err error) {
	x := Discount{Name: d.Name, Code: code}
	if d.Off == listing.FreeShipping {
		x.Shipping, x.Amount = true, left.shipping
		return keep(x), nil
	}
	lines, total, err := q.eligible(d, left)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	if d.ForAll() {
		x.Amount = part(d, total)
		return keep(x), nil
	}
	parts, err := money.Split(part(d, total), weights(left, lines))
	for i, p := range parts {
		x.Line, x.Amount = uint32(lines[i]+1), p
		taken = append(taken, keep(x)...)
	}
	return taken, err
}

// eligible are the lines that a discount is for, and what is left of them together.
func (q *quote) eligible(d listing.Discount, left rest) (lines []int, total money.Amount, err error) {
	for i, l := range q.sold {
		if d.For(l) {
			lines = append(lines, i)
		}
	}
	total, err = money.Add(weights(left, lines)...)
	return lines, total, err
}

func weights(left rest, lines []int) (all []money.Amount) {
	for _, i := range lines {
		all = append(all, left.lines[i])
	}
	return all
}

// part is what a discount takes of a total, and never more than all of it.
func part(d listing.Discount, total money.Amount) money.Amount {
	if d.Off == listing.Percent {
		return money.Share(total, uint64(d.PerMillion), listing.PerMillion)
	}
	return min(d.Amount, total)
}

// keep leaves out what takes nothing, unless the buyer gave a code for it.
func keep(x Discount) []Discount {
	if x.Amount == 0 && x.Code == "" {
		return nil
	}
	return []Discount{x}
}
