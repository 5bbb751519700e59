package paper

import (
	"fmt"
	"strings"
	"time"
)

// Slip is what goes into a parcel.
type Slip struct {
	Order  string
	Placed time.Time
	Seller Seller
	To     []string // the lines of an address
	Sends  []string // how it is shipped
	Memo   string
	Goods  []Goods
}

// Goods are some pieces to send.
type Goods struct {
	Title   string
	Options []string
	SKU     string
	Pieces  uint32   // that go now
	Ordered uint64   // in all
	Of      []string // orders, on a pick list
}

// Pick is what to fetch from the shelves for many orders.
type Pick struct {
	Made   time.Time
	Orders []string
	Goods  []Goods // in the order of the shelves
}

// WriteSlips writes packing slips, each from a page of its own on.
func WriteSlips(language string, all ...Slip) ([]byte, error) {
	w, err := begin(language, speaks(language).slip+" "+all[0].Order, all[0].Placed)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		w.paper(s.Seller.foot(w.words)...)
		w.slipOf(s)
	}
	return w.end()
}

func (w *writer) slipOf(s Slip) {
	w.head = func() { w.again(w.slip+" "+s.Order, s.Seller.Name); w.goodsHead(w.ordered) }
	facts := []fact{{w.order, s.Order}, {w.placed, w.dated(s.Placed)}}
	if len(s.Sends) > 0 {
		facts = append(facts, fact{w.sends, strings.Join(s.Sends, ", ")})
	}
	w.letter(s.Seller, s.To, facts)
	w.one(whole, w.y, w.slip, title)
	w.y += 36
	w.goodsHead(w.ordered)
	for _, g := range s.Goods {
		w.goods(g, fmt.Sprint(g.Ordered))
	}
	if s.Memo != "" {
		w.y += 12
		w.flow(whole, w.memo, small, 1)
		w.flow(whole, s.Memo, body, mostText)
	}
}

// WritePick writes a pick list.
func WritePick(language string, p Pick) ([]byte, error) {
	w, err := begin(language, speaks(language).pick, p.Made)
	if err != nil {
		return nil, err
	}
	w.head = func() { w.again(w.pick, w.dated(p.Made)); w.goodsHead(w.orders) }
	w.paper()
	w.one(start(0, inner*0.6), w.y, w.pick, title)
	w.one(end(inner*0.6, inner*0.4), w.y+8, w.dated(p.Made), body)
	w.y += 32
	w.flow(whole, fmt.Sprintf("%s: %d", w.orders, len(p.Orders)), small, 1)
	w.y += 14
	w.goodsHead(w.orders)
	if len(p.Goods) == 0 {
		w.flow(whole, w.none, body, 1)
	}
	for _, g := range p.Goods {
		w.goods(g, strings.Join(g.Of, "\n"))
	}
	return w.end()
}

// Columns of goods, behind a box to tick.
var (
	atCount = figures(18, 34)
	atGoods = start(64, 236)
	atSKU   = start(306, 80)
	atOf    = start(392, inner-392)
)

func (w *writer) goodsHead(last string) {
	w.names(column{atCount, w.pieces}, column{atGoods, w.item}, column{atSKU, w.sku}, column{atOf, last})
}

func (w *writer) goods(g Goods, last string) {
	text := w.broken(atGoods, g.Title, body, mostTitle)
	more := w.broken(atGoods, strings.Join(g.Options, " · "), small, mostTitle)
	number := w.broken(atSKU, g.SKU, body, 3)
	of := w.broken(atOf, last, small, mostText/2)
	high := max(float64(len(text))*deep(body)+float64(len(more))*deep(small), float64(len(of))*deep(small), float64(len(number))*deep(body))
	w.room(high + 10)
	top := w.y
	w.tick(0, top+1)
	w.one(atCount, top, fmt.Sprint(g.Pieces), bold)
	w.stack(atGoods, text)
	w.stack(atGoods, more)
	w.y = top
	w.stack(atSKU, number)
	w.y = top + 1
	w.stack(atOf, of)
	w.y = top + high
	w.rule(whole, w.y+4, quiet)
	w.y += 10
}
