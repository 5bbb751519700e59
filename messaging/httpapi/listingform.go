package httpapi

import (
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

var (
	contractTypes = words[listing.Kind]{"contractType", map[string]listing.Kind{
		"PHYSICAL_GOOD": listing.Physical, "DIGITAL_GOOD": listing.Digital, "SERVICE": listing.Service,
	}}
	conditions = words[listing.Condition]{"condition", map[string]listing.Condition{
		"new": listing.New, "likeNew": listing.LikeNew, "used": listing.Used, "refurbished": listing.Refurbished,
	}}
	handovers = words[listing.Delivery]{"delivery", map[string]listing.Delivery{
		"byHand": listing.ByHand, "byKey": listing.ByKey, "byFile": listing.ByFile,
	}}
	states = words[storefront.State]{"state", map[string]storefront.State{
		"draft": storefront.Draft, "onSale": storefront.OnSale, "hidden": storefront.Hidden,
	}}
)

// listingForm is something that is sold, to be read and to be written.
type listingForm struct {
	Slug               string        `json:"slug" example:"green-mug" about:"its name in the shop; a new one may leave it out"`
	State              string        `json:"state,omitempty" example:"onSale" about:"draft, onSale or hidden; only one's own have one"`
	ContractType       string        `json:"contractType" example:"PHYSICAL_GOOD" about:"PHYSICAL_GOOD, DIGITAL_GOOD or SERVICE"`
	Title              string        `json:"title" example:"Blue mug"`
	Description        string        `json:"description" example:"Holds 0.3 l."`
	Category           string        `json:"category" example:"Mugs"`
	Condition          string        `json:"condition" example:"new" about:"new, likeNew, used, refurbished or empty"`
	Tags               []string      `json:"tags" example:"[\"blue\"]"`
	Collections        []string      `json:"collections" example:"[\"sale\"]" about:"their slugs"`
	Images             []imageForm   `json:"images" example:"[]" about:"as POST /ob/images answers"`
	Options            []optionForm  `json:"options" example:"[{\"name\":\"Size\",\"choices\":[\"S\",\"L\"]}]" about:"what a buyer chooses"`
	Variants           []variantForm `json:"variants" example:"[{\"id\":\"s\",\"choices\":[\"S\"],\"price\":1800},{\"id\":\"l\",\"choices\":[\"L\"],\"price\":2200}]" about:"one without options, else the combinations that there are"`
	ShippingOptions    []string      `json:"shippingOptions" example:"[\"Parcel\"]" about:"of the shop, by name; of physical goods only"`
	Delivery           string        `json:"delivery" example:"byHand" about:"of digital goods: byHand, byKey or byFile"`
	TaxClass           string        `json:"taxClass" example:""`
	ProcessingDays     daysForm      `json:"processingDays" example:"{\"min\":1,\"max\":3}"`
	RefundPolicy       string        `json:"refundPolicy" example:"" about:"instead of the shop's"`
	TermsAndConditions string        `json:"termsAndConditions" example:"" about:"besides the shop's"`
}

type optionForm struct {
	Name    string   `json:"name"`
	Choices []string `json:"choices"`
}

type variantForm struct {
	ID      string   `json:"id" about:"empty without options"`
	Choices []string `json:"choices" about:"one of each option"`
	Price   units    `json:"price"`
	SKU     string   `json:"sku"`
	Counted bool     `json:"counted" about:"there are only so many, see /ob/inventory"`
	SoldOut bool     `json:"soldOut" about:"only told"`
}

// listingReply is a version of a listing.
type listingReply struct {
	PeerID       string       `json:"peerId"`
	Hash         string       `json:"hash,omitempty" about:"of the newest signed version; missing: it was never published"`
	LastModified time.Time    `json:"lastModified,omitzero"`
	Currency     currencyForm `json:"currency"`
	Inventory    []stockForm  `json:"inventory" about:"of what is counted; of one's own listings only"`
	Listing      listingForm  `json:"listing"`
}

// cardForm is a listing in a list.
type cardForm struct {
	Slug         string       `json:"slug"`
	Hash         string       `json:"hash,omitempty"`
	Title        string       `json:"title"`
	ContractType string       `json:"contractType"`
	Price        units        `json:"price" about:"the lowest of its variants"`
	HighestPrice units        `json:"highestPrice"`
	Thumbnail    *pictureForm `json:"thumbnail,omitempty"`
	Tags         []string     `json:"tags"`
	Category     string       `json:"category"`
	Collections  []string     `json:"collections"`
	SoldOut      bool         `json:"soldOut"`
}

// itemForm is one's own listing in a list.
type itemForm struct {
	cardForm
	State        string       `json:"state"`
	LastModified time.Time    `json:"lastModified"`
	Currency     currencyForm `json:"currency"`
	Inventory    []stockForm  `json:"inventory"`
}

func listingOf(l listing.Listing) listingForm {
	return listingForm{
		Slug: l.Slug, ContractType: contractTypes.text(l.Kind), Title: l.Title, Description: l.Description, Category: l.Category,
		Condition: conditions.text(l.Condition), Tags: texts(l.Tags), Collections: texts(l.Collections),
		Images: each(l.Photos, func(p listing.Photo) imageForm {
			return imageForm{p.Alt, pictureOf(p.Large), pictureOf(p.Medium), pictureOf(p.Small)}
		}),
		Options:  each(l.Options, func(o listing.Option) optionForm { return optionForm{o.Name, texts(o.Choices)} }),
		Variants: each(l.Variants, variantOf), ShippingOptions: texts(l.Shipping), Delivery: handovers.text(l.Delivery), TaxClass: l.TaxClass,
		ProcessingDays: daysForm(l.Processing), RefundPolicy: l.Returns, TermsAndConditions: l.Terms,
	}
}

func variantOf(v listing.Variant) variantForm {
	return variantForm{v.ID, texts(v.Choices), units(v.Price), v.SKU, v.Counted, v.SoldOut}
}

// listing reads a form; what a shop checks itself is left to it.
func (f listingForm) listing() (l listing.Listing, state storefront.State, err error) {
	var r reading
	l = listing.Listing{
		Slug: f.Slug, Kind: value(&r, contractTypes, f.ContractType), Title: f.Title, Description: f.Description, Category: f.Category,
		Condition: value(&r, conditions, f.Condition), Tags: f.Tags, Collections: f.Collections,
		Photos:   some(f.Images, func(p imageForm) listing.Photo { return r.photo(&p) }),
		Options:  some(f.Options, func(o optionForm) listing.Option { return listing.Option(o) }),
		Variants: some(f.Variants, variantForm.variant), Shipping: f.ShippingOptions, Delivery: value(&r, handovers, f.Delivery), TaxClass: f.TaxClass,
		Processing: listing.Days(f.ProcessingDays), Returns: f.RefundPolicy, Terms: f.TermsAndConditions,
	}
	state = value(&r, states, f.State)
	return l, state, r.err
}

func (f variantForm) variant() listing.Variant {
	return listing.Variant{ID: f.ID, Choices: f.Choices, Price: money.Amount(f.Price), SKU: f.SKU, Counted: f.Counted}
}
