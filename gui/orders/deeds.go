package orders

import (
	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/event"
)

func (n *panel) buttons(x order.Page) []fyne.CanvasObject       { return nil }
func (n *panel) desk(x order.Page) fyne.CanvasObject            { return nil }
func (p *Page) do(x order.Page, k event.Kind)                   {}
func (p *Page) sendAgain(id event.ID, h event.Hash, to peer.ID) {}
