package httpapi

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"restante/node/event"
)

// contract is what other programs rely on.
var contract = []string{
	"DELETE /ob/blocked", "DELETE /ob/blocked/{peerId}", "DELETE /ob/chatconversation/{peerId}", "DELETE /ob/chatmessage/{messageId}",
	"DELETE /ob/files/{slug}/{cid}", "DELETE /ob/licensekeys/{slug}", "DELETE /ob/listing/{slug}", "DELETE /ob/order/{orderId}/note/{note}",
	"DELETE /ob/orderfilters", "DELETE /ob/picture", "DELETE /ob/pushnodes", "DELETE /ob/pushnodes/{peerId}", "DELETE /ob/replies",
	"DELETE /ob/safetynumber/{peerId}", "DELETE /ob/storage/accounts/{id}", "DELETE /ob/storage/choice/{peerId}", "DELETE /ob/webhooks/{id}",
	"GET /ob/blocked", "GET /ob/carriers", "GET /ob/cases", "GET /ob/chatconversations", "GET /ob/chatmessages/{peerId}", "GET /ob/config",
	"GET /ob/contacts", "GET /ob/customers", "GET /ob/customers/{peerId}", "GET /ob/events", "GET /ob/exportlistings", "GET /ob/exportorders",
	"GET /ob/files/{slug}", "GET /ob/following", "GET /ob/givenup", "GET /ob/holding", "GET /ob/holdings", "GET /ob/images/{cid}",
	"GET /ob/images/{peerId}/{cid}", "GET /ob/inventory", "GET /ob/invite", "GET /ob/licensekeys/{slug}", "GET /ob/listing/{peerId}/{hash}",
	"GET /ob/listing/{slug}", "GET /ob/listings", "GET /ob/listings/{peerId}", "GET /ob/lowstock", "GET /ob/openapi.json",
	"GET /ob/order/{orderId}", "GET /ob/order/{orderId}/creditnote", "GET /ob/order/{orderId}/events",
	"GET /ob/order/{orderId}/file/{event}/{n}", "GET /ob/order/{orderId}/invoice", "GET /ob/order/{orderId}/packingslip",
	"GET /ob/ordercounts", "GET /ob/orderfilters", "GET /ob/orderpolicy", "GET /ob/ordertags", "GET /ob/outbox", "GET /ob/paperhead",
	"GET /ob/peers", "GET /ob/picture", "GET /ob/picture/{peerId}", "GET /ob/profile", "GET /ob/profile/{peerId}", "GET /ob/publish",
	"GET /ob/purchases", "GET /ob/pushnodes", "GET /ob/refused", "GET /ob/refusedevents", "GET /ob/replies", "GET /ob/requests", "GET /ob/safetynumber/{peerId}",
	"GET /ob/sales", "GET /ob/salesfigures", "GET /ob/settings", "GET /ob/status/{peerId}", "GET /ob/storage",
	"GET /ob/storage/choice", "GET /ob/storage/choice/{peerId}", "GET /ob/storage/connect", "GET /ob/storage/export", "GET /ob/storage/history", "GET /ob/storage/kinds", "GET /ob/usage",
	"GET /ob/visited", "GET /ob/webhooks", "GET /ob/webhooks/{id}", "GET /ob/webhooks/{id}/deliveries", "POST /ob/backup", "POST /ob/blocked",
	"POST /ob/bulkupdate", "POST /ob/chat", "POST /ob/checkorders", "POST /ob/closedispute", "POST /ob/config",
	"POST /ob/confirmdevice/{peerId}", "POST /ob/contacts", "POST /ob/digitaldelivery", "POST /ob/disputeanswer", "POST /ob/estimatetotal",
	"POST /ob/files/{slug}", "POST /ob/firstinvoice", "POST /ob/follow", "POST /ob/holding", "POST /ob/images", "POST /ob/importlistings",
	"POST /ob/introductions", "POST /ob/inventory", "POST /ob/licensekeys/{slug}", "POST /ob/listing", "POST /ob/listing/{slug}/duplicate", "POST /ob/lowstock",
	"POST /ob/markchatasread/{peerId}", "POST /ob/opendispute", "POST /ob/order/{orderId}", "POST /ob/order/{orderId}/invoice",
	"POST /ob/ordercancel", "POST /ob/ordercompletion", "POST /ob/orderconfirmation", "POST /ob/orderdecline", "POST /ob/orderfilters",
	"POST /ob/orderfulfillment", "POST /ob/ordermessage", "POST /ob/orderpolicy", "POST /ob/orderunpaid", "POST /ob/packingslips",
	"POST /ob/passphrase", "POST /ob/paymentconfirmed", "POST /ob/paymentnoted", "POST /ob/picklist", "POST /ob/picture", "POST /ob/publish",
	"POST /ob/purchase", "POST /ob/pushnodes", "POST /ob/rating", "POST /ob/ratingreply", "POST /ob/refund", "POST /ob/replies",
	"POST /ob/requests", "POST /ob/resendordermessage", "POST /ob/return", "POST /ob/returnallow", "POST /ob/returnreceive",
	"POST /ob/returnrefuse", "POST /ob/safetynumber/{peerId}", "POST /ob/scanofflinemessages", "POST /ob/sendagain/{messageId}",
	"POST /ob/settings", "POST /ob/shutdown", "POST /ob/statement", "POST /ob/storage/accounts", "POST /ob/storage/accounts/{id}",
	"POST /ob/storage/accounts/{id}/settings", "POST /ob/storage/accounts/{id}/try", "POST /ob/storage/choice/{peerId}",
	"POST /ob/storage/connect", "POST /ob/storage/sweep", "POST /ob/unfollow", "POST /ob/webhooks", "POST /ob/webhooks/{id}/redeliver",
	"POST /ob/webhooks/{id}/secret", "POST /ob/webhooks/{id}/test", "PUT /ob/listing", "PUT /ob/paperhead", "PUT /ob/profile",
	"PUT /ob/webhooks/{id}",
}

// openAPI is as much of the document as a client needs to make a call.
type openAPI struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		Summary    string
		Parameters []struct{ Name, In string }
		Body       struct {
			Content map[string]struct{ Schema exampleSchema }
		} `json:"requestBody"`
		Responses map[string]struct {
			Content map[string]struct{ Schema map[string]any }
		}
	}
}

type exampleSchema struct {
	Properties map[string]struct {
		Type    string
		Example any
		Of      any `json:"additionalProperties"` // of a map
		Items   struct {
			Type string
			Of   any `json:"additionalProperties"` // false of an object of ours
		}
	}
	AdditionalProperties *bool
}

func readDocument(t *testing.T, a *api) (doc openAPI) {
	t.Helper()
	status, b, _ := a.do(a.request("GET", "/ob/openapi.json", ""))
	if err := json.Unmarshal(b, &doc); err != nil || status != 200 || !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Fatalf("document: %d %v", status, err)
	}
	return doc
}

func (d openAPI) calls() (all []string) {
	for path, methods := range d.Paths {
		for method := range methods {
			all = append(all, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(all)
	return all
}

func TestDocumentHasTheContract(t *testing.T) {
	doc := readDocument(t, start(t, new(core).options()))
	if got := doc.calls(); !slices.Equal(got, contract) {
		t.Errorf("documented: %q\nwant: %q", got, contract)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.Summary == "" || len(op.Responses["200"].Content) != 1 || len(op.Responses["default"].Content) != 1 {
				t.Errorf("%s %s is not described", method, path)
			}
			for media, body := range op.Body.Content {
				if media != "application/json" {
					continue
				}
				if more := body.Schema.AdditionalProperties; more == nil || *more {
					t.Errorf("%s %s does not say that other fields are refused", method, path)
				}
			}
			if strings.Count(path, "{") > len(op.Parameters) {
				t.Errorf("%s %s does not describe its parameters", method, path)
			}
		}
	}
}

// filled puts what there is in the place of the parameters in a path, and of examples.
func filled() *strings.Replacer {
	return strings.NewReplacer("{peerId}", bob.String(), "{messageId}", "m1", "{id}", "a1", "{slug}", "blue-mug", "{note}", "5",
		"{n}", "0", "{orderId}", orderID.String(), "{event}", eventHash.String(), "{hash}", hashText(mugHash), "{cid}", hashText(mugHash))
}

// Every documented call works, with the examples of the document itself.
func TestEveryDocumentedCall(t *testing.T) {
	o := new(core).options()
	a := start(t, o)
	fill := filled()
	for path, methods := range readDocument(t, a).Paths {
		for method, op := range methods {
			body := map[string]any{}
			for name, p := range op.Body.Content["application/json"].Schema.Properties {
				if p.Example == nil {
					t.Errorf("%s %s: the field %s has no example", method, path, name)
				}
				if p.Type == "object" && p.Of == nil || p.Type == "array" && p.Items.Type != "string" && p.Items.Of == nil {
					t.Errorf("%s %s: onlyFields does not look into the field %s", method, path, name)
				}
				body[name] = p.Example
			}
			b, err := json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			a.callDocumented(strings.ToUpper(method), fill.Replace(path), fill.Replace(string(b)), op.Responses["200"].Content)
		}
	}
}

func (a *api) callDocumented(method, path, body string, content map[string]struct{ Schema map[string]any }) {
	a.t.Helper()
	resp, err := http.DefaultClient.Do(a.request(method, path, body))
	if err != nil {
		a.t.Fatal(err)
	}
	_, documented := content[resp.Header.Get("Content-Type")]
	if resp.StatusCode != 200 || !documented {
		a.t.Errorf("%s %s = %d %s", method, path, resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	if err := resp.Body.Close(); err != nil { // events have no end to read to
		a.t.Error(err)
	}
}

// A push node has no user: what it does not have is not even documented.
func TestPushNodeShowsOnlyItsOwn(t *testing.T) {
	c := new(core)
	a := start(t, Options{Token: token, Network: c, Holdings: c.holdings, Bus: new(event.Bus), Shutdown: func() {}})
	want := []string{
		"GET /ob/config", "GET /ob/events", "GET /ob/holdings", "GET /ob/openapi.json", "GET /ob/peers",
		"GET /ob/status/{peerId}", "POST /ob/shutdown",
	}
	if got := readDocument(t, a).calls(); !slices.Equal(got, want) {
		t.Errorf("a push node offers %q", got)
	}
	a.refused(a.request("POST", "/ob/chat", `{}`), http.StatusNotFound)
	a.refused(a.request("GET", "/ob/pushnodes", ""), http.StatusNotFound)
}
