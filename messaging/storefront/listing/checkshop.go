package listing

import "net/url"

// Check reports the first thing that keeps a shop from being published, as an
// [Invalid].
func (s Shop) Check() error {
	var c checker
	c.peer("peer", s.Peer)
	c.must(!s.Updated.IsZero(), "updated", ErrMissing)
	c.time("updated", s.Updated)
	s.checkProfile(&c)
	s.checkPeople(&c)
	s.checkCollections(&c)
	s.checkShipping(&c)
	s.checkTaxes(&c)
	s.checkDiscounts(&c)
	s.checkPages(&c)
	return c.err
}

func (s Shop) checkProfile(c *checker) {
	c.line("name", s.Name, MaxName)
	c.word("tagline", s.Tagline, MaxTitle)
	c.text("about", s.About, MaxDescription)
	c.word("location", s.Location, MaxTitle)
	c.word("contact", s.Contact, MaxTitle)
	c.word("website", s.Website, MaxTitle)
	c.must(s.Website == "" || isWeb(s.Website), "website", ErrText)
	c.picture("logo", s.Logo)
	c.picture("banner", s.Banner)
	c.text("terms", s.Terms, MaxText)
	c.text("returns", s.Returns, MaxText)
	c.must(s.ReturnDays <= MaxDays, "returnDays", ErrRange)
	c.text("privacy", s.Privacy, MaxText)
	c.currency(s.Currency)
}

// isWeb keeps out addresses that would do something else than show a page.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

func (s Shop) checkPeople(c *checker) {
	c.count("payments", len(s.Payments), MaxPayments)
	for i, p := range s.Payments {
		c.line(at("payments", i)+".name", p.Name, MaxName)
		c.text(at("payments", i)+".text", p.Text, MaxText)
	}
	c.count("moderators", len(s.Moderators), MaxModerators)
	var ids []string
	for i, id := range s.Moderators {
		c.peer(at("moderators", i), id)
		c.must(id != s.Peer, at("moderators", i), ErrUnfit)
		ids = append(ids, string(id))
	}
	c.once("moderators", ids)
	c.count("away", len(s.Away), MaxAway)
	for i, a := range s.Away {
		c.time(at("away", i), a.From)
		c.time(at("away", i), a.Until)
		c.must(a.From.Before(a.Until), at("away", i), ErrRange)
		c.text(at("away", i)+".message", a.Message, MaxAlt)
	}
	c.must(s.Answers >= 0 && s.Answers <= MaxAnswers, "answers", ErrRange)
}

func (s Shop) checkCollections(c *checker) {
	var names []string
	for i, n := range s.Collections {
		names = append(names, n.Slug)
		c.line(at("collections", i)+".title", n.Title, MaxName)
		c.text(at("collections", i)+".about", n.About, MaxText)
	}
	c.slugs("collections", names, MaxCollections)
}

func (s Shop) checkTaxes(c *checker) {
	c.word("shippingTaxClass", s.ShippingTaxClass, MaxName)
	c.count("taxes", len(s.Taxes), MaxTaxes)
	for i, t := range s.Taxes {
		field := at("taxes", i)
		c.line(field+".name", t.Name, MaxName)
		c.word(field+".class", t.Class, MaxName)
		c.regions(field+".regions", t.Regions)
		c.must(t.PerMillion <= PerMillion, field+".rate", ErrRange)
	}
}

// A shop without listings has no pages; a page without listings is not there.
func (s Shop) checkPages(c *checker) {
	c.must(s.Listings <= MaxListings, "listings", ErrMany)
	c.must(len(s.Pages) == PagesFor(int(s.Listings)), "pages", ErrRange)
	for i, p := range s.Pages {
		c.must(p.Defined() && p.Prefix() == rawPrefix, at("pages", i), ErrUnknown)
	}
}

// PagesFor is how many pages an index of n listings has.
func PagesFor(n int) int { return (n + PerPage - 1) / PerPage }
