package network

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	losses  map[string]*lossRow   // by the message
	probes  map[peer.ID]probe
	shown   bool
	waiting bool // a reading is due
	stale   bool // what is drawn may be older than the last reading
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
	losses  *fyne.Container
	lost    *fyne.Container // pills over the losses
	gaveUp  fyne.CanvasObject
	address *fyne.Container
	holding *holdCard
	peers   *fyne.Container
	all     *widget.LinkButton // lists the peers
}

// New makes the page; it is filled once it is shown.
func New(o Options) *Page {
	p := &Page{o: o, rows: map[peer.ID]*nodeRow{}, letters: map[string]*letterRow{}, losses: map[string]*lossRow{}, probes: map[peer.ID]probe{}}
	p.build()
	return p
}

func (p *Page) build() {
	p.parts = parts{reach: widget.Col(0), nodes: widget.Col(0), healthy: widget.Row(8),
		letters: widget.Col(0), under: widget.Row(8), losses: widget.Col(0), lost: widget.Row(8),
		address: widget.Col(0), holding: newHoldCard(p), peers: widget.Col(0)}
	p.parts.all = widget.NewLinkButton(lang.L("Show all"), p.everybody)
	p.parts.gaveUp = table(lang.L("Given up"), p.parts.lost, p.parts.losses)
	main := widget.Col(gap, p.parts.reach,
		table(lang.L("Push nodes that hold my mail"), p.parts.healthy, p.parts.nodes),
		table(lang.L("Under way"), p.parts.under, p.parts.letters), p.parts.gaveUp, p.parts.address)
	own := p.o.Own
	if own == nil {
		own = widget.Gap(0, 0)
	}
	// The scrolled part is as wide as the page, so that nothing clips the shadows.
	body := spread(main, own, p.parts.holding.object, p.parts.peers)
	p.Object = widget.On(widget.Look{Fill: widget.Canvas}, widget.Twice(widget.Col(0, p.head(), widget.Grow(body))))
	p.stale = true
	p.show(state{})
}

func (p *Page) head() fyne.CanvasObject {
	p.parts.scan = widget.NewButton(lang.L("Look for mail now"), "refresh-cw", widget.Quiet, p.scan)
	add := widget.NewButton(lang.L("Add push node"), "plus", widget.Primary, p.Add)
	title := widget.Col(2, widget.Strong(lang.L("Network"), 22).Cut(), widget.Flow(lang.L("How others reach you, and who holds your mail"), 13, widget.Muted))
	return widget.Least(0, 88, widget.Pad(8, margin, widget.Beside(title, widget.Row(8, p.parts.scan, add))))
}

// table is a card with a title, pills that sum it up, and rows.
func table(title string, pills, rows *fyne.Container) fyne.CanvasObject {
	head := container.New(&heading{}, widget.Strong(title, 15), pills)
	return widget.CardOf(16, 20, widget.Col(6, widget.Fixed(0, 24, head), rows))
}

// show draws a reading, unless that would say the same again: Fyne repaints the whole
// window for any change.
func (p *Page) show(s state) {
	if !p.stale && reflect.DeepEqual(s, p.last) {
		return
	}
	p.stale = false
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
	set(p.parts.peers, peersCard(s.peers, p.parts.all))
	p.parts.holding.show(s.holding)
	p.showNodes(s)
	p.showLetters(s)
	p.showLosses(s)
	p.Object.Refresh()
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}
