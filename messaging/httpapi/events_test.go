package httpapi

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/order"
	orderevent "restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/node/event"
	"restante/node/p2p"
)

// listen opens the stream and returns its lines after the first comment.
func (a *api) listen() *bufio.Scanner {
	a.t.Helper()
	resp, err := http.DefaultClient.Do(a.request("GET", "/ob/events", ""))
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { _ = resp.Body.Close() })
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		a.t.Errorf("Content-Type %q", got)
	}
	lines := bufio.NewScanner(resp.Body)
	if !lines.Scan() || lines.Text() != ": ready" {
		a.t.Fatalf("the stream begins with %q", lines.Text())
	}
	return lines
}

// next returns the JSON of the next event.
func next(t *testing.T, lines *bufio.Scanner) string {
	t.Helper()
	for lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			return data
		}
	}
	t.Fatalf("the stream ended: %v", lines.Err())
	return ""
}

func TestEvents(t *testing.T) {
	o := new(core).options()
	a := start(t, o)
	first, second := a.listen(), a.listen()
	for _, e := range []struct {
		event any
		want  string
	}{
		{chat.MessageChanged{Peer: bob, ID: "m1"}, `{"type":"message","peerId":"BOB","messageId":"m1"}`},
		{chat.ConversationChanged{Peer: bob}, `{"type":"conversation","peerId":"BOB"}`},
		{chat.Typing{Peer: bob, Until: noon}, `{"type":"typing","peerId":"BOB","until":"2026-11-21T11:00:00.123456789Z"}`},
		{contact.Changed{Peer: bob}, `{"type":"contact","peerId":"BOB"}`},
		{contact.NewDevice{Peer: bob}, `{"type":"device","peerId":"BOB"}`},
		{storefront.Changed{Slug: "blue-mug"}, `{"type":"listing","slug":"blue-mug"}`},
		{storefront.Published{}, `{"type":"published"}`},
		{storefront.RanLow{Slug: "mug", Variant: "s"}, `{"type":"lowStock","slug":"mug","variant":"s"}`},
		{storefront.Visited{Peer: bob}, `{"type":"shop","peerId":"BOB"}`},
		{order.Changed{Order: orderID}, `{"type":"order","orderId":"` + orderID.String() + `"}`},
		{order.Arrived{Order: orderID, Event: eventHash, Kind: orderevent.KindPaid}, `{"type":"orderEvent","orderId":"` + orderID.String() + `","event":"` + eventHash.String() + `","kind":"paid"}`},
		{order.Refused{}, `{"type":"refusedEvent"}`},
		{p2p.PeerConnected{ID: bob}, `{"type":"connected","peerId":"BOB"}`},
		{p2p.PeerDisconnected{ID: bob}, `{"type":"disconnected","peerId":"BOB"}`},
		{p2p.NetworkChanged{}, `{"type":"network"}`},
	} {
		o.Bus.Publish(struct{ inside string }{"of no use outside"})
		o.Bus.Publish(e.event)
		want := strings.ReplaceAll(e.want, "BOB", bob.String())
		for _, lines := range []*bufio.Scanner{first, second} {
			if got := next(t, lines); !sameJSON([]byte(got), []byte(want)) {
				t.Errorf("%T became %s, want %s", e.event, got, want)
			}
		}
	}
}

// A reader that stands still holds up nobody and is told what it missed.
func TestSlowReaderIsTold(t *testing.T) {
	o := new(core).options()
	a := start(t, o)
	lines := a.listen()
	for range 300_000 { // more than any socket buffers
		o.Bus.Publish(chat.MessageChanged{Peer: bob, ID: "m1"})
	}
	count := 0
	for {
		var n struct{ Type string }
		if err := json.Unmarshal([]byte(next(t, lines)), &n); err != nil {
			t.Fatal(err)
		}
		if n.Type == "lost" {
			return
		}
		if count++; count > 300_000 {
			t.Fatal("nothing was lost")
		}
	}
}

func TestLostComesAfterWhatWasKept(t *testing.T) {
	var bus event.Bus
	sub := bus.Subscribe(2)
	defer sub.Close()
	for range 5 {
		bus.Publish(p2p.NetworkChanged{})
	}
	w := httptest.NewRecorder()
	if err := newFeed(w).pass(sub.Take()); err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat("data: {\"type\":\"network\"}\n\n", 2) + "data: {\"type\":\"lost\"}\n\n"
	if w.Body.String() != want {
		t.Errorf("got %q", w.Body)
	}
}
