package listing

import (
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
)

// Page is a page of a shop's index.
type Page struct {
	Shop  peer.ID
	Cards []Card
}

// Card is a listing as it stands in the index.
type Card struct {
	Slug        string
	Title       string
	Kind        Kind
	Lowest      money.Amount // price of its variants
	Highest     money.Amount
	Thumb       Picture // the zero value where there is none
	Tags        []string
	Category    string
	Collections []string
	SoldOut     bool // all variants are
	Hash        Hash // of the signed listing
}

// CardOf is the card of a listing's version.
func CardOf(l Listing, h Hash) Card {
	c := Card{
		Slug: l.Slug, Title: l.Title, Kind: l.Kind, Tags: l.Tags, Category: l.Category, Collections: l.Collections,
		Lowest: l.Variants[0].Price, SoldOut: true, Hash: h,
	}
	for _, v := range l.Variants {
		c.Lowest, c.Highest = min(c.Lowest, v.Price), max(c.Highest, v.Price)
		c.SoldOut = c.SoldOut && v.SoldOut
	}
	if len(l.Photos) > 0 {
		c.Thumb = l.Photos[0].Small
	}
	return c
}

// Check reports the first thing that is wrong with a page, as an [Invalid].
func (p Page) Check() error {
	var c checker
	c.peer("shop", p.Shop)
	c.must(len(p.Cards) > 0, "cards", ErrMissing)
	c.count("cards", len(p.Cards), PerPage)
	var slugs []string
	for i, card := range p.Cards {
		slugs = append(slugs, card.Slug)
		card.check(&c, at("cards", i))
	}
	c.once("cards", slugs)
	return c.err
}

func (d Card) check(c *checker, field string) {
	c.slug(field+".slug", d.Slug)
	c.line(field+".title", d.Title, MaxTitle)
	c.must(d.Kind >= Physical && d.Kind <= Service, field+".kind", ErrRange)
	c.amount(field+".lowest", d.Lowest)
	c.amount(field+".highest", d.Highest)
	c.must(d.Lowest <= d.Highest, field+".highest", ErrRange)
	c.must(d.Thumb == (Picture{}) || d.Thumb.valid(), field+".thumb", ErrPicture)
	c.must(d.Hash != Hash{}, field+".hash", ErrMissing)
	c.word(field+".category", d.Category, MaxName)
	c.count(field+".tags", len(d.Tags), MaxTags)
	c.once(field+".tags", d.Tags)
	for i, tag := range d.Tags {
		c.line(at(field+".tags", i), tag, MaxName)
	}
	c.slugs(field+".collections", d.Collections, MaxTags)
}

// EncodePage gives a page's bytes and their hash, under which a shop names it.
func EncodePage(p Page) (b []byte, h Hash, err error) {
	if err := p.Check(); err != nil {
		return nil, h, err
	}
	if b, err = p.toWire(); err != nil {
		return nil, h, err
	}
	if err := fit(len(b), MaxPage); err != nil {
		return nil, h, err
	}
	return b, HashOf(b), nil
}

// OpenPage reads a page whose hash the caller has checked.
func OpenPage(b []byte) (Page, error) {
	if err := fit(len(b), MaxPage); err != nil {
		return Page{}, err
	}
	return pageFromWire(b)
}
