package webhook

import (
	"log/slog"
	"slices"
	"testing"
	"time"

	"restante/messaging/delivery/deliverytest"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/messaging/storefront/terms"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/outbox"
)

// trader is somebody with a shop, orders and a webhook.
type trader struct {
	*deliverytest.Person
	shop   *storefront.Service
	orders *order.Service
	hooks  *Service
}

func newTrader(b *testing.B) *trader {
	b.Helper()
	p := &trader{Person: deliverytest.New(b, storefront.Schema, order.Schema, Schema)}
	store, err := ipfs.OpenPinned(b.TempDir())
	must(b, err)
	b.Cleanup(func() { must(b, store.Close()) })
	p.hooks = Make(Options{Vault: p.Vault, Bus: p.Bus, Log: slog.New(slog.DiscardHandler), Self: p.ID()})
	p.shop = storefront.New(storefront.Options{Vault: p.Vault, Bus: p.Bus, Log: p.Log, Key: p.Key, Store: store})
	p.orders = order.New(order.Options{Vault: p.Vault, Bus: p.Bus, Log: p.Log, Key: p.Key, Contacts: p.Contacts, Delivery: p.Delivery, Shop: p.shop})
	_, _, err = p.hooks.Add(ctx, New{URL: "https://erp.example/"})
	must(b, err)
	return p
}

// opens a shop that sells days at the wheel, and gives the terms of one.
func (p *trader) opens(b *testing.B) (t terms.Terms) {
	b.Helper()
	shop := listingtest.Shop(b, "")
	shop.Logo = listing.Photo{}
	must(b, p.shop.SaveShop(ctx, shop))
	day := listingtest.Day("")
	day.Photos = nil
	_, err := p.shop.Save(ctx, day, storefront.OnSale)
	must(b, err)
	must(b, p.shop.Publish(ctx))
	it, err := p.shop.Item(ctx, day.Slug)
	must(b, err)
	p.View(func(tx *vault.Tx) error {
		var hash []byte
		must(b, tx.QueryRow(`SELECT version FROM shop`).Scan(&hash))
		shop, err := p.shop.ShopAt(tx, [32]byte(hash))
		must(b, err)
		l, err := p.shop.ListingAt(tx, it.Version)
		must(b, err)
		cart := terms.Cart{Shop: [32]byte(hash), Region: "DE", Lines: []terms.CartLine{{Listing: it.Version, Quantity: 1}}}
		t, err = terms.Quote(shop, map[terms.Hash]listing.Listing{it.Version: l}, cart, time.Now().UTC().Truncate(time.Millisecond))
		return err
	})
	return t
}

// took are durations without and with a webhook.
type took [2][]time.Duration

func (d *took) measure(with int, f func()) {
	began := time.Now()
	f()
	d[with] = append(d[with], time.Since(began))
}

func (d *took) report(b *testing.B, name string) {
	for i, unit := range []string{"-p50-µs", "-hooked-p50-µs"} {
		slices.Sort(d[i])
		b.ReportMetric(float64(d[i][len(d[i])/2].Nanoseconds())/1000, name+unit)
	}
}

// BenchmarkAccept places orders and takes them in, in turn with and without a webhook of
// both sides, so that both meet the same disk.
func BenchmarkAccept(b *testing.B) {
	buyer, merchant := newTrader(b), newTrader(b)
	buyer.Adds(merchant.Person)
	merchant.Adds(buyer.Person)
	o := event.Order{Merchant: merchant.ID(), Terms: merchant.opens(b), ShipTo: event.Address{Name: "Zoë", Street: "Hill 1", City: "Köln", Postcode: "50667", Country: "DE"}}
	var place, take took
	for i := 0; b.Loop() || i < 2; i++ {
		buyer.orders.Watcher, merchant.orders.Watcher = nil, nil
		if i%2 == 1 {
			buyer.orders.Watcher, merchant.orders.Watcher = buyer.hooks, merchant.hooks
		}
		place.measure(i%2, func() {
			_, err := buyer.orders.Place(ctx, o, "")
			must(b, err)
		})
		parcels := buyer.Out.Take()
		take.measure(i%2, func() { buyer.Carry(merchant.Person, parcels...) })
		buyer.Update(func(tx *vault.Tx) error {
			for _, p := range parcels {
				must(b, buyer.Out.Done(tx, p.Ref))
				must(b, buyer.Delivery.Changed(tx, p.Ref, outbox.Delivered, ""))
			}
			return nil
		})
	}
	place.report(b, "place")
	take.report(b, "take")
	b.ReportMetric(float64(len(place[0])), "orders")
}
