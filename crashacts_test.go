package main

import (
	"slices"
)

// buys has Bob order some mugs, once for each key, and waits until somebody else has it.
func (w *crashTown) buys(pieces int, key string) {
	w.bob.t.Helper()
	var cart map[string]any
	w.eventually(w.bob, "the shop", func() bool {
		cart = w.bob.fills(w.alice.ready.PeerID, pieces, w.carol.ready.PeerID)
		return cart != nil
	})
	var placed struct{ OrderID string }
	w.once(w.bob, "/ob/purchase", key, cart, &placed)
	w.order = placed.OrderID
	w.eventually(w.bob, "others to have the order", func() bool {
		p := w.bob.order(w.order)
		return p.copies("stored")+p.copies("delivered") == 1
	})
}

// says moves the order on, once for each path.
func (w *crashTown) says(m *machine, path string, what map[string]any) (event string) {
	m.t.Helper()
	return w.saysAs(m, path, w.order+path, what)
}

// saysAs is says for what is said several times.
func (w *crashTown) saysAs(m *machine, path, key string, what map[string]any) (event string) {
	m.t.Helper()
	what["orderId"] = w.order
	var said struct{ Event string }
	w.once(m, "/ob/"+path, key, what, &said)
	return said.Event
}

// hears waits until the last that was said is of a kind.
func (w *crashTown) hears(m *machine, kind string) {
	m.t.Helper()
	w.eventually(m, "the "+kind, func() bool { return m.order(w.order).last() == kind })
}

func (w *crashTown) reach(m *machine, state string) {
	m.t.Helper()
	w.eventually(m, "the order to be "+state, func() bool { return m.order(w.order).Order.State == state })
}

// agree waits until some people have the same events of the order, byte for byte, and
// know it. These are what was said, each thing once, and come to this state.
func (w *crashTown) agree(state, said string, money money, people ...*machine) {
	first := people[0]
	first.t.Helper()
	for _, p := range people[1:] {
		w.eventually(p, "the same events", func() bool { all := p.events(w.order); return all != "" && all == first.events(w.order) })
		w.once(p, "/ob/checkorders", "check", map[string]string{"peerId": first.ready.PeerID}, nil)
		w.eventually(first, "it to be known", func() bool { return first.order(w.order).agreed(p) })
		w.eventually(p, "it to be known", func() bool { return p.order(w.order).agreed(first) })
	}
	for _, p := range people {
		var page orderPage
		w.eventually(p, "the order", func() bool { page = p.order(w.order); return page.Order.State != "" })
		if page.Order.State != state || page.said() != said || page.Money != money || page.Waiting > 0 || len(page.Forks) > 0 {
			p.t.Errorf("%s has %+v, want %s, %s, %+v", p.name, page, state, said, money)
		}
	}
}

func (p orderPage) agreed(with *machine) bool {
	return slices.ContainsFunc(p.Agreed, func(a struct{ PeerID string }) bool { return a.PeerID == with.ready.PeerID })
}

// hasStock is Alice's; she may die as she is asked.
func (w *crashTown) hasStock(want int) {
	w.alice.t.Helper()
	var all int
	w.eventually(w.alice, "the stock", func() bool {
		free, reserved, ok := w.alice.stock()
		all = free + reserved
		return ok
	})
	if all != want {
		w.alice.t.Errorf("%d mugs are there, want %d", all, want)
	}
}
