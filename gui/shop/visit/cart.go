package visit

import (
	"slices"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// cart is what is to be ordered of one shop.
type cart struct {
	v     *View
	lines []terms.CartLine
	ways  map[string]string // services, by the profile that they are of

	restored bool // what was left was looked for
}

// add puts pieces in, to those of the same variant.
func (c *cart) add(h listing.Hash, variant string, n uint32) {
	for i := range c.lines {
		if c.lines[i].Listing == h && c.lines[i].Variant == variant {
			c.lines[i].Quantity += n
			return
		}
	}
	c.lines = append(c.lines, terms.CartLine{Listing: h, Variant: variant, Quantity: n})
}

// change makes it more or less; none takes the line out.
func (c *cart) change(i, by int) {
	n := int(c.lines[i].Quantity) + by
	if n <= 0 {
		c.lines = slices.Delete(c.lines, i, i+1)
		return
	}
	c.lines[i].Quantity = uint32(n)
}

func (c *cart) pieces() (n uint32) {
	for _, l := range c.lines {
		n += l.Quantity
	}
	return n
}

// shipped tells whether anything is sent.
func (c *cart) shipped() bool {
	return slices.ContainsFunc(c.lines, func(l terms.CartLine) bool { return c.v.known[l.Listing].Kind == listing.Physical })
}

// quote computes what it costs where it goes.
func (c *cart) quote(region string, codes []string) (terms.Terms, error) {
	to := terms.Cart{Shop: c.v.front.Hash, Region: region, Codes: codes}
	for _, l := range c.lines {
		l.Profile, l.Service = c.way(c.v.known[l.Listing], region)
		to.Lines = append(to.Lines, l)
	}
	return terms.Quote(c.v.front.Shop, c.v.known, to, c.v.o.Now())
}

// way is how a listing is shipped: by the first of its profiles that goes there, with
// the service that was chosen of that.
func (c *cart) way(l listing.Listing, region string) (profile, service string) {
	for _, name := range l.Shipping {
		p, _ := c.v.front.Shop.Profile(name)
		services := p.To(region)
		if len(services) == 0 {
			continue
		}
		i := slices.IndexFunc(services, func(s listing.ShippingService) bool { return s.Name == c.ways[name] })
		return name, services[max(0, i)].Name
	}
	return "", ""
}

// profiles are those by which something in the cart is shipped to a region.
func (c *cart) profiles(region string) (names []string) {
	for _, l := range c.lines {
		if name, _ := c.way(c.v.known[l.Listing], region); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
