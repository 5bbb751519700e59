package order

import (
	"crypto/rand"
	"fmt"
	"slices"
	"testing"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/offline/inbox"
)

// took are durations, for percentiles.
type took []time.Duration

func (d took) at(q float64) float64 {
	slices.Sort(d)
	return float64(d[int(q*float64(len(d)-1))].Microseconds()) / 1000
}

// BenchmarkAccept places orders: each is checked, signed, stored, sealed and on the disk.
func BenchmarkAccept(b *testing.B) {
	w := newTrade(b)
	o := w.wish(w.merchant.quote(w.merchant.line("day-at-the-wheel", "", 1)))
	var d took
	for b.Loop() {
		began := time.Now()
		_, err := w.buyer.Place(ctx, o, "")
		d = append(d, time.Since(began))
		must(b, err)
		w.buyer.parcels()
	}
	w.drop()
	b.ReportMetric(d.at(0.5), "p50-ms")
	b.ReportMetric(d.at(0.99), "p99-ms")
}

// BenchmarkConfirm says the next thing about an order that is here.
func BenchmarkConfirm(b *testing.B) {
	w := newTrade(b)
	t := w.merchant.quote(w.merchant.line("day-at-the-wheel", "", 1))
	var d took
	for b.Loop() {
		id := w.places(t)
		w.settle()
		began := time.Now()
		w.merchant.says(id, event.Confirm{})
		d = append(d, time.Since(began))
		w.settle()
	}
	b.ReportMetric(d.at(0.5), "p50-ms")
	b.ReportMetric(d.at(0.99), "p99-ms")
}

// BenchmarkDrain takes in a thousand orders that came while the merchant was away.
func BenchmarkDrain(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := newTrade(b)
		t := w.merchant.quote(w.merchant.line("day-at-the-wheel", "", 1))
		var sealed []inbox.Sealed
		for range 1000 {
			w.places(t)
		}
		for _, p := range w.buyer.parcels() {
			sealed = append(sealed, inbox.Sealed{Digest: sum(p.Sealed), Bytes: p.Sealed})
		}
		b.StartTimer()
		for batch := range slices.Chunk(sealed, 100) {
			_, err := w.merchant.Delivery.Receive(ctx, batch)
			must(b, err)
		}
		b.StopTimer()
		if n, err := w.merchant.Count(ctx, Filter{Stages: []machine.Stage{machine.Placed}}); n != 1000 || err != nil {
			b.Fatal(n, err)
		}
		b.StartTimer()
	}
}

// BenchmarkInbox filters, searches and opens ten thousand orders.
func BenchmarkInbox(b *testing.B) {
	w := newTrade(b)
	ids := w.merchant.fills(w, 10_000)
	filters := map[string]Filter{
		"newest": {}, "stage": {Stages: []machine.Stage{machine.Placed, machine.Confirmed}}, "urgent": {Sort: Urgent, Overdue: true}, "largest": {Sort: Largest},
		"unread": {Unread: true}, "tag": {Tag: "gift"}, "buyer": {Text: "Customer4711"}, "common word": {Text: "wheel"}, "number": {Text: ids[77].String()[:12]},
		"two words": {Text: "day customer99"}, "nothing": {Text: "nowhere"},
	}
	for name, f := range filters {
		b.Run(name, func(b *testing.B) {
			var d took
			var last event.ID
			for b.Loop() {
				began := time.Now()
				rows, err := w.merchant.List(ctx, Query{Filter: f, After: last})
				d = append(d, time.Since(began))
				must(b, err)
				if last = (event.ID{}); len(rows) == 50 {
					last = rows[49].ID
				}
			}
			b.ReportMetric(d.at(0.95), "p95-ms")
		})
	}
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			_, err := w.merchant.Counts(ctx, machine.Merchant)
			must(b, err)
		}
	})
	b.Run("page", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_, err := w.merchant.Page(ctx, ids[i%len(ids)])
			must(b, err)
		}
	})
}

// fills stores orders of some buyers, or of one, as they would be after years.
func (s *side) fills(w *trade, n int, buyers ...*identity.Key) (ids []event.ID) {
	s.T.Helper()
	if len(buyers) == 0 {
		buyers = append(buyers, identitytest.New(s.T))
	}
	o := w.wish(s.quote(s.line("day-at-the-wheel", "", 1)))
	for len(ids) < n {
		s.Update(func(tx *vault.Tx) error {
			for range 500 {
				o.ShipTo.Name = fmt.Sprint("Customer", len(ids))
				rand.Read(o.Salt[:])
				e, raw := sign(s.T, buyers[len(ids)%len(buyers)], event.Event{At: time.Now().Add(-time.Duration(len(ids)) * time.Hour), Body: o})
				l, err := s.readLog(tx, e.Order)
				must(s.T, err)
				l.came = e.At
				l.add(signed{e, raw})
				must(s.T, putEvent(tx, signed{e, raw}, e.Author, false))
				l.fold(s.Key.ID())
				must(s.T, s.announce(tx, l))
				must(s.T, s.settle(tx, l))
				if len(ids)%100 == 0 {
					must(s.T, tx.Do("tagging", `INSERT INTO order_tag (of, name) VALUES (?, 'gift')`, l.id[:]))
				}
				must(s.T, s.save(tx, l))
				ids = append(ids, e.Order)
			}
			return nil
		})
	}
	return ids
}
