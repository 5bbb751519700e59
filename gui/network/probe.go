package network

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
)

// probe is the test of one push node and its outcome.
type probe struct {
	under bool
	took  time.Duration
	err   error
}

// test asks a push node how it is and shows the answer in its row. What the page
// knew of it before stays hidden until the page is left: the answer is newer.
func (p *Page) test(id peer.ID) {
	if p.probes[id].under {
		return
	}
	p.setProbe(id, probe{under: true})
	p.o.Loop.Go(func(ctx context.Context) func() {
		took, err := p.o.Push.TestPushNode(ctx, id)
		return func() { p.setProbe(id, probe{took: took, err: err}) }
	})
}

func (p *Page) setProbe(id peer.ID, b probe) {
	p.probes[id] = b
	p.showNodes(p.last)
}

func (b probe) words(p *Page) (dot, ink fyne.ThemeColorName, word string) {
	switch {
	case b.under:
		return widget.Control, widget.Muted, lang.L("asking…")
	case b.err != nil:
		return widget.Warn, widget.Warn, p.o.Problem(b.err)
	}
	return widget.Online, widget.Good, lang.L("answered in {{.N}} ms", words{"N": max(1, b.took.Milliseconds())})
}
