package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/offline/outbox"
)

const labelWide = float32(148)

// fact is a name, what there is to say, and what stands below that.
func fact(name, text string, more ...fyne.CanvasObject) fyne.CanvasObject {
	value := widget.Col(6, append([]fyne.CanvasObject{widget.Flow(text, 13, widget.Foreground)}, more...)...)
	return widget.Pad(9, 0, widget.RowFill(12, widget.Cell(labelWide, widget.Col(0, widget.Flow(name, 13, widget.Muted))), widget.Grow(value)))
}

// lines puts a line before each of the facts that there are.
func lines(facts ...fyne.CanvasObject) (all []fyne.CanvasObject) {
	for _, f := range facts {
		if f != nil {
			all = append(all, widget.Line(), f)
		}
	}
	return all
}

// lying is what waits at a place, and how much is on its way.
func lying(h outbox.Holding) fyne.CanvasObject {
	text := lang.L("Nothing")
	if h.Blocks > 0 {
		text = items(h.Blocks) + " · " + bytes(h.Bytes)
	}
	if h.Moving == 0 {
		return fact(lang.L("Waits here"), text)
	}
	left := lang.N("{{.N}} items are still on their way, or to be removed", h.Moving, words{"N": h.Moving})
	return fact(lang.L("Waits here"), text, widget.Meter(share(int64(h.Blocks), int64(h.Moving)), widget.Accent), widget.Flow(left, 12, widget.Muted))
}

// since is how long the oldest has waited.
func since(h outbox.Holding, s state) fyne.CanvasObject {
	if h.Oldest.IsZero() {
		return nil
	}
	return fact(lang.L("The oldest"), lang.L("since {{.Date}}", words{"Date": dates.Past(h.Oldest, s.today)}))
}
