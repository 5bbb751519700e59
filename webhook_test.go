package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// TestWebhookThatWasDown: Alice's other systems are down while Bob orders, and her own
// computer loses power in between. Once they are back they are told the whole life of the
// order, each event once and in its order, signed.
func TestWebhookThatWasDown(t *testing.T) {
	w := strangers(t, t.TempDir())
	books := newBooks(t)
	hook := books.hook(w.alice)
	w.alice.opensShop(1)

	id := w.bob.orders(w.alice.ready.PeerID, "once")
	w.alice.until("the order", func() bool { return w.alice.order(id).Order.State == "placed" })
	w.alice.says(id, "orderconfirmation", map[string]any{"ways": []map[string]string{{"method": "Bank", "to": "DE02", "reference": "1"}}})
	w.alice.kill()
	w.alice.mustStart()
	w.bob.sees(id, "confirmed")
	payment := map[string]any{"method": "Bank", "reference": "1", "amount": total}
	w.bob.says(id, "paymentnoted", payment)
	w.alice.until("the buyer's word", func() bool { return w.alice.order(id).Order.Noted == total })
	w.alice.says(id, "paymentconfirmed", payment)
	w.alice.says(id, "orderfulfillment", map[string]any{"shipper": "DHL", "trackingNumber": "00340"})
	w.bob.sees(id, "shipped")
	w.bob.says(id, "ordercompletion", map[string]any{"note": "Thank you"})
	w.alice.sees(id, "completed")

	var ping struct{ Delivered bool }
	w.alice.must("POST", "/ob/webhooks/"+hook+"/test", nil, &ping)
	if ping.Delivered {
		t.Error("what is down has answered")
	}
	books.opens()
	w.alice.must("POST", "/ob/webhooks/"+hook+"/test", nil, &ping)
	w.alice.until("all events to arrive", func() bool { return w.alice.waiting(hook) == 0 })
	books.wants(id, "placed", "confirmed", "stage=confirmed", "paymentnoted", "paymentconfirmed", "stage=paid",
		"shipped", "stage=shipped", "completed", "stage=completed")
	books.wants("blue-mug", "in", "out")

	body := map[string]string{"url": strings.Replace(w.alice.ready.API, "127.0.0.1", "localhost", 1) + "/ob/shutdown"}
	if status, err := w.alice.call("POST", "/ob/webhooks", body, nil); err != nil || status != 400 {
		t.Errorf("a webhook leads to the API: %d %v", status, err)
	}
	w.end(t)
}

// waiting is how many events have not arrived.
func (m *machine) waiting(hook string) int {
	m.t.Helper()
	var h struct{ Waiting int }
	m.must("GET", "/ob/webhooks/"+hook, nil, &h)
	return h.Waiting
}

// books are a merchant's other systems.
type books struct {
	t      testing.TB
	addr   string
	secret string
	mu     sync.Mutex
	events []cloudEvent
}

type cloudEvent struct {
	ID, Type, Subject string
	Data              struct{ Order struct{ State string } }
}

// newBooks have an address, and are down.
func newBooks(t testing.TB) *books {
	parts := strings.Split(freeAddr(t), "/")
	return &books{t: t, addr: net.JoinHostPort(parts[2], parts[4])}
}

// hook has a machine tell the books.
func (b *books) hook(m *machine) (id string) {
	b.t.Helper()
	var h struct{ ID, Secret string }
	m.must("POST", "/ob/webhooks", map[string]string{"url": "http://" + b.addr + "/in", "description": "the books"}, &h)
	b.secret = h.Secret
	return h.ID
}

func (b *books) opens() {
	b.t.Helper()
	l, err := net.Listen("tcp", b.addr)
	if err != nil {
		b.t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(b.take))
	b.t.Cleanup(s.Close)
	b.t.Cleanup(func() { l.Close() })
	s.Listener.Close()
	s.Listener = l
	s.Start()
}

// take believes what is signed.
func (b *books) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var e cloudEvent
	if err == nil {
		err = json.Unmarshal(body, &e)
	}
	wh, err2 := standardwebhooks.NewWebhook(b.secret)
	if err != nil || err2 != nil || wh.Verify(body, r.Header) != nil || r.Header.Get("webhook-id") != e.ID {
		b.t.Errorf("%s is not signed: %v %v", body, err, err2)
		w.WriteHeader(http.StatusForbidden)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, e)
}

// wants compares all that was told of something.
func (b *books) wants(subject string, types ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	var got []string
	for _, e := range b.events {
		if e.Subject != subject || e.Type == "org.restante.stock.low" { // which is told now or later
			continue
		}
		what := e.Type[strings.LastIndex(e.Type, ".")+1:]
		if what == "stage" {
			what += "=" + e.Data.Order.State
		}
		got = append(got, what)
	}
	if !slices.Equal(got, types) {
		b.t.Errorf("the books were told %q of %s, want %q", got, subject, types)
	}
}
