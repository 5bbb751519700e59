package shell

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/orders"
	"restante/gui/safe"
	"restante/messaging/order/event"
)

// orders makes the page of orders.
func (s *Shell) orders() {
	if s.o.Orders == nil {
		return
	}
	o := orders.Options{Core: s.o.Orders, Faces: s.faces, Loop: s.o.Loop, Now: s.o.Now, Canvas: s.over, Notice: s.Notice, Open: s.OpenChat,
		Count: func(n int) {
			if s.rail != nil {
				s.rail.waiting(n)
			}
		}}
	if s.o.Safety != nil {
		o.Save, o.Backup, o.BackUp = s.o.Safety.Save, s.backedUp, func() { s.safe.BackUp() }
	}
	if s.o.Shop.Core != nil {
		o.Shop, o.ToShop = s.o.Shop.Core, s.ShowShop
	}
	if stock, ok := s.o.Shop.Core.(orders.Stock); ok {
		o.Stock = stock
	}
	o.Pick, o.Choose, o.Browse, o.Name = s.o.Shop.Table, s.o.Choose, s.o.Browse, s.nameOf
	if s.o.Browse != nil {
		o.Show = func(path string) error { return s.o.Browse("file://" + filepath.ToSlash(path)) }
	}
	s.Orders = orders.New(o)
}

// nameOf is what a person is called; "" for one who is not known.
func (s *Shell) nameOf(ctx context.Context, id peer.ID) string {
	about, err := s.o.People.About(ctx, id)
	if err != nil {
		return "" // whoever shows it has their number
	}
	return about.Name
}

// customer reads what somebody ordered, for their conversation; nil without orders.
func (s *Shell) customer() func(peer.ID, func(fyne.CanvasObject)) {
	if s.Orders == nil {
		return nil
	}
	return func(of peer.ID, take func(fyne.CanvasObject)) { s.Orders.Beside(of, s.ShowOrders, take) }
}

// backedUp is when the last backup was made.
func (s *Shell) backedUp() time.Time { return safe.Made(s.o.Settings.Preferences) }

// turnOrders shows or hides the page, where there is one.
func (s *Shell) turnOrders(on bool) {
	if s.Orders != nil {
		s.turn(s.Orders.Object, on)
		s.Orders.SetShown(on)
	}
}

// ShowOrders turns to the page of orders.
func (s *Shell) ShowOrders() { s.Show(ordersPage) }

// OpenOrder shows one of them.
func (s *Shell) OpenOrder(id event.ID) {
	if s.Orders != nil {
		s.ShowOrders()
		s.Orders.Open(id)
	}
}
