package network

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// The columns of the push nodes.
const (
	latencyWide = float32(56)
	heldWide    = float32(136)
	signedWide  = float32(96)
	buttonsWide = float32(90)
)

// registered is how many push nodes have agreed to hold mail.
func registered(nodes []messaging.PushNode) (n int) {
	for _, x := range nodes {
		if x.Registered {
			n++
		}
	}
	return n
}

func (p *Page) showNodes(s state) {
	called, kept := names.Nodes(s.nodes), map[peer.ID]*nodeRow{}
	list, healthy := []fyne.CanvasObject{nodesHead()}, 0
	for _, n := range s.nodes {
		row := p.rows[n.Peer]
		if row == nil {
			row = newNodeRow(p)
		}
		kept[n.Peer] = row
		row.show(n, called[n.Peer], s.custody[n.Peer])
		list = append(list, widget.Line(), row.object)
		if n.Online && n.Registered {
			healthy++
		}
	}
	p.rows = kept
	if len(s.nodes) == 0 {
		list = []fyne.CanvasObject{empty(lang.L("None yet. Ask a friend who has a machine that is always on, or run one yourself: restante push."))}
	}
	set(p.parts.nodes, list...)
	set(p.parts.healthy, pills(
		pill{healthy, lang.L("{{.N}} healthy", words{"N": healthy}), widget.Fine},
		pill{len(s.nodes) - healthy, lang.L("{{.N}} away", words{"N": len(s.nodes) - healthy}), widget.Careful})...)
}

// nodesHead names the columns.
func nodesHead() fyne.CanvasObject {
	head := func(s string) *widget.Text { return widget.Caption(s, 12).Cut() }
	return widget.Fixed(0, 30, columns(widget.Gap(9, 0), head(lang.L("Node")), head(lang.L("Latency")),
		head(lang.L("Held for me")), head(lang.L("Signed for")), widget.Gap(0, 0)))
}

func columns(dot, name, latency, held, signed, buttons fyne.CanvasObject) *fyne.Container {
	return widget.Row(14, dot, widget.Grow(widget.Wide(name)), widget.Fixed(latencyWide, 0, latency),
		widget.Fixed(heldWide, 0, held), widget.Fixed(signedWide, 0, signed), widget.Fixed(buttonsWide, 0, buttons))
}

// empty is what a table without rows says.
func empty(text string) fyne.CanvasObject {
	return widget.Pad(8, 0, widget.Para(text, 13.5, 640, widget.Muted))
}

// pill is a count over a table; zero is left out.
type pill struct {
	n    int
	word string
	tone widget.Tone
}

func pills(all ...pill) (o []fyne.CanvasObject) {
	for _, x := range all {
		if x.n > 0 {
			o = append(o, widget.Pill(x.word, "", x.tone))
		}
	}
	return o
}
