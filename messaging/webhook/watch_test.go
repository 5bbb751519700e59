package webhook

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/vault"
)

// told are the events that a hook gets of what happens in a transaction, the first one
// first.
func (w *teller) told(hook string, f func(tx *vault.Tx) error) (all []cloudEvent) {
	w.t.Helper()
	must(w.t, w.Vault.Update(ctx, "test", f))
	for _, d := range w.log(hook) {
		var e cloudEvent
		must(w.t, json.Unmarshal(d.Body, &e))
		all = append(all, e)
	}
	slices.Reverse(all)
	return all
}

func entry(hash byte, b event.Body, void machine.Reason) machine.Entry {
	return machine.Entry{Event: event.Event{Hash: event.Hash{hash}, At: time.Unix(1_800_000_000, 0), Body: b}, By: machine.Merchant, Void: void}
}

// What is said about an order is told by itself, and what the order has become.
func TestOrderEvents(t *testing.T) {
	w := newTeller(t, nil)
	hook, _ := w.adds(New{URL: "https://erp.example/"})
	row := order.Row{ID: event.ID{7}, Role: machine.Merchant, Buyer: identitytest.New(t).ID(), Merchant: w.Self, Stage: machine.PartlyShipped,
		Title: "Mug", Pieces: 3, Currency: money.Currency{Code: "EUR", Decimals: 2}, Total: 5000, Paid: 5000, Payment: order.FullyPaid, Step: order.ToShip}
	all := w.told(hook, func(tx *vault.Tx) error {
		return w.Said(tx, row, machine.Paid, []machine.Entry{
			entry(1, event.Ship{}, ""), entry(2, event.Cancel{}, machine.Over), entry(3, event.Message{Text: "secret words"}, ""),
		})
	})
	var got []string
	for _, e := range all {
		got = append(got, e.Type+" "+e.ID[:2])
		if e.Subject != row.ID.String() {
			t.Errorf("%s is about %s", e.Type, e.Subject)
		}
	}
	want := []string{"org.restante.order.shipped 01", "org.restante.order.void 02", "org.restante.order.message 03", "org.restante.order.stage 03"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	data := all[1].Data.(map[string]any)
	if o, e := data["order"].(map[string]any), data["event"].(map[string]any); o["state"] != "partlyShipped" || o["total"] != 5000.0 ||
		e["kind"] != "cancel" || e["by"] != "merchant" || e["void"] != string(machine.Over) {
		t.Errorf("%+v", data)
	}
	if data := all[3].Data.(map[string]any); data["before"] != "paid" {
		t.Errorf("%+v", data)
	}
	fresh := w.told(hook, func(tx *vault.Tx) error {
		return w.Said(tx, row, machine.Unknown, []machine.Entry{entry(4, event.Order{}, "")})
	})
	if len(fresh) != len(all)+1 || fresh[len(all)].Type != "org.restante.order.placed" {
		t.Errorf("a new order is told as %+v", fresh[len(all):])
	}
	all = fresh
	again := w.told(hook, func(tx *vault.Tx) error {
		return w.Said(tx, row, row.Stage, []machine.Entry{entry(1, event.Ship{}, "")})
	})
	if len(again) != len(all) {
		t.Error("the same event was told twice")
	}
}

// The rest of what is told.
func TestOtherEvents(t *testing.T) {
	w := newTeller(t, nil)
	hook, _ := w.adds(New{URL: "https://erp.example/", Types: Types()})
	root := ipfs.CIDOf([32]byte{1})
	all := w.told(hook, func(tx *vault.Tx) error {
		must(t, w.Low(tx, storefront.Low{Slug: "blue-mug", Variant: "s", Free: 2, Threshold: 5}))
		must(t, w.Published(tx, root))
		return w.Came(tx, peer.ID("somebody"))
	})
	if len(all) != 3 || all[1].Type != Published || all[1].Subject != root.String() {
		t.Fatalf("%+v", all)
	}
	b, err := json.Marshal(all[0].Data)
	must(t, err)
	if e := all[0]; e.Type != StockLow || e.Subject != "blue-mug" || string(b) != `{"lowAt":5,"quantity":2,"slug":"blue-mug","variant":"s"}` {
		t.Errorf("%+v", e)
	}
	if e := all[2]; e.Type != MessageCame || e.Subject != "" || e.Data != nil || e.DataType != "" {
		t.Errorf("it says more than that a message came: %+v", e)
	}
}

// The stock is told as it is after a transaction, and over a crash.
func TestStock(t *testing.T) {
	w := newTeller(t, newReceiver(nil))
	moves := func(pieces ...uint32) func(*vault.Tx) error {
		return func(tx *vault.Tx) error {
			for _, n := range pieces {
				must(t, w.Stock(tx, "blue-mug", "s", n, n == 0))
			}
			return nil
		}
	}
	must(t, w.Vault.Update(ctx, "test", moves(0))) // nobody wants to know
	hook, _ := w.adds(New{URL: "https://erp.example/", Paused: true})
	for _, c := range []struct {
		pieces []uint32
		want   string
	}{
		{[]uint32{0}, `{"slug":"blue-mug","variant":"s","quantity":0,"soldOut":true}`},
		{[]uint32{1, 0}, ""}, {[]uint32{3, 0, 2}, `{"slug":"blue-mug","variant":"s","quantity":2,"soldOut":false}`}, {[]uint32{0, 1, 0, 1}, ""},
	} {
		before := len(w.log(hook))
		must(t, w.Vault.Update(ctx, "test", moves(c.pieces...)))
		w.reopens()
		_, err := w.dispatch(ctx)
		must(t, err)
		all := w.log(hook)
		if c.want == "" && len(all) == before {
			continue
		}
		var got struct {
			Type, Subject string
			Data          json.RawMessage
		}
		must(t, json.Unmarshal(all[0].Body, &got))
		kind := map[bool]string{true: StockOut, false: StockIn}[c.pieces[len(c.pieces)-1] == 0]
		if len(all) != before+1 || string(got.Data) != c.want || got.Type != kind || got.Subject != "blue-mug" {
			t.Errorf("%d: %d events, the last one %+v", c.pieces, len(all)-before, got)
		}
	}
}
