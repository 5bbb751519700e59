package main

import (
	"encoding/json"
	"fmt"
	"testing"
)

// TestManyOrdersWhileAway: people whom Alice has never met order while she is away, and
// are gone when she comes back. She confirms and ships, and goes; they come back one by
// one, and one of them disputes. Whoever comes finds out all, and in the end all have the
// same events.
func TestManyOrdersWhileAway(t *testing.T) { newFair(t, 3, 4).goes() }

// fair is a town with a shop and those who buy there. Bob judges.
type fair struct {
	*town
	shop, judge string
	buyers      []*machine
	orders      map[*machine][]string
	each, n     int
}

func newFair(t *testing.T, buyers, each int) *fair {
	t.Helper()
	root := t.TempDir()
	f := &fair{town: strangers(t, root), orders: make(map[*machine][]string), each: each, n: buyers * each}
	f.shop, f.judge = f.alice.ready.PeerID, f.bob.ready.PeerID
	f.alice.opensShop(f.n, f.judge)
	f.alice.stop()
	f.bob.stop()
	for i := range buyers {
		f.buyers = append(f.buyers, newMachine(t, f.alice.bin, root, fmt.Sprint("buyer", i), "serve", "--listen", freeAddr(t), "--push-node", f.oslo.ready.Addrs[0]))
	}
	return f
}

func (f *fair) goes() {
	for _, b := range f.buyers {
		f.visits(b)
	}
	f.sells()
	for _, b := range f.buyers {
		f.thanks(b)
	}
	f.judges()
	f.alice.mustStart()
	f.alice.until("all to be over", func() bool { return f.alice.sales("completed,decided") == f.n })
	for _, b := range f.buyers {
		f.agrees(b)
	}
	f.alice.hasStock(0)
	f.end(f.alice.t)
}

// visits is a buyer who orders and goes.
func (f *fair) visits(b *machine) {
	b.mustStart()
	b.registered()
	for i := range f.each {
		f.orders[b] = append(f.orders[b], b.orders(f.shop, fmt.Sprint(i), f.judge))
	}
	b.leaves()
}

// leaves waits until others hold what is under way.
func (m *machine) leaves() {
	m.t.Helper()
	m.until("others to hold everything", func() bool {
		var all []struct{ State string }
		m.must("GET", "/ob/outbox", nil, &all)
		for _, p := range all {
			if p.State != "stored" {
				return false
			}
		}
		return true
	})
	m.stop()
}

// sells is Alice, who takes, is paid and ships whatever she finds, and goes again.
func (f *fair) sells() {
	f.alice.mustStart()
	f.alice.until("all orders", func() bool {
		var found struct{ Orders []struct{ OrderID string } }
		f.alice.must("GET", "/ob/sales?step=toConfirm", nil, &found)
		for _, o := range found.Orders {
			f.alice.says(o.OrderID, "orderconfirmation", map[string]any{"ways": []map[string]string{{"method": "Bank", "to": "DE02", "reference": "1"}}})
			f.alice.says(o.OrderID, "paymentconfirmed", map[string]any{"method": "Bank", "reference": "1", "amount": total})
			f.alice.says(o.OrderID, "orderfulfillment", map[string]any{"shipper": "DHL", "trackingNumber": "00340"})
		}
		return f.alice.sales("shipped") == f.n
	})
	f.alice.leaves()
}

// sales counts those in some states.
func (m *machine) sales(states string) int {
	m.t.Helper()
	var found struct{ QueryCount int }
	m.must("GET", "/ob/sales?state="+states, nil, &found)
	return found.QueryCount
}

// thanks is a buyer who comes back and is content with all but the last one's last.
func (f *fair) thanks(b *machine) {
	b.mustStart()
	for i, id := range f.orders[b] {
		b.sees(id, "shipped")
		if b == f.buyers[len(f.buyers)-1] && i == f.each-1 {
			b.says(id, "opendispute", map[string]any{"claim": "It is broken"})
		} else {
			b.says(id, "ordercompletion", map[string]any{"note": "Thank you"})
		}
	}
	b.leaves()
}

// judges is Bob, who had nothing to do with it before.
func (f *fair) judges() {
	f.bob.mustStart()
	last := f.orders[f.buyers[len(f.buyers)-1]]
	id := last[f.each-1]
	f.bob.sees(id, "disputed")
	f.bob.says(id, "closedispute", map[string]any{"buyerAmount": 1000, "vendorAmount": total - 1000, "resolution": "Half of the mug is left"})
	f.bob.leaves()
}

// agrees is a buyer whose events are the merchant's, byte for byte.
func (f *fair) agrees(b *machine) {
	b.mustStart()
	for _, id := range f.orders[b] {
		b.until("the same events", func() bool { return b.events(id) == f.alice.events(id) })
	}
	b.stop()
	b.audit()
}

// events are all those of an order as they were signed.
func (m *machine) events(id string) string {
	m.t.Helper()
	var all json.RawMessage
	m.must("GET", "/ob/order/"+id+"/events", nil, &all)
	return string(all)
}
