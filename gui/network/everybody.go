package network

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// maxPeers is how many connections are listed one by one.
const maxPeers = 100

// everybody lists the open connections: who, which way, and who called whom.
func (p *Page) everybody() {
	s := p.last
	rows := widget.Col(0)
	for i, c := range ordered(s) {
		if i == maxPeers {
			rest := len(s.peers) - maxPeers
			rows.Add(widget.Fixed(0, 34, widget.Caption(lang.N("and {{.N}} more", rest, words{"N": rest}), 12.5)))
			break
		}
		if i > 0 {
			rows.Add(widget.Pad(0, 6, widget.Line()))
		}
		rows.Add(p.peerRow(c, s.calledPeer(c.ID)))
	}
	var o *widget.Overlay
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, func() { o.Close() })
	head := widget.Row(8, widget.Strong(lang.L("Peers"), 16), widget.Spring(), closer)
	list := widget.Fixed(peersWide+12, min(peersHigh, rows.MinSize().Height), widget.Room(widget.Inset(0, 0, 0, 6, rows)))
	o = widget.Modal(p.o.Canvas(), widget.Pad(20, 24, widget.Col(14, head, widget.Inset(0, 0, -6, -6, list))))
}

const (
	peersWide = float32(520)
	peersHigh = float32(400)
)

// peerColumns are the way, and who called whom.
var peerColumns = columns{widths: []float32{76, 110}, least: 150}

// peerRow is one connection; it copies the address.
func (p *Page) peerRow(c messaging.ConnectedPeer, name string) fyne.CanvasObject {
	who := widget.Col(1, widget.Label(cmp.Or(name, names.Short(c.ID)), 13).Cut(), widget.Caption(withoutID(c.Addr), 12).Cut())
	way, tone := lang.L("Direct"), widget.Fine
	if isRelayed(c.Addr) {
		way, tone = lang.L("Relayed"), widget.Neutral
	}
	dir := lang.L("you called")
	if c.Direction == "in" {
		dir = lang.L("came to you")
	}
	row := peerColumns.row(widget.Gap(0, 0), who, widget.Left(widget.Pill(way, "", tone)), widget.Caption(dir, 12.5).Cut(),
		widget.NewIcon("copy", widget.Muted, 15))
	return widget.NewTap(lang.L("Copy the address of {{.Name}}", words{"Name": cmp.Or(name, names.Short(c.ID))}), 8, widget.Pad(9, 6, row), func() {
		fyne.CurrentApp().Clipboard().SetContent(withPeer(c))
		p.o.Notice(lang.L("Address copied"))
	})
}

// withPeer is an address that a program can dial.
func withPeer(c messaging.ConnectedPeer) string { return withoutID(c.Addr) + "/p2p/" + c.ID.String() }

// calledPeer is the name of a person or a push node of one's own; "" of others.
func (s *state) calledPeer(id peer.ID) string {
	return cmp.Or(s.names[id], names.Nodes(s.nodes)[id])
}

// ordered puts those with a name first.
func ordered(s state) []messaging.ConnectedPeer {
	all := slices.Clone(s.peers)
	slices.SortStableFunc(all, func(a, b messaging.ConnectedPeer) int {
		x, y := s.calledPeer(a.ID), s.calledPeer(b.ID)
		if (x == "") != (y == "") {
			return cmp.Compare(len(y), len(x))
		}
		return cmp.Compare(x, y)
	})
	return all
}
