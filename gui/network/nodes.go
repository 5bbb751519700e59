package network

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// nodeColumns are latency, what is held, and what was signed for.
var nodeColumns = columns{widths: []float32{56, 136, 156}, least: 150}

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
	list := []fyne.CanvasObject{nodesHead()}
	healthy, away := 0, 0
	for _, n := range s.nodes {
		row := p.rows[n.Peer]
		if row == nil {
			row = newNodeRow(p)
		}
		kept[n.Peer] = row
		row.show(n, called[n.Peer], s.custody[n.Peer])
		list = append(list, widget.Line(), row.object)
		switch {
		case !n.Online:
			away++
		case sound(n):
			healthy++
		}
	}
	p.rows = kept
	if len(s.nodes) == 0 {
		list = []fyne.CanvasObject{empty(lang.L("None yet. Ask a friend who has a machine that is always on, or run one yourself: restante push."))}
	}
	set(p.parts.nodes, list...)
	weak := len(s.nodes) - healthy - away
	set(p.parts.healthy, pills(
		pill{healthy, lang.L("{{.N}} healthy", words{"N": healthy}), widget.Fine},
		pill{weak, lang.N("{{.N}} need attention", weak, words{"N": weak}), widget.Careful},
		pill{away, lang.L("{{.N}} away", words{"N": away}), widget.Careful})...)
}

// sound reports whether a push node that answers holds mail without trouble.
func sound(n messaging.PushNode) bool {
	return n.Registered && n.LastError == "" && (n.Quota <= 0 || fill(n) <= nearlyFull)
}

// nodesHead names the columns.
func nodesHead() fyne.CanvasObject {
	head := func(s string) *widget.Text { return widget.Caption(s, 12).Cut() }
	return nodeColumns.head(widget.Gap(9, 0), widget.Fixed(0, 30, head(lang.L("Node"))), head(lang.L("Latency")),
		head(lang.L("Held for me")), head(lang.L("Signed for")), widget.Cell(buttonsWide, widget.Gap(0, 0)))
}

// buttonsWide is the room of a row's buttons, the same in each row of a table.
const buttonsWide = float32(90)

// empty is what a table without rows says.
func empty(text string) fyne.CanvasObject {
	return widget.Pad(8, 0, widget.Flow(text, 13.5, widget.Muted))
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
