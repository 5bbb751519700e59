package main

import (
	"fmt"
	"testing"
)

// TestManyOrdersWhileAway: people whom Alice has never met order while she is away, more
// than she has, and are gone when she comes back. She confirms and ships, and goes; they
// come back one by one, and one of them disputes. Whoever comes finds out all, and in the
// end all have the same events, and know it. As many as there were mugs got one.
func TestManyOrdersWhileAway(t *testing.T) {
	t.Parallel()
	newFair(t, 3, 4, 2).goes()
}

// fair is a town with a shop and those who buy there. Bob judges.
type fair struct {
	*town
	shop, judge string
	buyers      []*machine
	orders      map[*machine][]string
	argued      string // the order that is disputed
	each        int    // orders of a buyer
	mugs, short int    // how many there are, and how many too few
}

func newFair(t *testing.T, buyers, each, short int) *fair {
	t.Helper()
	root := t.TempDir()
	f := &fair{town: strangers(t, root), orders: make(map[*machine][]string), each: each, mugs: buyers*each - short, short: short}
	f.shop, f.judge = f.alice.ready.PeerID, f.bob.ready.PeerID
	f.alice.opensShop(f.mugs, f.judge)
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
	f.alice.until("all to be over", func() bool { return f.alice.sales("completed,decided") == f.mugs })
	if n := f.alice.sales("failed"); n != f.short {
		f.alice.t.Errorf("%d orders failed, want %d", n, f.short)
	}
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
	for over := false; !over; {
		var found struct{ Orders []struct{ OrderID string } }
		f.alice.until("another order", func() bool {
			f.alice.must("GET", "/ob/sales?step=toConfirm", nil, &found)
			over = f.alice.sales("shipped,failed") == f.mugs+f.short
			return over || len(found.Orders) > 0
		})
		for _, o := range found.Orders {
			f.alice.says(o.OrderID, "orderconfirmation", confirmation())
			f.alice.says(o.OrderID, "paymentconfirmed", payment())
			f.alice.says(o.OrderID, "orderfulfillment", parcel())
		}
	}
	f.alice.leaves()
}

// sales counts those in some states.
func (m *machine) sales(states string) int {
	m.t.Helper()
	var found struct{ QueryCount int }
	m.must("GET", "/ob/sales?state="+states, nil, &found)
	return found.QueryCount
}

// thanks is a buyer who comes back and is content with all that there was, but for the
// first mug of the first one.
func (f *fair) thanks(b *machine) {
	b.mustStart()
	for _, id := range f.orders[b] {
		b.until("an answer", func() bool { s := b.order(id).Order.State; return s == "shipped" || s == "failed" })
		switch {
		case b.order(id).Order.State == "failed":
		case f.argued == "":
			f.argued = id
			b.says(id, "opendispute", map[string]any{"claim": "It is broken"})
		default:
			b.says(id, "ordercompletion", map[string]any{"note": "Thank you"})
		}
	}
	b.leaves()
}

// judges is Bob, who had nothing to do with it before.
func (f *fair) judges() {
	f.bob.mustStart()
	f.bob.sees(f.argued, "disputed")
	f.bob.says(f.argued, "closedispute", map[string]any{"buyerAmount": 1000, "vendorAmount": total - 1000, "resolution": "Half of the mug is left"})
	f.bob.leaves()
}

// agrees is a buyer whose events are the merchant's, byte for byte, as the digests of
// both say too.
func (f *fair) agrees(b *machine) {
	b.mustStart()
	for _, id := range f.orders[b] {
		b.until("the same events", func() bool { all := b.events(id); return all != "" && all == f.alice.events(id) })
	}
	b.must("POST", "/ob/checkorders", map[string]string{"peerId": f.shop}, nil)
	for _, id := range f.orders[b] {
		f.alice.until("the digest of "+b.name, func() bool { return f.alice.order(id).agreed(b) })
		b.until("her digest", func() bool { return b.order(id).agreed(f.alice) })
	}
	b.stop()
	b.audit()
}

// events are all those of an order as they were signed; none while the process is gone.
func (m *machine) events(id string) string {
	var all []byte
	m.gets("/ob/order/"+id+"/events", &all)
	return string(all)
}
