package orders

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// peerOf is who has a role in an order; "" for nobody.
func peerOf(r order.Row, by machine.Role) peer.ID {
	return map[machine.Role]peer.ID{machine.Buyer: r.Buyer, machine.Merchant: r.Merchant, machine.Moderator: r.Moderator}[by]
}

// readNames gives what all who take part in an order are called.
func (p *Page) readNames(ctx context.Context, r order.Row) map[peer.ID]string {
	all := map[peer.ID]string{}
	for _, by := range []machine.Role{machine.Buyer, machine.Merchant, machine.Moderator} {
		id := peerOf(r, by)
		if id == "" || by == r.Role {
			continue
		}
		if all[id] = names.Short(id); id == other(r) {
			all[id] = nameOf(r)
		}
		if p.o.Name != nil {
			if name := widget.Brief(p.o.Name(ctx, id)); name != "" {
				all[id] = name
			}
		}
	}
	return all
}

// parties are all who take part, whom one can talk to.
func (n *panel) parties(x order.Page) fyne.CanvasObject {
	col := widget.Col(2, widget.Line(), widget.Inset(8, 2, 0, 0, widget.Strong(lang.L("Who takes part"), 13.5).Cut()))
	for _, w := range []struct {
		by   machine.Role
		word string
	}{{machine.Buyer, lang.L("Buyer")}, {machine.Merchant, lang.L("Seller")}, {machine.Moderator, lang.L("Moderator")}} {
		if id := peerOf(x.Row, w.by); id != "" {
			col.Add(n.party(x, id, w.word, w.by == x.Role))
		}
	}
	if x.Moderator == "" {
		col.Add(widget.Caption(lang.L("No moderator was agreed on."), 12.5).Cut())
	}
	return col
}

// party is one of them.
func (n *panel) party(x order.Page, id peer.ID, word string, me bool) fyne.CanvasObject {
	avatar := widget.NewAvatar("", 30, widget.Panel)
	n.p.portray(avatar, id, widget.Panel)
	name := lang.L("You")
	if !me {
		name = n.names[id]
	}
	row := widget.Row(10, avatar, widget.Grow(widget.Wide(widget.Col(0, widget.Label(name, 13).Cut(), widget.Caption(word, 12).Cut()))))
	if me {
		return widget.Fixed(0, 44, row)
	}
	row.Add(widget.NewIcon("message-circle", widget.Muted, 16))
	return widget.NewTap(lang.L("Write to {{.Name}}", words{"Name": name}), 8, widget.Fixed(0, 44, row), func() { n.p.o.Open(id) })
}
