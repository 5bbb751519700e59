package shell

import (
	"io"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/shop"
	"restante/gui/shop/visit"
)

// ShopOptions are what the page of the shop needs of others than the window.
type ShopOptions struct {
	Core   shop.Core // nil: there is no page for it
	Orders visit.Orders
	Policy shop.Policy // of orders that nobody answers; nil: it is not asked for
	File   func(take func(name string, from io.ReadCloser))
	Table  func(take func(io.ReadCloser)) // lets the user choose a table's file; nil: there is no import
}

// shop makes the page of the shop.
func (s *Shell) shop() {
	if s.o.Shop.Core == nil {
		return
	}
	o := shop.Options{Core: s.o.Shop.Core, Orders: s.o.Shop.Orders, Policy: s.o.Shop.Policy, People: s.o.People, Faces: s.faces, Nodes: s.o.Push, Loop: s.o.Loop, Now: s.o.Now, Canvas: s.over, Notice: s.Notice,
		Network: s.ShowNetwork, Browse: s.o.Browse, Choose: s.o.Choose, Table: s.o.Shop.Table, File: s.o.Shop.File}
	if s.o.Safety != nil {
		o.Save = s.o.Safety.Save
	}
	if s.Orders != nil {
		o.Order = s.OpenOrder
	}
	s.Shop = shop.New(o)
}

// turnShop shows or hides the page, where there is one.
func (s *Shell) turnShop(on bool) {
	if s.Shop != nil {
		s.turn(s.Shop.Object, on)
		s.Shop.SetShown(on)
	}
}

// shopOf visits somebody's shop from their conversation; nil without a page for it.
func (s *Shell) shopOf() func(peer.ID) {
	if s.Shop == nil {
		return nil
	}
	return func(owner peer.ID) { s.VisitShop(owner, "") }
}

// ShowShop turns to one's own shop.
func (s *Shell) ShowShop() { s.Show(shopPage) }

// OpenListing turns to one's own shop and, with a slug, to a listing of it.
func (s *Shell) OpenListing(slug string) {
	if s.Shop != nil {
		s.ShowShop()
		s.Shop.Edit(slug)
	}
}

// VisitShop turns to somebody else's, or to a listing of it.
func (s *Shell) VisitShop(owner peer.ID, slug string) {
	s.Show(shopPage)
	s.Shop.Visit(owner, slug)
}
