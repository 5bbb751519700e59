package httpapi

import (
	"reflect"
	"testing"
	"time"

	"restante/messaging/order"
	"restante/messaging/order/machine"
)

func TestDesk(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	path := "/ob/order/" + orderID.String()
	gifts := order.Filter{Role: machine.Buyer, Stages: []machine.Stage{machine.Disputed}, Tag: "gift"}
	for _, call := range []struct {
		method, path, body, want string
		called                   []any
	}{
		{"POST", path, `{"tags":["a","b"]}`, `{}`, []any{"SetTags", orderID, []string{"a", "b"}}},
		{"POST", path, `{"assignee":""}`, `{}`, []any{"Assign", orderID, ""}},
		{"POST", path, `{"note":"n"}`, `{}`, []any{"AddNote", orderID, "n"}},
		{"POST", path, `{"seen":true}`, `{}`, []any{"MarkSeen", orderID}},
		{"DELETE", path + "/note/5", ``, `{}`, []any{"RemoveNote", orderID, int64(5)}},
		{"POST", path + "/invoice", ``, `{"number":1001}`, []any{"Invoice", orderID}},
		{"POST", "/ob/firstinvoice", `{"number":7}`, `{}`, []any{"FirstInvoice", uint64(7)}},
		{"POST", "/ob/resendordermessage", `{"orderId":"` + orderID.String() + `","event":"` + eventHash.String() + `","peerId":"` + bob.String() + `"}`, `{}`,
			[]any{"SendAgain", orderID, eventHash, bob}},
		{"POST", "/ob/checkorders", `{"peerId":"` + bob.String() + `"}`, `{}`, []any{"Check", bob}},
		{"GET", "/ob/ordertags", ``, `["gift"]`, []any{"Tags"}},
		{"GET", "/ob/orderfilters", ``, `[{"name":"Gifts","filter":{"role":"buyer","states":["disputed"],"step":"nothing","tag":"gift","from":"2026-11-21T11:00:00.123456789Z","sort":"newest"}}]`, []any{"Filters"}},
		{"POST", "/ob/orderfilters", `{"name":"Gifts","filter":{"role":"buyer","states":["disputed"],"step":"nothing","tag":"gift","sort":"newest"}}`, `{}`, []any{"KeepFilter", "Gifts", gifts}},
		{"DELETE", "/ob/orderfilters", `{"name":"Gifts"}`, `{}`, []any{"ForgetFilter", "Gifts"}},
		{"GET", "/ob/replies", ``, `[{"name":"a","text":"1"},{"name":"b","text":"2"}]`, []any{"Replies"}},
		{"POST", "/ob/replies", `{"name":"a","text":"1"}`, `{}`, []any{"KeepReply", "a", "1"}},
		{"DELETE", "/ob/replies", `{"name":"a"}`, `{}`, []any{"ForgetReply", "a"}},
		{"GET", "/ob/customers?limit=7&search=oak&offsetId=" + bob.String(), ``, `[{"peerId":"` + bob.String() + `","name":"Bob","orders":2,"open":1,"first":"2026-11-21T11:00:00.123456789Z",
			"last":"2026-11-21T11:00:00.123456789Z","spent":[{"currency":{"code":"EUR","divisibility":2},"amount":300}]}]`, []any{"Customers", order.CustomerQuery{Text: "oak", After: bob, Limit: 7}}},
		{"GET", "/ob/salesfigures?from=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z", ``, `[{"currency":{"code":"EUR","divisibility":2},"orders":2,"revenue":300,"average":150,
			"days":[{"date":"2026-11-22","orders":2,"revenue":300}],"top":[{"slug":"blue-mug","title":"Mug","pieces":3,"amount":300}]}]`,
			[]any{"Sales", time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)}},
		{"GET", "/ob/refusedevents", ``, `[{"timestamp":"2026-11-21T11:00:00.123456789Z","peerId":"` + bob.String() + `","orderId":"` + orderID.String() + `","kind":"paid","reason":"forged"}]`, []any{"Refusals", 50}},
	} {
		a.want(call.method, call.path, call.body, 200, call.want)
		if got := c.lastCall(); !reflect.DeepEqual(got, call.called) {
			t.Errorf("%s %s called %v, want %v", call.method, call.path, got, call.called)
		}
	}
}
