package httpapi

import (
	"time"

	"restante/messaging/storefront/terms"
)

// termsForm is what an order is placed on.
type termsForm struct {
	ShopHash      string       `json:"shopHash" about:"the version of the shop"`
	At            time.Time    `json:"at"`
	Region        string       `json:"region"`
	Currency      currencyForm `json:"currency"`
	Items         []lineForm   `json:"items"`
	Shipping      []parcelForm `json:"shipping"`
	Discounts     []takenForm  `json:"discounts"`
	Taxes         []taxForm    `json:"taxes"`
	ItemsTotal    units        `json:"itemsTotal"`
	ShippingTotal units        `json:"shippingTotal" about:"before discounts"`
	DiscountTotal units        `json:"discountTotal"`
	TaxTotal      units        `json:"taxTotal" about:"in the prices or not"`
	Total         units        `json:"total" about:"to pay"`
}

type lineForm struct {
	ListingHash  string         `json:"listingHash"`
	Slug         string         `json:"slug"`
	Title        string         `json:"title"`
	ContractType string         `json:"contractType"`
	Options      []choiceForm   `json:"options"`
	Variant      string         `json:"variant"`
	SKU          string         `json:"sku"`
	Quantity     uint32         `json:"quantity"`
	Price        units          `json:"price" about:"of one"`
	TaxClass     string         `json:"taxClass"`
	Shipping     chosenShipping `json:"shipping"`
}

type choiceForm struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type parcelForm struct {
	Name              string   `json:"name"`
	Service           string   `json:"service"`
	EstimatedDelivery daysForm `json:"estimatedDelivery"`
	Price             units    `json:"price"`
}

type takenForm struct {
	Name         string `json:"name"`
	DiscountCode string `json:"discountCode,omitempty"`
	Line         *int   `json:"line,omitempty" about:"from 0; missing: off all of them"`
	Shipping     bool   `json:"shipping" about:"off the shipping instead"`
	Amount       units  `json:"amount"`
}

type taxForm struct {
	Name       string `json:"name"`
	Class      string `json:"class"`
	PerMillion uint32 `json:"perMillion"`
	Included   bool   `json:"included"`
	Base       units  `json:"base"`
	Amount     units  `json:"amount"`
}

func termsOf(t terms.Terms) termsForm {
	return termsForm{
		ShopHash: hashText(t.Shop), At: t.At.UTC(), Region: t.Region, Currency: currencyOf(t.Currency),
		Items: each(t.Lines, lineOf), Shipping: each(t.Shipping, parcelOf), Discounts: each(t.Discounts, takenOf), Taxes: each(t.Taxes, taxOf),
		ItemsTotal: units(t.Items), ShippingTotal: units(t.ShippingTotal), DiscountTotal: units(t.DiscountTotal),
		TaxTotal: units(t.TaxTotal), Total: units(t.Total),
	}
}

func lineOf(l terms.Line) lineForm {
	return lineForm{
		ListingHash: hashText(l.Listing), Slug: l.Slug, Title: l.Title, ContractType: contractTypes.text(l.Kind),
		Options: each(l.Options, func(o terms.Option) choiceForm { return choiceForm{o.Name, o.Choice} }), Variant: l.Variant, SKU: l.SKU,
		Quantity: l.Quantity, Price: units(l.Price), TaxClass: l.TaxClass, Shipping: chosenShipping{l.Profile, l.Service},
	}
}

func parcelOf(s terms.Shipping) parcelForm {
	return parcelForm{s.Profile, s.Service, daysForm(s.Estimate), units(s.Price)}
}

func takenOf(d terms.Discount) takenForm {
	f := takenForm{Name: d.Name, DiscountCode: d.Code, Shipping: d.Shipping, Amount: units(d.Amount)}
	if d.Line > 0 {
		line := int(d.Line) - 1
		f.Line = &line
	}
	return f
}

func taxOf(t terms.Tax) taxForm {
	return taxForm{t.Name, t.Class, t.PerMillion, t.Included, units(t.Base), units(t.Amount)}
}
