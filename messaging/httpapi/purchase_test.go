package httpapi

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"restante/messaging/order/event"
	"restante/messaging/storefront/terms"
)

// What is ordered is what the shop's own versions come to; at another price than was
// shown nothing is.
func TestPurchase(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	body := func(total int) string {
		return fmt.Sprintf(`{"peerId":"%s","region":"DE","items":[{"listingHash":"%s","variant":"blue-s","quantity":2,"shipping":{"name":"Parcel","service":"Express"}}],
			"coupons":["welcome5"],"total":%d,"shipTo":{"name":"Bob","address":"Hill 1","city":"Kassel","postalCode":"34117","countryCode":"DE"},"moderator":"%s","memo":"m",
			"alternateContactInfo":"c"}`, bob, hashText(mugHash), total, node)
	}
	const total = 3600 - 360 - 500 + 990 + 250
	r := a.request("POST", "/ob/purchase", body(total))
	r.Header.Set("Idempotency-Key", "k1")
	a.wantDo(r, 200, fmt.Sprintf(`{"orderId":"%s","amount":%d,"currency":{"code":"EUR","divisibility":2}}`, orderID, total))
	got := c.lastCall()
	o := got[1].(event.Order)
	address := event.Address{Name: "Bob", Street: "Hill 1", City: "Kassel", Postcode: "34117", Country: "DE"}
	if got[2] != "k1" || o.Merchant != bob || o.Moderator != node || o.ShipTo != address || o.Memo != "m" || o.Contact != "c" || o.Terms.Check() != nil {
		t.Errorf("called %+v", got)
	}
	if l := o.Terms.Lines[0]; o.Terms.Total != total || l.Listing != mugHash || o.Terms.Shop != mugHash || l.Variant != "blue-s" || l.Quantity != 2 {
		t.Errorf("ordered %+v", o.Terms)
	}
	c.last = nil
	a.want("POST", "/ob/purchase", body(total-1), 409, fmt.Sprintf(`{"success":false,"reason":"it costs %d now, not %d"}`, total, total-1))
	if got := c.lastCall(); got[0] == "Place" {
		t.Errorf("called %v", got)
	}
	_, b, _ := a.do(a.request("POST", "/ob/estimatetotal", `{"peerId":"`+bob.String()+`","region":"DE","items":[{"listingHash":"`+hashText(mugHash)+
		`","variant":"blue-s","quantity":2,"shipping":{"name":"Parcel","service":"Express"}}],"coupons":["WELCOME5"]}`))
	var quoted termsForm
	if err := json.Unmarshal(b, &quoted); err != nil || quoted.Total != total || len(quoted.Discounts) != 2 || quoted.Discounts[1].DiscountCode != "WELCOME5" {
		t.Errorf("quoted %s", b)
	}
	for in, why := range map[string]string{
		`"items":[]`: terms.ErrCart.Error(), `"region":"Germany"`: terms.ErrCart.Error(), `"coupons":["NONE"]`: terms.ErrCode.Error(),
	} {
		status, b, _ := a.do(a.request("POST", "/ob/estimatetotal", `{"peerId":"`+bob.String()+`",`+in+`}`))
		if status != 400 && !strings.Contains(string(b), why) {
			t.Errorf("%s: %d %s", in, status, b)
		}
	}
}
