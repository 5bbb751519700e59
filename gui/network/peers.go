package network

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// date is a day of the month in words.
func date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return strconv.Itoa(t.Day()) + " " + lang.L(t.Format("Jan"))
}

// maxAddrs is how many of one's addresses the page lists.
const maxAddrs = 4

// address is the card with one's peer ID and addresses.
func (p *Page) address(s state) fyne.CanvasObject {
	id := s.config.PeerID.String()
	copied := widget.NewLinkButton(lang.L("Copy peer ID"), func() {
		fyne.CurrentApp().Clipboard().SetContent(id)
		p.o.Notice(lang.L("Peer ID copied"))
	})
	head := widget.Row(8, widget.Strong(lang.L("My address"), 15), widget.Spring(), copied)
	col := widget.Col(8, widget.Fixed(0, 28, head), fact(lang.L("Peer ID"), id))
	for i, a := range s.config.Addrs {
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
	a, _, _ := strings.Cut(addr, "/p2p/")
	if strings.Contains(addr, "/p2p-circuit") {
		return addr
	}
	return a
}

// kindOf says how an address is reached.
func kindOf(addr string) string {
	switch {
	case strings.Contains(addr, "/p2p-circuit"):
		return lang.L("Relayed")
	case strings.Contains(addr, "/quic"):
		return "QUIC"
	}
	return "TCP"
}

// peersCard counts the open connections by the way they take.
func peersCard(peers []messaging.ConnectedPeer) fyne.CanvasObject {
	count := map[string]int{}
	for _, c := range peers {
		count[kindOf(c.Addr)]++
	}
	row := widget.Row(6, widget.Strong(strconv.Itoa(len(peers)), 20), widget.Caption(lang.L("connected"), 12.5), widget.Gap(12, 0))
	for _, k := range []string{"QUIC", "TCP", lang.L("Relayed")} {
		if n := count[k]; n > 0 {
			row.Add(widget.Pill(strconv.Itoa(n)+" "+k, "", widget.Neutral))
		}
	}
	return widget.CardOf(14, 20, widget.Col(8, widget.Strong(lang.L("Peers"), 15), widget.Fixed(0, 26, row)))
}
