package network

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// nearlyFull is the share of its quota from which a push node needs attention.
const nearlyFull = .85

// nodeRow is one push node: name and state, latency, how full it is, what it signed.
type nodeRow struct {
	page   *Page
	node   messaging.PushNode
	name   string
	object fyne.CanvasObject

	dot                   *widget.Box
	title, word           *widget.Text
	latency, held, signed *fyne.Container
	test                  *widget.LinkButton
}

func newNodeRow(p *Page) *nodeRow {
	r := &nodeRow{page: p, dot: widget.Square(widget.Look{}, 9), title: widget.Strong("", 13.5).Cut(), word: widget.Caption("", 12).Cut(),
		latency: widget.Col(0), held: widget.Col(0), signed: widget.Col(0)}
	r.test = widget.NewLinkButton(lang.L("Test"), func() { p.test(r.node.Peer) })
	remove := widget.NewRoundButton(lang.L("Remove push node"), "trash-2", widget.Muted, "", 32, 16, func() { p.remove(r.node, r.name) })
	row := nodeColumns.row(r.dot, widget.Col(1, r.title, r.word), r.latency, r.held, r.signed,
		widget.Cell(buttonsWide, widget.Row(6, widget.Spring(), r.test, remove)))
	r.object = widget.Fixed(0, 66, widget.Pad(8, 0, row))
	return r
}

func (r *nodeRow) show(n messaging.PushNode, name string, c custody) {
	r.node, r.name = n, name
	r.title.Set(name)
	dot, ink, word := r.health()
	r.dot.Set(widget.Look{Fill: dot, Radius: 4.5})
	r.word.SetIn(word, ink)
	set(r.latency, latency(n))
	set(r.held, usage(n))
	set(r.signed, r.page.signed(c))
}

// health is the dot, and what it means in words.
func (r *nodeRow) health() (dot, ink fyne.ThemeColorName, word string) {
	n := r.node
	if b, ok := r.page.probes[n.Peer]; ok {
		return b.words(r.page)
	}
	switch {
	case !n.Online:
		return widget.Control, widget.Muted, lang.L("does not answer")
	case n.LastError != "":
		return widget.Warn, widget.Warn, widget.Clean(n.LastError)
	case !n.Registered:
		return widget.Warn, widget.Muted, lang.L("not registered yet")
	case n.Quota > 0 && fill(n) > nearlyFull:
		return widget.Warn, widget.Muted, lang.L("nearly full")
	}
	return widget.Online, widget.Muted, lang.L("holds your mail since {{.Date}}", words{"Date": r.page.date(n.Since)})
}

func latency(n messaging.PushNode) fyne.CanvasObject {
	if n.Latency <= 0 || !n.Online {
		return widget.Caption("–", 13)
	}
	return widget.Label(lang.L("{{.N}} ms", words{"N": max(1, n.Latency.Milliseconds())}), 13)
}

func fill(n messaging.PushNode) float32 { return float32(n.Held) / float32(n.Quota) }

func usage(n messaging.PushNode) fyne.CanvasObject {
	if n.Quota <= 0 {
		return widget.Caption("–", 13)
	}
	c := widget.Accent
	if fill(n) > nearlyFull {
		c = widget.Warn
	}
	text := widget.Row(4, widget.Label(bytes(n.Held), 12.5), widget.Caption(lang.L("of {{.Size}}", words{"Size": bytes(n.Quota)}), 12.5))
	return widget.Col(5, text, widget.Meter(fill(n), c))
}

// signed says how many letters a push node gave receipts for, and until when.
func (p *Page) signed(c custody) fyne.CanvasObject {
	if c.letters == 0 {
		return widget.Caption("–", 13)
	}
	count := widget.Row(5, widget.NewIcon("shield-check", widget.Good, 14), widget.Label(lang.N("{{.N}} messages", c.letters, words{"N": c.letters}), 12.5))
	return widget.Col(2, count, widget.Caption(p.until(c), 12).Cut())
}

// until says when the receipts end: the first of them, and the last.
func (p *Page) until(c custody) string {
	from, to := p.date(c.until), p.date(c.last)
	if from == to {
		return lang.L("until {{.Date}}", words{"Date": from})
	}
	return lang.L("until {{.Date}} – {{.Last}}", words{"Date": from, "Last": to})
}
