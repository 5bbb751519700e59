package network

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// parts are the pieces that change.
type parts struct {
	scan    *widget.Button
	status  *fyne.Container
	pills   *fyne.Container
	nodes   *fyne.Container
	address *fyne.Container
	peers   *fyne.Container
}

func (p *Page) build() {
	p.parts = parts{status: widget.Col(0), pills: widget.Row(8), nodes: widget.Col(0), address: widget.Col(0), peers: widget.Col(0)}
	p.parts.scan = widget.NewButton(lang.L("Look for mail now"), "refresh-cw", widget.Quiet, p.scan)
	add := widget.NewButton(lang.L("Add push node"), "plus", widget.Primary, p.Add)
	title := widget.Col(2, widget.Strong(lang.L("Network"), 22).Cut(), widget.Caption(lang.L("How others reach you, and who holds your mail"), 13).Cut())
	head := widget.Row(8, widget.Grow(widget.Wide(title)), p.parts.scan, add)
	nodesHead := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("Push nodes that hold my mail"), 15).Cut())), p.parts.pills)
	nodes := widget.CardOf(16, 20, widget.Col(8, widget.Fixed(0, 24, nodesHead), p.parts.nodes))
	body := widget.Col(16, p.parts.status, nodes, p.parts.address, p.parts.peers)
	// The scrolled part is as wide as the page, so that nothing clips the shadows.
	page := widget.Col(0, widget.Fixed(0, 88, widget.Pad(0, 24, head)), widget.Grow(widget.Scroll(widget.Inset(2, 24, 24, 24, body))))
	p.Object = widget.On(widget.Look{Fill: widget.Canvas}, page)
	p.show(state{})
}

func (p *Page) show(s state) {
	changed := registered(s.nodes) != registered(p.last.nodes)
	p.last = s
	if changed {
		p.o.Changed() // what may be promised to others depends on it
	}
	set(p.parts.status, p.status(s))
	set(p.parts.address, p.address(s))
	set(p.parts.peers, peersCard(s.peers))
	p.showNodes(s.nodes)
	p.Object.Refresh()
}

// registered is how many push nodes have agreed to hold mail.
func registered(nodes []messaging.PushNode) (n int) {
	for _, x := range nodes {
		if x.Registered {
			n++
		}
	}
	return n
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}

// status says in one sentence whether mail is kept while this computer is off.
func (p *Page) status(s state) fyne.CanvasObject {
	ready := 0
	for _, n := range s.nodes {
		if n.Registered && n.Online {
			ready++
		}
	}
	tone, icon := widget.Careful, "triangle-alert"
	title, text := lang.L("Nobody holds your mail"), lang.L("Messages arrive only while you and the sender are both on.")
	if ready > 0 {
		tone, icon = widget.Fine, "radio"
		title = lang.N("{{.N}} push nodes hold your mail", ready, map[string]any{"N": ready})
		text = lang.L("Whoever writes to you while you are away leaves it there, sealed.")
	} else if len(s.nodes) > 0 {
		title = lang.L("Your push nodes do not answer")
	}
	words := widget.Col(4, widget.Strong(title, 18).Cut(), widget.Caption(text, 13.5).Cut())
	row := widget.Row(20, widget.Tile(icon, tone.Ink, tone.Fill, 56, 26), widget.Grow(widget.Wide(words)))
	return widget.CardOf(20, 24, row)
}

func (p *Page) showNodes(nodes []messaging.PushNode) {
	rows, healthy, called := []fyne.CanvasObject{}, 0, names.Nodes(nodes)
	for i, n := range nodes {
		if i > 0 {
			rows = append(rows, widget.Line())
		}
		rows = append(rows, p.nodeRow(n, called[n.Peer]))
		if n.Online && n.Registered {
			healthy++
		}
	}
	if len(nodes) == 0 {
		rows = append(rows, widget.Pad(12, 0, widget.Para(lang.L("None yet. Ask a friend who has a machine that is always on, or run one yourself: restante push."), 13.5, 460, widget.Muted)))
	}
	set(p.parts.nodes, rows...)
	set(p.parts.pills, pills(healthy, len(nodes)-healthy)...)
}

func pills(healthy, ill int) (o []fyne.CanvasObject) {
	if healthy > 0 {
		o = append(o, widget.Pill(lang.L("{{.N}} healthy", map[string]any{"N": healthy}), "", widget.Fine))
	}
	if ill > 0 {
		o = append(o, widget.Pill(lang.L("{{.N}} away", map[string]any{"N": ill}), "", widget.Careful))
	}
	return o
}

// nodeRow is one push node: name and state, latency, how full it is.
func (p *Page) nodeRow(n messaging.PushNode, name string) fyne.CanvasObject {
	dot, ink, word := widget.Online, widget.Muted, lang.L("holds your mail since {{.Date}}", map[string]any{"Date": date(n.Since)})
	switch {
	case n.LastError != "":
		dot, ink, word = widget.Warn, widget.Warn, widget.Clean(n.LastError)
	case !n.Online:
		dot, word = widget.Control, lang.L("does not answer")
	case !n.Registered:
		dot, word = widget.Warn, lang.L("not registered yet")
	}
	who := widget.Col(1, widget.Strong(name, 13.5).Cut(), widget.NewText(word, 12, false, ink).Cut())
	remove := widget.NewRoundButton(lang.L("Remove push node"), "trash-2", widget.Muted, "", 32, 16, func() { p.remove(n, name) })
	row := widget.Row(16, widget.Square(widget.Look{Fill: dot, Radius: 4.5}, 9), widget.Grow(widget.Wide(who)),
		widget.Fixed(72, 0, latency(n)), widget.Fixed(170, 0, usage(n)), remove)
	return widget.Fixed(0, 68, row)
}

func latency(n messaging.PushNode) fyne.CanvasObject {
	if n.Latency <= 0 || !n.Online {
		return widget.Caption("–", 13)
	}
	return widget.Label(lang.L("{{.N}} ms", map[string]any{"N": max(1, n.Latency.Milliseconds())}), 13)
}

func usage(n messaging.PushNode) fyne.CanvasObject {
	if n.Quota <= 0 {
		return widget.Caption("–", 13)
	}
	share, c := float32(n.Held)/float32(n.Quota), widget.Accent
	if share > .85 {
		c = widget.Warn
	}
	text := widget.Row(4, widget.Label(bytes(n.Held), 12.5), widget.Caption(lang.L("of {{.Size}}", map[string]any{"Size": bytes(n.Quota)}), 12.5))
	return widget.Col(5, text, widget.Meter(share, c))
}

// bytes is a size in words.
func bytes(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KiB"
	}
	return strconv.FormatInt(n, 10) + " B"
}
