package network

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
)

// Page shows the network.
type Page struct {
	Object fyne.CanvasObject

	o       Options
	parts   parts
	rows    map[peer.ID]*nodeRow
	letters map[string]*letterRow // by the letter's ref
	probes  map[peer.ID]probe
	shown   bool
	waiting bool // a reading is due
	last    state
}

// parts are the pieces that change.
type parts struct {
	scan    *widget.Button
	reach   *fyne.Container
	nodes   *fyne.Container
	healthy *fyne.Container // pills over the push nodes
	letters *fyne.Container
	under   *fyne.Container // pills over the letters
	address *fyne.Container
	peers   *fyne.Container
}

// New makes the page; it is filled once it is shown.
func New(o Options) *Page {
	p := &Page{o: o, rows: map[peer.ID]*nodeRow{}, letters: map[string]*letterRow{}, probes: map[peer.ID]probe{}}
	p.build()
	return p
}

func (p *Page) build() {
	p.parts = parts{reach: widget.Col(0), nodes: widget.Col(0), healthy: widget.Row(8),
		letters: widget.Col(0), under: widget.Row(8), address: widget.Col(0), peers: widget.Col(0)}
	main := widget.Col(16, p.parts.reach,
		table(lang.L("Push nodes that hold my mail"), p.parts.healthy, p.parts.nodes),
		table(lang.L("Under way"), p.parts.under, p.parts.letters), p.parts.address)
	own := p.o.Own
	if own == nil {
		own = widget.Gap(0, 0)
	}
	// The scrolled part is as wide as the page, so that nothing clips the shadows.
	body := spread(main, own, p.parts.peers)
	p.Object = widget.On(widget.Look{Fill: widget.Canvas}, widget.Col(0, p.head(), widget.Grow(body)))
	p.show(state{})
}

func (p *Page) head() fyne.CanvasObject {
	p.parts.scan = widget.NewButton(lang.L("Look for mail now"), "refresh-cw", widget.Quiet, p.scan)
	add := widget.NewButton(lang.L("Add push node"), "plus", widget.Primary, p.Add)
	title := widget.Col(2, widget.Strong(lang.L("Network"), 22).Cut(), widget.Caption(lang.L("How others reach you, and who holds your mail"), 13).Cut())
	return widget.Fixed(0, 88, widget.Pad(0, 24, widget.Row(8, widget.Grow(widget.Wide(title)), p.parts.scan, add)))
}

// table is a card with a title, pills that sum it up, and rows.
func table(title string, pills, rows *fyne.Container) fyne.CanvasObject {
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(title, 15).Cut())), pills)
	return widget.CardOf(16, 20, widget.Col(6, widget.Fixed(0, 24, head), rows))
}

func (p *Page) show(s state) {
	changed := registered(s.nodes) != registered(p.last.nodes)
	moved := !slices.Equal(s.config.Addrs, p.last.config.Addrs) || len(p.parts.address.Objects) == 0
	p.last = s
	if changed {
		p.o.Changed() // what may be promised to others depends on it
	}
	if moved { // else its button keeps the keyboard
		set(p.parts.address, p.address(s.config))
	}
	set(p.parts.reach, reach(s))
	set(p.parts.peers, peersCard(s.peers))
	p.showNodes(s)
	p.showLetters(s)
	p.Object.Refresh()
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}
