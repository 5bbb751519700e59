package listing

import (
	"slices"
	"strings"
)

// Check reports the first thing that keeps a listing from being published, as an
// [Invalid].
func (l Listing) Check() error {
	var c checker
	c.peer("shop", l.Shop)
	c.must(!l.Updated.IsZero(), "updated", ErrMissing)
	c.time("updated", l.Updated)
	c.slug("slug", l.Slug)
	l.checkWords(&c)
	l.checkKind(&c)
	l.checkOptions(&c)
	l.checkVariants(&c)
	return c.err
}

func (l Listing) checkWords(c *checker) {
	c.line("title", l.Title, MaxTitle)
	c.text("description", l.Description, MaxDescription)
	c.word("category", l.Category, MaxName)
	c.word("taxClass", l.TaxClass, MaxName)
	c.text("returns", l.Returns, MaxText)
	c.text("terms", l.Terms, MaxText)
	c.days("processing", l.Processing)
	c.count("tags", len(l.Tags), MaxTags)
	c.once("tags", l.Tags)
	for i, tag := range l.Tags {
		c.line(at("tags", i), tag, MaxName)
	}
	c.slugs("collections", l.Collections, MaxTags)
	c.count("photos", len(l.Photos), MaxPhotos)
	for i, p := range l.Photos {
		c.photo(at("photos", i), p)
	}
}

func (c *checker) slugs(field string, names []string, most int) {
	c.count(field, len(names), most)
	c.once(field, names)
	for i, name := range names {
		c.slug(at(field, i), name)
	}
}

func (l Listing) checkKind(c *checker) {
	c.must(l.Kind >= Physical && l.Kind <= Service, "kind", ErrRange)
	c.must(l.Condition <= Refurbished, "condition", ErrRange)
	c.must(l.Delivery <= ByFile, "delivery", ErrRange)
	c.must(l.Kind == Physical || l.Condition == 0, "condition", ErrUnfit)
	c.must(l.Kind == Digital || l.Delivery == ByHand, "delivery", ErrUnfit)
	c.must(l.Kind == Physical || len(l.Shipping) == 0, "shipping", ErrUnfit)
	c.must(l.Kind != Physical || len(l.Shipping) > 0, "shipping", ErrMissing)
	c.count("shipping", len(l.Shipping), MaxProfiles)
	c.once("shipping", l.Shipping)
	for i, name := range l.Shipping {
		c.line(at("shipping", i), name, MaxName)
	}
}

func (l Listing) checkOptions(c *checker) {
	c.currency(l.Currency)
	c.count("options", len(l.Options), MaxOptions)
	var names []string
	for i, o := range l.Options {
		field := at("options", i)
		names = append(names, o.Name)
		c.line(field+".name", o.Name, MaxName)
		c.must(len(o.Choices) > 0, field+".choices", ErrMissing)
		c.count(field+".choices", len(o.Choices), MaxChoices)
		c.once(field+".choices", o.Choices)
		for j, choice := range o.Choices {
			c.line(at(field+".choices", j), choice, MaxName)
		}
	}
	c.once("options", names)
}

func (l Listing) checkVariants(c *checker) {
	c.must(len(l.Variants) > 0, "variants", ErrMissing)
	c.count("variants", len(l.Variants), MaxVariants)
	var ids, choices []string
	for i, v := range l.Variants {
		l.checkVariant(c, at("variants", i), v)
		ids = append(ids, v.ID)
		choices = append(choices, strings.Join(v.Choices, "\n"))
	}
	c.once("variants", ids)
	c.once("variants", choices)
}

func (l Listing) checkVariant(c *checker, field string, v Variant) {
	if len(l.Options) == 0 {
		c.must(v.ID == "", field+".id", ErrUnknown)
	} else {
		c.slug(field+".id", v.ID)
	}
	c.must(len(v.Choices) == len(l.Options), field+".choices", ErrUnknown)
	for i, choice := range v.Choices {
		c.must(i < len(l.Options) && slices.Contains(l.Options[i].Choices, choice), field+".choices", ErrUnknown)
	}
	c.amount(field+".price", v.Price)
	c.word(field+".sku", v.SKU, MaxSKU)
}
