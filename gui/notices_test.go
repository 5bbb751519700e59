package gui

import (
	"context"
	"slices"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/gui/shop"
	"restante/messaging/chat"
	"restante/messaging/order"
	orderevent "restante/messaging/order/event"
	"restante/messaging/storefront"
)

func TestANoticeLeadsToItsConversation(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		h.close()
		h.settle()
		h.did = nil
		ines := guitest.ID("Ines Duarte")
		h.world.Say(ines, guitest.Now, "A secret parcel came", "").Read = false
		h.bus.Publish(chat.MessageChanged{Peer: ines})
		<-time.After(2 * gather)
		h.wants("Ines Duarte: 1 new message")
		if h.icon != "tray5.png" {
			t.Errorf("the icon is %s, want the number of all unread messages", h.icon)
		}
		h.clicked(ines.String())
		h.wants("show")
		if !h.says("A secret parcel came") {
			t.Error("the conversation is not open")
		}
	})
}

// counter is a shop's orders, with news of them.
type counter struct {
	*guitest.Orders
	news []order.Notice
}

func (c *counter) Place(context.Context, orderevent.Order, string) (orderevent.ID, error) {
	return orderevent.ID{}, order.ErrNoOrder
}

func (c *counter) Patience(context.Context) (time.Duration, error)  { return 0, nil }
func (c *counter) SetPatience(context.Context, time.Duration) error { return nil }

func (c *counter) Notices(context.Context) ([]order.Notice, error) {
	all := c.news
	c.news = nil
	return all, nil
}

func TestANoticeLeadsToItsOrder(t *testing.T) {
	var c *counter
	at(t, Options{}, func(h *home) {
		h.world = guitest.Atelier()
		c = &counter{Orders: h.world.Orders}
		h.orders = c
	}, func(h *home) {
		h.close()
		h.settle()
		h.did = nil
		vase := slices.IndexFunc(c.All, func(o *guitest.Order) bool { return o.Title == "Blue vase" })
		id := c.All[vase].ID
		c.news = []order.Notice{{Order: id, Kind: orderevent.KindOrder}}
		h.bus.Publish(order.Arrived{Order: id, Kind: orderevent.KindOrder})
		<-time.After(2 * gather)
		h.wants("A new order: ")
		h.clicked("order:" + id.String())
		h.wants("show")
		if !h.says("Order " + id.String()[2:8]) {
			t.Error("the order is not open")
		}
	})
}

// shelf has few lamps.
type shelf struct{ shop.Core }

func (shelf) LowStock(context.Context) ([]storefront.Low, error) {
	return []storefront.Low{{Slug: "oak-desk-lamp", Title: "Oak desk lamp", Free: 3}}, nil
}

func TestANoticeLeadsToItsListing(t *testing.T) {
	at(t, Options{}, func(h *home) {
		h.world = guitest.Stocked()
		h.shop = shelf{h.world.Shop}
	}, func(h *home) {
		h.close()
		h.settle()
		h.did = nil
		h.bus.Publish(storefront.RanLow{Slug: "oak-desk-lamp"})
		<-time.After(2 * gather)
		h.wants("Something in your shop runs low: ")
		h.clicked("shop:oak-desk-lamp")
		h.wants("show")
		if !h.says("Price, options and stock") {
			t.Error("the listing is not open")
		}
	})
}
