package httpapi

import (
	"net/http"
	"reflect"

	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

type slugReply struct {
	Slug string `json:"slug"`
}

type bulkBody struct {
	Slugs           []string `json:"slugs" example:"[\"blue-mug\"]"`
	State           *string  `json:"state" example:"hidden" about:"draft, onSale or hidden"`
	Lower           bool     `json:"lower" example:"true" about:"prices go down, not up"`
	PricePerMillion uint32   `json:"pricePerMillion" example:"100000" about:"by a part of each price"`
	PriceAmount     units    `json:"priceAmount" example:"50" about:"and then by an amount"`
	AddTags         []string `json:"addTags" example:"[\"sale\"]"`
	RemoveTags      []string `json:"removeTags" example:"[\"new\"]"`
}

// listingCalls answers the routes of one's own listings.
type listingCalls struct{ shop Shop }

func listingRoutes(s Shop) []route {
	a := listingCalls{s}
	return []route{
		{method: "GET", path: "/ob/listings", summary: "One's own listings, the newest first", reply: reflect.TypeFor[[]itemForm](), handle: a.list},
		answer("GET", "/ob/listing/{slug}", "One's own listing", a.get),
		accept("POST", "/ob/listing", "Makes a listing; another one of its slug stays", a.add),
		accept("PUT", "/ob/listing", "Puts a listing in the place of the one with its slug", a.save),
		answer("DELETE", "/ob/listing/{slug}", "Takes a listing away for good; what was ordered of it stays verifiable", a.remove),
		answer("POST", "/ob/listing/{slug}/duplicate", "Makes a draft like a listing, without its stock", a.duplicate),
		accept("POST", "/ob/bulkupdate", "Changes many listings, or none of them", a.bulk),
	}
}

func (a listingCalls) list(w http.ResponseWriter, r *http.Request) error {
	items, err := a.shop.Items(r.Context())
	if err != nil {
		return err
	}
	out := newList(w)
	for _, it := range items {
		if err := out.add(itemOf(it)); err != nil {
			return out.end(err)
		}
	}
	return out.end(nil)
}

func itemOf(it storefront.Item) itemForm {
	return itemForm{
		cardForm: cardOf(cardOfItem(it)), State: states.text(it.State), LastModified: it.Changed.UTC(), Currency: currencyOf(it.Currency),
		Inventory: stockOf(it),
	}
}

// cardOfItem is the card of a listing, which as a draft may have no variants.
func cardOfItem(it storefront.Item) listing.Card {
	if len(it.Variants) > 0 {
		return listing.CardOf(it.Listing, it.Version)
	}
	it.Variants = []listing.Variant{{}}
	return listing.CardOf(it.Listing, it.Version)
}

func cardOf(c listing.Card) cardForm {
	f := cardForm{
		Slug: c.Slug, Hash: hashText(c.Hash), Title: c.Title, ContractType: contractTypes.text(c.Kind), Price: units(c.Lowest),
		HighestPrice: units(c.Highest), Tags: texts(c.Tags), Category: c.Category, Collections: texts(c.Collections), SoldOut: c.SoldOut,
	}
	if c.Thumb != (listing.Picture{}) {
		p := pictureOf(c.Thumb)
		f.Thumbnail = &p
	}
	return f
}

func (a listingCalls) get(r *http.Request) (listingReply, error) {
	it, err := a.shop.Item(r.Context(), r.PathValue("slug"))
	if err != nil {
		return listingReply{}, err
	}
	out := listingReply{
		PeerID: it.Shop.String(), Hash: hashText(it.Version), LastModified: it.Changed.UTC(), Currency: currencyOf(it.Currency),
		Inventory: stockOf(it), Listing: listingOf(it.Listing),
	}
	out.Listing.State = states.text(it.State)
	return out, nil
}

var errSlugTaken = &problem{http.StatusConflict, "another listing has this slug"}

// add refuses the slug of a listing that there is.
func (a listingCalls) add(r *http.Request, in listingForm) (slugReply, error) {
	if in.Slug != "" {
		if _, err := a.shop.Item(r.Context(), in.Slug); err == nil {
			return slugReply{}, errSlugTaken
		}
	}
	return a.save(r, in)
}

func (a listingCalls) save(r *http.Request, in listingForm) (slugReply, error) {
	l, state, err := in.listing()
	if err != nil {
		return slugReply{}, err
	}
	slug, err := a.shop.Save(r.Context(), l, state)
	return slugReply{slug}, err
}

func (a listingCalls) remove(r *http.Request) (done, error) {
	return done{}, a.shop.Delete(r.Context(), r.PathValue("slug"))
}

func (a listingCalls) duplicate(r *http.Request) (slugReply, error) {
	slug, err := a.shop.Duplicate(r.Context(), r.PathValue("slug"))
	return slugReply{slug}, err
}

func (a listingCalls) bulk(r *http.Request, in bulkBody) (done, error) {
	e := storefront.Edit{AddTags: in.AddTags, RemoveTags: in.RemoveTags}
	e.Price = storefront.PriceChange{Down: in.Lower, PerMillion: in.PricePerMillion, Amount: money.Amount(in.PriceAmount)}
	if in.State != nil {
		state, err := states.parse(*in.State)
		if err != nil {
			return done{}, err
		}
		e.State = &state
	}
	return done{}, a.shop.BulkEdit(r.Context(), in.Slugs, e)
}
