package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"restante/messaging/order"
	"restante/messaging/order/machine"
	"restante/messaging/webhook"
)

const hookJSON = `"id":"a1","url":"https://erp.example/","description":"the books","types":["org.restante.stock.out"],"paused":true,"reason":"it answered 410",
	"created":"2026-11-21T11:00:00.123456789Z","failing":"2026-11-21T11:00:00.123456789Z","rotating":"2026-11-21T11:00:00.123456789Z","waiting":3`

func TestWebhooks(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	type args = []any
	since := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	for _, call := range []struct {
		method, path, body, answer string
		want                       args
	}{
		{"GET", "", "", `[{` + hookJSON + `}]`, args{"Hooks"}},
		{"GET", "/a1", "", `{` + hookJSON + `}`, args{"Hook", "a1"}},
		{"POST", "", `{"url":"https://erp.example/","description":"d","types":["org.restante.stock.in"],"paused":true,"secret":"whsec_x"}`,
			`{` + hookJSON + `,"secret":"whsec_new"}`,
			args{"Add", webhook.New{URL: "https://erp.example/", Description: "d", Types: []string{webhook.StockIn}, Paused: true, Secret: "whsec_x"}}},
		{"PUT", "/a1", `{}`, `{` + hookJSON + `}`, args{"Change", "a1"}},
		{"PUT", "/a1", `{"url":"u","description":"","types":[],"paused":false}`, `{` + hookJSON + `}`, args{"Change", "a1", "u", "", []string{}, false}},
		{"DELETE", "/a1", "", `{}`, args{"Remove", "a1"}},
		{"POST", "/a1/test", "", `{"delivered":false,"status":500,"durationMs":1.5,"response":"no","reason":"it answered 500"}`, args{"Test", "a1"}},
		{"POST", "/a1/secret", `{"secret":"x"}`, `{"secret":"whsec_x"}`, args{"Rotate", "a1", "x"}},
		{"POST", "/a1/secret", `{}`, `{"secret":"whsec_"}`, args{"Rotate", "a1", ""}},
		{"POST", "/a1/redeliver", `{"deliveryId":7}`, `{"deliveries":1}`, args{"Redeliver", "a1", int64(7)}},
		{"POST", "/a1/redeliver", `{"since":"2026-11-22T09:30:00Z"}`, `{"deliveries":4}`, args{"RedeliverSince", "a1", since}},
		{"GET", "/a1/deliveries", "", `[{"deliveryId":7,"state":"givenUp","event":{"id":"e1"},"created":"2026-11-21T11:00:00.123456789Z","attempts":10,
			"lastAttempt":"2026-11-21T11:00:00.123456789Z","status":500,"durationMs":1000,"response":"no","reason":"it answered 500"}]`,
			args{"Deliveries", "a1", "any", int64(0), 0}},
	} {
		a.want(call.method, "/ob/webhooks"+call.path, call.body, 200, call.answer)
		if got := c.lastCall(); !reflect.DeepEqual(got, call.want) {
			t.Errorf("%s %s called %v, want %v", call.method, call.path, got, call.want)
		}
	}
	a.wantStatus(a.request("GET", "/ob/webhooks/a1/deliveries?state=waiting&limit=500&offsetId=9", ""), 200)
	if got := c.lastCall(); !reflect.DeepEqual(got, args{"Deliveries", "a1", "0", int64(9), 500}) {
		t.Errorf("called %v", got)
	}
}

func TestWebhooksRefused(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	for _, q := range []string{"state=x", "limit=501", "limit=x", "offsetId=0", "offsetId=x", "page=1"} {
		a.refused(a.request("GET", "/ob/webhooks/a1/deliveries?"+q, ""), 400)
	}
	for _, body := range []string{`{}`, `{"deliveryId":"7"}`, `{"since":"today"}`, `{"id":7}`} {
		a.refused(a.request("POST", "/ob/webhooks/a1/redeliver", body), 400)
	}
	for err, status := range map[error]int{
		webhook.ErrNoHook: 404, webhook.ErrNoDelivery: 404, webhook.ErrMany: 409, webhook.ErrURL: 400, webhook.ErrOwn: 400, webhook.ErrFar: 400,
		webhook.ErrAbout: 400, webhook.ErrType: 400, webhook.ErrSecret: 400,
	} {
		c.err = err
		a.refused(a.request("PUT", "/ob/webhooks/a1", `{"url":"x"}`), status)
	}
}

// Webhooks are told where this API is, before anybody can call it.
func TestWebhooksAvoidTheAPI(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.wantStatus(a.request("GET", "/ob/openapi.json", ""), 200)
	if want := strings.TrimPrefix(a.url, "http://"); c.avoided != want {
		t.Errorf("they avoid %q, want %q", c.avoided, want)
	}
	if n, ok := noticeOf(webhook.Paused{Hook: "a1", Why: "it answered 410"}); !ok || n.Type != "webhook" || n.HookID != "a1" {
		t.Errorf("%+v", n)
	}
}

// What a webhook says of an order is what GET /ob/order/{orderId} says of it.
func TestWebhooksSayWhatOrdersSay(t *testing.T) {
	row := ledger{}.row()
	row.Moderator = node
	for stage := machine.Placed; stage <= machine.Failed; stage++ {
		for payment := order.Unpaid; payment <= order.FullyPaid; payment++ {
			for _, step := range steps.of {
				row.Stage, row.Payment, row.Step = stage, payment, step
				ours, theirs := fields(t, webhook.OrderOf(row)), fields(t, rowOf(row))
				for name, v := range ours {
					if !reflect.DeepEqual(v, theirs[name]) {
						t.Fatalf("%s is %v there, and %v here", name, v, theirs[name])
					}
				}
				if len(ours) != len(theirs)-5 { // name, lastModified, unread, tags, assignee
					t.Fatalf("%d fields of %d", len(ours), len(theirs))
				}
			}
		}
	}
}

func fields(t *testing.T, v any) (all map[string]any) {
	t.Helper()
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}
