package httpapi

import (
	"encoding/json"
	"time"

	"restante/messaging/money"
)

// shopForm is what a shop says about itself, to be read and to be written.
type shopForm struct {
	Name               string           `json:"name" example:"Hill Pottery"`
	ShortDescription   string           `json:"shortDescription" example:"Mugs from the hill"`
	About              string           `json:"about" example:"Two people and a kiln."`
	Location           string           `json:"location" example:"Kassel"`
	ContactInfo        string           `json:"contactInfo" example:"hill@example.org"`
	Website            string           `json:"website" example:"https://example.org"`
	Avatar             *imageForm       `json:"avatar,omitempty" example:"{\"alt\":\"A mug\",\"large\":{\"cid\":\"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4\",\"size\":3},\"medium\":{\"cid\":\"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4\",\"size\":3},\"small\":{\"cid\":\"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4\",\"size\":3}}"`
	Header             *imageForm       `json:"header,omitempty" example:"{\"alt\":\"A mug\",\"large\":{\"cid\":\"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4\",\"size\":3},\"medium\":{\"cid\":\"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4\",\"size\":3},\"small\":{\"cid\":\"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4\",\"size\":3}}"`
	TermsAndConditions string           `json:"termsAndConditions" example:"As usual."`
	RefundPolicy       string           `json:"refundPolicy" example:"Within 30 days."`
	ReturnDays         uint16           `json:"returnDays" example:"30" about:"within which buyers may return; 0 says nothing"`
	PrivacyPolicy      string           `json:"privacyPolicy" example:"We keep what the law asks for."`
	PaymentMethods     []paymentForm    `json:"paymentMethods" example:"[{\"name\":\"Bank\",\"text\":\"Within a week\"}]" about:"settled outside, told in words"`
	Moderators         []string         `json:"moderators" example:"[]" about:"peer IDs of those who may judge a dispute"`
	Collections        []collectionForm `json:"collections" example:"[{\"slug\":\"sale\",\"title\":\"Sale\",\"about\":\"\"}]"`
	Away               []awayForm       `json:"away" example:"[{\"from\":\"2026-12-20T00:00:00Z\",\"until\":\"2027-01-02T00:00:00Z\",\"message\":\"On holiday\"}]"`
	AnswersWithin      int64            `json:"answersWithin" example:"86400" about:"seconds; 0 says nothing"`
	Currency           currencyForm     `json:"currency" example:"{\"code\":\"EUR\",\"divisibility\":2}" about:"of all prices"`
	ShippingOptions    []shippingForm   `json:"shippingOptions" example:"[]"`
	ShippingTaxClass   string           `json:"shippingTaxClass" example:""`
	Taxes              []taxRateForm    `json:"taxes" example:"[{\"name\":\"VAT\",\"class\":\"\",\"regions\":[\"DE\"],\"perMillion\":190000,\"included\":true}]"`
	Discounts          []discountForm   `json:"discounts" example:"[{\"name\":\"Spring\",\"off\":\"percent\",\"perMillion\":100000}]"`
}

// shopReply is a version of a shop.
type shopReply struct {
	PeerID       string    `json:"peerId"`
	Hash         string    `json:"hash,omitempty" about:"of this version, which a purchase names; one's own while it is edited has none"`
	LastModified time.Time `json:"lastModified,omitzero"`
	Listings     uint32    `json:"listings" about:"how many it shows"`
	Seen         time.Time `json:"seen,omitzero" about:"when it was last looked at"`
	Following    bool      `json:"following"`
	Unreachable  string    `json:"unreachable,omitempty" about:"why this is only what was seen before"`
	Profile      shopForm  `json:"profile"`
}

// units is an amount in a document.
type units int64

// UnmarshalJSON refuses what is no amount.
func (u *units) UnmarshalJSON(b []byte) error {
	var n int64
	if err := json.Unmarshal(b, &n); err != nil || money.Amount(n).Check() != nil {
		return bad("an amount is a whole number of the smallest units, from 0 to 9007199254740991")
	}
	*u = units(n)
	return nil
}

type currencyForm struct {
	Code         string `json:"code" about:"such as EUR or BTC"`
	Divisibility *uint8 `json:"divisibility,omitempty" about:"decimals of its amounts; may be left out where the code is well known"`
}

type paymentForm struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

type collectionForm struct {
	Slug  string `json:"slug"`
	Title string `json:"title"`
	About string `json:"about"`
}

type awayForm struct {
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
	Message string    `json:"message"`
}

type shippingForm struct {
	Name  string     `json:"name"`
	From  string     `json:"from" about:"country"`
	Zones []zoneForm `json:"zones"`
}

type zoneForm struct {
	Name     string        `json:"name"`
	Regions  []string      `json:"regions" about:"such as DE, US-CA or *; the closest one counts"`
	Services []serviceForm `json:"services"`
}

type serviceForm struct {
	Name                string   `json:"name"`
	Price               units    `json:"price" about:"of the first piece"`
	AdditionalItemPrice units    `json:"additionalItemPrice" about:"of each further piece"`
	EstimatedDelivery   daysForm `json:"estimatedDelivery"`
}

type daysForm struct {
	Min uint16 `json:"min"`
	Max uint16 `json:"max"`
}

type taxRateForm struct {
	Name       string   `json:"name"`
	Class      string   `json:"class" about:"of listings; empty: the usual one"`
	Regions    []string `json:"regions"`
	PerMillion uint32   `json:"perMillion" about:"190000 is 19 percent"`
	Included   bool     `json:"included" about:"in the prices"`
}

type discountForm struct {
	Name         string    `json:"name"`
	DiscountCode *string   `json:"discountCode,omitempty" about:"empty: automatic; left out: as it was"`
	NeedsCode    bool      `json:"needsCode" about:"only told"`
	Off          string    `json:"off" about:"percent, fixed or freeShipping"`
	PerMillion   uint32    `json:"perMillion"`
	Amount       units     `json:"amount"`
	Minimum      units     `json:"minimum" about:"of the items in the order"`
	Collections  []string  `json:"collections"`
	Listings     []string  `json:"listings" about:"slugs; with no collections either: the whole order"`
	From         time.Time `json:"from,omitzero"`
	Until        time.Time `json:"until,omitzero"`
	Limit        uint32    `json:"limit" about:"orders in all; 0: no limit"`
	OncePerBuyer bool      `json:"oncePerBuyer"`
}

type imageForm struct {
	Alt    string      `json:"alt"`
	Large  pictureForm `json:"large"`
	Medium pictureForm `json:"medium"`
	Small  pictureForm `json:"small"`
}

type pictureForm struct {
	CID  string `json:"cid"`
	Size uint32 `json:"size" about:"bytes"`
}
