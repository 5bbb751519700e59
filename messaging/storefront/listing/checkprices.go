package listing

func (s Shop) checkShipping(c *checker) {
	c.count("shipping", len(s.Shipping), MaxProfiles)
	var names []string
	for i, p := range s.Shipping {
		field := at("shipping", i)
		names = append(names, p.Name)
		c.line(field+".name", p.Name, MaxName)
		c.must(p.From == "" || isCountry(p.From), field+".from", ErrRegion)
		c.must(len(p.Zones) > 0, field+".zones", ErrMissing)
		c.count(field+".zones", len(p.Zones), MaxZones)
		p.checkZones(c, field)
	}
	c.once("shipping", names)
}

// checkZones also checks that no region is in two zones of a profile.
func (p Profile) checkZones(c *checker, field string) {
	var regions []string
	for i, z := range p.Zones {
		zone := at(field+".zones", i)
		c.word(zone+".name", z.Name, MaxName)
		c.regions(zone+".regions", z.Regions)
		regions = append(regions, z.Regions...)
		c.must(len(z.Services) > 0, zone+".services", ErrMissing)
		c.count(zone+".services", len(z.Services), MaxServices)
		z.checkServices(c, zone)
	}
	c.once(field+".regions", regions)
}

func (z Zone) checkServices(c *checker, zone string) {
	var names []string
	for i, s := range z.Services {
		field := at(zone+".services", i)
		names = append(names, s.Name)
		c.line(field+".name", s.Name, MaxName)
		c.amount(field+".price", s.Price)
		c.amount(field+".extra", s.Extra)
		c.days(field+".days", s.Days)
	}
	c.once(zone+".services", names)
}

func (c *checker) regions(field string, regions []string) {
	c.must(len(regions) > 0, field, ErrMissing)
	c.count(field, len(regions), MaxRegions)
	c.once(field, regions)
	for i, r := range regions {
		c.must(r == Everywhere || IsRegion(r), at(field, i), ErrRegion)
	}
}

func (s Shop) checkDiscounts(c *checker) {
	c.count("discounts", len(s.Discounts), MaxDiscounts)
	var names []string
	for i, d := range s.Discounts {
		names = append(names, d.Name)
		d.check(c, at("discounts", i))
	}
	c.once("discounts", names)
}

func (d Discount) check(c *checker, field string) {
	c.line(field+".name", d.Name, MaxName)
	c.must(d.Off >= Percent && d.Off <= FreeShipping, field+".off", ErrRange)
	c.must(d.Off == Percent || d.PerMillion == 0, field+".rate", ErrUnfit)
	c.must(d.Off != Percent || d.PerMillion > 0 && d.PerMillion <= PerMillion, field+".rate", ErrRange)
	c.must(d.Off == Fixed || d.Amount == 0, field+".amount", ErrUnfit)
	c.must(d.Off != Fixed || d.Amount > 0, field+".amount", ErrMissing)
	c.amount(field+".amount", d.Amount)
	c.amount(field+".minimum", d.Minimum)
	c.slugs(field+".collections", d.Collections, MaxCollections)
	c.slugs(field+".listings", d.Listings, PerPage)
	c.must(d.Off != FreeShipping || d.ForAll(), field+".listings", ErrUnfit)
	c.time(field+".from", d.From)
	c.time(field+".until", d.Until)
	c.must(d.From.IsZero() || d.Until.IsZero() || d.From.Before(d.Until), field+".until", ErrRange)
}
