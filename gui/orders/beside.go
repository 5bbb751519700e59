package orders

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/order"
)

// besideOrders are shown of somebody beside their conversation.
const besideOrders = 4

// Beside reads what somebody ordered in one's shop, and gives it for a place beside their
// conversation; nothing of somebody who never did. show turns to the page of orders first.
func (p *Page) Beside(id peer.ID, show func(), take func(fyne.CanvasObject)) {
	p.o.Loop.Go(func(ctx context.Context) func() {
		one, err := p.o.Core.Customer(ctx, id)
		if err != nil || one.Orders == 0 {
			return nil
		}
		rows, err := p.o.Core.List(ctx, order.Query{Filter: order.Filter{Buyer: id, Stages: running}, Limit: besideOrders})
		if err != nil {
			return nil
		}
		return func() { take(p.beside(one, rows, show)) }
	})
}

func (p *Page) beside(one order.Customer, rows []order.Row, show func()) fyne.CanvasObject {
	said := lang.N("{{.N}} orders", one.Orders, words{"N": one.Orders}) + " · " + spent(one.Spent)
	col := widget.Col(4, widget.Strong(lang.L("Customer"), 13), widget.Caption(said, 12.5).Cut())
	for _, r := range rows {
		b := badgeOf(r, p.o.Now())
		line := widget.Row(8, widget.Label(number(r.ID), 13), widget.Grow(widget.Wide(widget.Caption(widget.Brief(r.Title), 12.5).Cut())), widget.Pill(b.word, b.icon, b.tone))
		col.Add(widget.NewTap(lang.L("Order {{.Word}}", words{"Word": number(r.ID)}), 8, widget.Fixed(0, 34, line), func() { show(); p.goToOrder(r.ID) }))
	}
	col.Add(widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("All about this customer"), func() { show(); p.ShowCustomer(one.Peer) }))))
	return col
}
