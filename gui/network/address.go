package network

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// maxAddrs is how many of one's addresses the page lists.
const maxAddrs = 4

// address is the card with one's peer ID and addresses.
func (p *Page) address(c messaging.Config) fyne.CanvasObject {
	id := c.PeerID.String()
	copied := widget.NewLinkButton(lang.L("Copy peer ID"), func() {
		fyne.CurrentApp().Clipboard().SetContent(id)
		p.o.Notice(lang.L("Peer ID copied"))
	})
	head := widget.Row(8, widget.Strong(lang.L("My address"), 15), widget.Spring(), widget.Inset(0, 0, 0, -8, copied))
	col := widget.Col(8, widget.Fixed(0, 28, head), fact(lang.L("Peer ID"), id))
	for i, a := range c.Addrs {
		if i == maxAddrs {
			break
		}
		col.Add(fact(kindOf(a), withoutID(a)))
	}
	return widget.CardOf(14, 20, col)
}

func fact(name, value string) fyne.CanvasObject {
	return widget.Fixed(0, 20, widget.Row(8, widget.Fixed(84, 0, widget.Caption(name, 12.5).Cut()), widget.Grow(widget.Wide(widget.Label(value, 12.5).Cut()))))
}

func withoutID(addr string) string {
	if isRelayed(addr) {
		return addr
	}
	a, _, _ := strings.Cut(addr, "/p2p/")
	return a
}

func isRelayed(addr string) bool { return strings.Contains(addr, "/p2p-circuit") }

// kindOf says how an address is reached.
func kindOf(addr string) string {
	switch {
	case isRelayed(addr):
		return lang.L("Relayed")
	case strings.Contains(addr, "/quic"):
		return "QUIC"
	}
	return "TCP"
}
