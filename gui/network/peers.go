package network

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// way is a kind of connection and how many there are.
type way struct {
	name  string
	color fyne.ThemeColorName
	n     int
}

// peersCard counts the open connections by the way they take; all lists them.
func peersCard(peers []messaging.ConnectedPeer, all fyne.CanvasObject) fyne.CanvasObject {
	ways := []way{{"QUIC", widget.Accent, 0}, {"TCP", widget.Good, 0}, {lang.L("Relayed"), widget.Control, 0}}
	came := 0
	for _, c := range peers {
		for i := range ways {
			if ways[i].name == kindOf(c.Addr) {
				ways[i].n++
			}
		}
		if c.Direction == "in" {
			came++
		}
	}
	count := widget.Row(8, widget.Strong(strconv.Itoa(len(peers)), 20), widget.Caption(lang.L("connected"), 12.5), widget.Spring())
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("Peers"), 15).Cut())), widget.Inset(0, 0, 0, -8, all))
	col := widget.Col(10, widget.Fixed(0, 28, head), widget.Fixed(0, 26, count), shares(ways))
	show(all, len(peers) > 0)
	if len(peers) > 0 {
		count.Add(widget.Caption(lang.N("{{.N}} came to you", came, words{"N": came}), 12.5))
		col.Add(legend(ways))
	}
	return widget.CardOf(16, 20, col)
}

// shares is a bar in which every way has a part of its colour.
func shares(ways []way) fyne.CanvasObject {
	var l sharing
	var parts []fyne.CanvasObject
	for _, w := range ways {
		if w.n > 0 {
			l, parts = append(l, float32(w.n)), append(parts, widget.NewBox(widget.Look{Fill: w.color, Radius: 4}))
		}
	}
	if len(l) == 0 {
		l, parts = sharing{1}, []fyne.CanvasObject{widget.NewBox(widget.Look{Fill: widget.Track, Radius: 4})}
	}
	return container.New(l, parts...)
}

// sharing lays parts side by side, each as wide as its number.
type sharing []float32

const (
	barHigh = float32(8)
	barGap  = float32(3)
)

func (sharing) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, barHigh) }

func (s sharing) Layout(o []fyne.CanvasObject, size fyne.Size) {
	var sum, x float32
	for _, n := range s {
		sum += n
	}
	room := size.Width - barGap*float32(len(s)-1)
	for i, n := range s {
		w := max(barHigh, room*n/sum)
		widget.Place(o[i], x, 0, w, barHigh)
		x += w + barGap
	}
}

// legend names the colours.
func legend(ways []way) fyne.CanvasObject {
	row := widget.Row(6)
	for _, w := range ways {
		if w.n > 0 {
			row.Add(widget.Square(widget.Look{Fill: w.color, Radius: 4}, 8))
			row.Add(widget.Caption(strconv.Itoa(w.n)+" "+w.name, 12))
			row.Add(widget.Gap(8, 0))
		}
	}
	return widget.Fixed(0, 18, row)
}
