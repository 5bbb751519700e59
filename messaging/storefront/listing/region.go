package listing

import (
	"regexp"
	"slices"
)

// Everywhere stands for all regions that nobody names.
const Everywhere = "*"

var (
	countries = regexp.MustCompile(`^[A-Z]{2}$`)
	regions   = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`)
)

// IsRegion reports whether r is written like a country or a part of one.
func IsRegion(r string) bool { return regions.MatchString(r) }

func isCountry(r string) bool { return countries.MatchString(r) }

// closeness is how closely a list of regions names one: 3 by itself, 2 by its country,
// 1 as everywhere, 0 not at all.
func closeness(list []string, r string) int {
	switch {
	case slices.Contains(list, r):
		return 3
	case len(r) > 2 && slices.Contains(list, r[:2]):
		return 2
	case slices.Contains(list, Everywhere):
		return 1
	}
	return 0
}

// Profile finds a shipping profile by its name.
func (s Shop) Profile(name string) (p Profile, found bool) {
	for _, p := range s.Shipping {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// To is the services of a profile to a region; none: it is not shipped there.
func (p Profile) To(region string) (services []ShippingService) {
	best := 0
	for _, z := range p.Zones {
		if n := closeness(z.Regions, region); n > best {
			best, services = n, z.Services
		}
	}
	return services
}

// TaxesOn is the rates on goods of a class that go to a region, in the shop's order.
func (s Shop) TaxesOn(class, region string) (rates []TaxRate) {
	best := make(map[string]int) // by name: its place in rates
	for _, t := range s.Taxes {
		n := closeness(t.Regions, region)
		if t.Class != class || n == 0 {
			continue
		}
		i, known := best[t.Name]
		switch {
		case !known:
			best[t.Name] = len(rates)
			rates = append(rates, t)
		case n > closeness(rates[i].Regions, region):
			rates[i] = t
		}
	}
	return rates
}
