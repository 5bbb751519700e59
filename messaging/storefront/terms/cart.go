package terms

// Cart is what a buyer chose: enough to compute terms from.
type Cart struct {
	Shop   Hash // the version of the shop
	Lines  []CartLine
	Region string   // such as "DE" or "US-CA"
	Codes  []string // of discounts
}

// CartLine is some pieces of one variant.
type CartLine struct {
	Listing          Hash
	Variant          string
	Quantity         uint32
	Profile, Service string // how to ship it, where it is shipped
}

// Cart is what the terms were computed from, so that the merchant can compute them
// again.
func (t Terms) Cart() Cart {
	c := Cart{Shop: t.Shop, Region: t.Region}
	for _, l := range t.Lines {
		c.Lines = append(c.Lines, CartLine{l.Listing, l.Variant, l.Quantity, l.Profile, l.Service})
	}
	seen := map[string]bool{"": true}
	for _, d := range t.Discounts {
		if !seen[d.Code] {
			seen[d.Code] = true
			c.Codes = append(c.Codes, d.Code)
		}
	}
	return c
}
