package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/listing"
)

func TestOrderActs(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	noonUTC := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	file := event.File{Name: "f", Size: 3, CID: listing.Picture{}.CID}
	file.CID, _ = parseCID(hashText(mugHash))
	file.Key[0] = 1
	for _, call := range []struct {
		path, body string
		want       event.Body
	}{
		{"orderconfirmation", `"note":"n","ways":[{"method":"Bank","to":"DE02","reference":"1"}],"payBy":"2026-12-01T12:00:00Z"`,
			event.Confirm{Note: "n", Ways: []event.Way{{Method: "Bank", To: "DE02", Reference: "1"}}, PayBy: noonUTC}},
		{"orderdecline", `"reason":"r"`, event.Decline{Reason: "r"}},
		{"ordercancel", `"reason":"r"`, event.Cancel{Reason: "r"}},
		{"orderunpaid", `"reason":"r"`, event.Unpaid{Reason: "r"}},
		{"paymentnoted", `"method":"m","reference":"r","amount":5`, event.Noted{Method: "m", Reference: "r", Amount: 5}},
		{"paymentconfirmed", `"method":"m","reference":"r","amount":5`, event.Paid{Method: "m", Reference: "r", Amount: 5}},
		{"orderfulfillment", `"items":[{"line":1,"quantity":2}],"shipper":"DHL","trackingNumber":"1","url":"u","note":"n"`,
			event.Ship{Parts: []event.Part{{Line: 1, Quantity: 2}}, Carrier: "DHL", Tracking: "1", URL: "u", Note: "n"}},
		{"orderfulfillment", `"shipper":"DHL"`, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 2}}, Carrier: "DHL"}},
		{"digitaldelivery", `"text":"t","keys":["k"]`, event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 1}}, Text: "t", Keys: []string{"k"}}},
		{"digitaldelivery", `"items":[{"line":1,"quantity":1}],"files":[{"name":"f","size":3,"cid":"` + hashText(mugHash) + `","key":"AQ` + strings.Repeat("A", 41) + `="}]`,
			event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 1}}, Files: []event.File{file}}},
		{"ordercompletion", `"note":"n"`, event.Complete{Note: "n"}},
		{"rating", `"ratings":[{"line":1,"stars":5}],"review":"r","photos":["AQID"]`,
			event.Rate{Scores: []event.Score{{Line: 1, Stars: 5}}, Text: "r", Photos: [][]byte{{1, 2, 3}}}},
		{"ratingreply", `"rating":"` + eventHash.String() + `","text":"t"`, event.Reply{Rating: eventHash, Text: "t"}},
		{"return", `"items":[{"line":0,"quantity":1}],"reason":"x","photos":["AQID"]`,
			event.Return{Parts: []event.Part{{Quantity: 1}}, Reason: "x", Photos: [][]byte{{1, 2, 3}}}},
		{"returnallow", `"return":"` + eventHash.String() + `","text":"t"`, event.Allow{Return: eventHash, Text: "t"}},
		{"returnrefuse", `"return":"` + eventHash.String() + `","text":"t"`, event.Refuse{Return: eventHash, Text: "t"}},
		{"returnreceive", `"return":"` + eventHash.String() + `","items":[{"line":0,"quantity":1}],"restock":true,"note":"n"`,
			event.Receive{Return: eventHash, Parts: []event.Part{{Quantity: 1}}, Restock: true, Note: "n"}},
		{"refund", `"method":"m","reference":"r","amount":5,"reason":"x","items":[{"line":0,"quantity":1}]`,
			event.Refund{Method: "m", Reference: "r", Amount: 5, Reason: "x", Parts: []event.Part{{Quantity: 1}}}},
		{"opendispute", `"claim":"c"`, event.Dispute{Text: "c"}},
		{"disputeanswer", `"message":"m"`, event.Answer{Text: "m"}},
		{"closedispute", `"buyerAmount":1,"vendorAmount":2,"foundAmount":3,"resolution":"r"`, event.Decision{Buyer: 1, Merchant: 2, Found: 3, Text: "r"}},
		{"ordermessage", `"message":"m"`, event.Message{Text: "m"}},
	} {
		r := a.request("POST", "/ob/"+call.path, `{"orderId":"`+orderID.String()+`",`+call.body+`}`)
		r.Header.Set("Idempotency-Key", "k1")
		a.wantDo(r, 200, `{"event":"`+eventHash.String()+`"}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"Act", orderID, call.want, "k1"}) {
			t.Errorf("%s called %+v, want %+v", call.path, got, call.want)
		}
		again, err := json.Marshal(bodyForm(call.want)) // it is told as it was said
		if err != nil || call.path != "orderfulfillment" && call.path != "digitaldelivery" && !saysAll(again, "{"+call.body+"}") {
			t.Errorf("%s is told as %s, %v", call.path, again, err)
		}
	}
}

// saysAll reports whether a has all that b has.
func saysAll(a []byte, b string) bool {
	var x, y map[string]json.RawMessage
	if json.Unmarshal(a, &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	for name, v := range y {
		if !bytes.Equal(x[name], v) {
			return false
		}
	}
	return true
}

func TestBadOrderBodies(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	id := `"orderId":"` + orderID.String() + `"`
	for call, body := range map[string]string{
		"POST /ob/orderdecline": `{"orderId":"x"}`, "POST /ob/ordercancel": `{` + id + `,"reasons":"r"}`, "POST /ob/rating": `{` + id + `,"ratings":[{"stars":-1}]}`,
		"POST /ob/paymentnoted": `{` + id + `,"amount":-5}`, "POST /ob/refund": `{` + id + `,"amount":1.5}`, "POST /ob/ratingreply": `{` + id + `,"rating":"x"}`,
		"POST /ob/orderfulfillment": `{` + id + `,"items":[{"line":0,"quantity":1,"x":1}]}`, "POST /ob/orderconfirmation": `{` + id + `,"payBy":"soon"}`,
		"POST /ob/digitaldelivery": `{` + id + `,"files":[{"name":"f","cid":"` + hashText(mugHash) + `","key":"AQID"}]}`,
		"POST /ob/purchase":        `{"peerId":"x"}`, "POST /ob/estimatetotal": `{"peerId":"` + bob.String() + `","items":[{"listingHash":"x"}]}`,
		"POST /ob/resendordermessage": `{` + id + `,"event":"x","peerId":"` + bob.String() + `"}`, "POST /ob/orderfilters": `{"name":"n","filter":{"states":["x"]}}`,
		"DELETE /ob/order/" + orderID.String() + "/note/x": ``, "POST /ob/order/x": `{}`, "GET /ob/customers?limit=501": ``, "GET /ob/salesfigures?from=x": ``,
	} {
		method, path, _ := strings.Cut(call, " ")
		c.last = nil
		a.refused(a.request(method, path, body), http.StatusBadRequest)
		if got := c.lastCall(); got != nil && got[0] != "Front" {
			t.Errorf("%s called %v", call, got)
		}
	}
}

func TestOrderPolicy(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/orderpolicy", "", 200, `{"declineAfter":604800}`)
	a.want("POST", "/ob/orderpolicy", `{"declineAfter":86400}`, 200, `{}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"SetPatience", 24 * time.Hour}) {
		t.Errorf("called %v", got)
	}
	a.refused(a.request("POST", "/ob/orderpolicy", `{"declineAfter":-1}`), http.StatusBadRequest)
	c.err = order.ErrPolicy
	a.refused(a.request("POST", "/ob/orderpolicy", `{"declineAfter":1}`), http.StatusBadRequest)
}

// sentLedger stands in for the orders after all was sent in two parcels, and handed over.
type sentLedger struct{ ledger }

func (l sentLedger) Page(ctx context.Context, id event.ID) (order.Page, error) {
	p, err := l.ledger.Page(ctx, id)
	p.State.Lines = []machine.Line{{Ordered: 3, Sent: 3}, {Ordered: 1, Sent: 1}}
	for _, b := range []event.Body{event.Ship{Parts: []event.Part{{Quantity: 2}}}, event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 1}}}, event.Message{Text: "?"}} {
		p.State.Timeline = append(p.State.Timeline, machine.Entry{Event: event.Event{Body: b}})
	}
	return p, err
}

// Who never saw the answer asks again for all that was left: it is the same call.
func TestSendingIsRepeated(t *testing.T) {
	c := new(core)
	o := c.options()
	o.Orders = sentLedger{ledger{c}}
	a := start(t, o)
	for path, want := range map[string]event.Body{
		"/ob/orderfulfillment": event.Ship{Parts: []event.Part{{Quantity: 2}}},
		"/ob/digitaldelivery":  event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 1}}},
	} {
		r := a.request("POST", path, `{"orderId":"`+orderID.String()+`"}`)
		r.Header.Set("Idempotency-Key", "k")
		a.wantStatus(r, http.StatusOK)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"Act", orderID, want, "k"}) {
			t.Errorf("%s called %v", path, got)
		}
	}
}
