package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// pageReply is a page of a shop.
type pageReply struct {
	PeerID   string       `json:"peerId"`
	Page     int          `json:"page" about:"from 0"`
	Pages    int          `json:"pages"`
	Count    int          `json:"count" about:"listings on all pages"`
	Currency currencyForm `json:"currency"`
	Listings []cardForm   `json:"listings"`
}

var visitParams = []param{{name: "usecache", in: "query", about: "true: as it was last seen, without a look at the network"}}

var pageParams = []param{
	{name: "page", in: "query", integer: true, about: "from 0; a hundred listings each"},
	{name: "q", in: "query", about: "words that are in title, tags or category"},
	{name: "contractType", in: "query", about: "PHYSICAL_GOOD, DIGITAL_GOOD or SERVICE"},
	{name: "category", in: "query"},
	{name: "collection", in: "query", about: "its slug"},
	{name: "tag", in: "query"},
	{name: "minPrice", in: "query", integer: true, about: "the highest price is not below it"},
	{name: "maxPrice", in: "query", integer: true, about: "the lowest price is not above it"},
	{name: "inStock", in: "query", about: "true: nothing that is sold out"},
	{name: "sort", in: "query", about: "cheapest by the lowest price, dearest by the highest; else the newest first"},
}

var cardSorts = words[storefront.Sort]{"sort", map[string]storefront.Sort{"newest": storefront.Newest, "cheapest": storefront.Cheapest, "dearest": storefront.Dearest}}

// visitCalls answers the routes of other people's shops.
type visitCalls struct{ shop Shop }

func visitRoutes(s Shop) []route {
	a := visitCalls{s}
	follow, _ := to(a.follow)
	unfollow, _ := to(s.Unfollow)
	return []route{
		answer("GET", "/ob/profile/{peerId}", "Somebody's shop", a.visit).with(visitParams...),
		answer("GET", "/ob/listings/{peerId}", "A page of somebody's shop, or of what is found in it", a.page).with(pageParams...),
		answer("GET", "/ob/listing/{peerId}/{hash}", "A listing of somebody's shop", a.listing),
		{
			method: "GET", path: "/ob/images/{peerId}/{cid}", summary: "A picture of somebody's shop",
			replyMedia: "image/jpeg", handle: a.image,
		},
		accept("POST", "/ob/follow", "Follows a shop: it is looked at from time to time", follow),
		accept("POST", "/ob/unfollow", "Ends that", unfollow),
		answer("GET", "/ob/following", "The shops that one follows, those of which there was news last first", a.following),
		answer("GET", "/ob/visited", "All shops that were ever visited, those that were seen last first", a.visited),
	}
}

// visit shows what was seen before where the owner cannot be reached.
func (a visitCalls) visit(r *http.Request) (shopReply, error) {
	owner, err := pathPeer(r)
	if err != nil {
		return shopReply{}, err
	}
	look := a.shop.Visit
	if ok, err := parseFlag(r, "usecache"); err != nil {
		return shopReply{}, err
	} else if ok {
		look = a.shop.Front
	}
	f, err := look(r.Context(), owner)
	if err != nil && f.Shop.Peer == "" {
		return shopReply{}, reached(err)
	}
	out := frontOf(f)
	if err != nil {
		out.Unreachable = reached(err).Error()
	}
	return out, nil
}

// front is a shop as it was last seen, or as it is if it never was.
func (a visitCalls) front(ctx context.Context, owner peer.ID) (storefront.Front, error) {
	f, err := a.shop.Front(ctx, owner)
	if errors.Is(err, storefront.ErrNotHere) {
		f, err = a.shop.Visit(ctx, owner)
	}
	return f, reached(err)
}

func (a visitCalls) page(r *http.Request) (out pageReply, err error) {
	owner, err := pathPeer(r)
	if err != nil {
		return out, err
	}
	n, q, err := pageQuery(r)
	if err != nil {
		return out, err
	}
	f, err := a.front(r.Context(), owner)
	if err != nil {
		return out, err
	}
	out = pageReply{PeerID: owner.String(), Page: n, Pages: len(f.Shop.Pages), Count: int(f.Shop.Listings), Currency: currencyOf(f.Shop.Currency)}
	if q == (storefront.Query{}) {
		p, err := a.shop.Page(r.Context(), owner, n)
		out.Listings = each(p.Cards, cardOf)
		return out, reached(err)
	}
	found, err := a.shop.Search(r.Context(), owner, q)
	out.Pages, out.Count = listing.PagesFor(len(found)), len(found)
	from := min(n*listing.PerPage, len(found))
	out.Listings = each(found[from:min(from+listing.PerPage, len(found))], cardOf)
	return out, reached(err)
}

// pageQuery reads which page, of what.
func pageQuery(r *http.Request) (page int, q storefront.Query, err error) {
	v := r.URL.Query()
	q = storefront.Query{Text: v.Get("q"), Category: v.Get("category"), Collection: v.Get("collection"), Tag: v.Get("tag")}
	page, err = parseNumber(v.Get("page"), "page", listing.MaxListings)
	if err != nil {
		return page, q, err
	}
	least, err := parseNumber(v.Get("minPrice"), "minPrice", money.Max)
	if err != nil {
		return page, q, err
	}
	most, err := parseNumber(v.Get("maxPrice"), "maxPrice", money.Max)
	if err != nil {
		return page, q, err
	}
	q.Least, q.Most = money.Amount(least), money.Amount(most)
	if q.Sort, err = cardSorts.parse(v.Get("sort")); err != nil {
		return page, q, err
	}
	if q.Kind, err = contractTypes.parse(v.Get("contractType")); err != nil {
		return page, q, err
	}
	q.InStock, err = parseFlag(r, "inStock")
	return page, q, err
}

// parseNumber reads a parameter from 0 on; none is 0.
func parseNumber(s, name string, most int) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, bad(name + " must be a number from 0 to " + strconv.Itoa(most))
	}
	return n, nil
}

// parseFlag reads a parameter that is true or false; none is false.
func parseFlag(r *http.Request, name string) (bool, error) {
	switch r.URL.Query().Get(name) {
	case "":
		return false, nil
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, bad(name + " must be true or false")
}
