package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Reading is a text over the page from which parts can be selected and copied.
type Reading struct {
	Title, Text string
	Copy, Close string
	Copied      func() // the button copied all of it
}

// maxRead is how many lines are shown to select from: a label takes a millisecond
// for each, and 20,000 bytes may be 20,000 lines. The button copies them all.
const maxRead = 400

// ShowText shows a text. Lines are broken by Fyne's label, which knows how to select.
func ShowText(c fyne.Canvas, r Reading) *Overlay {
	const wide, low, high = float32(480), float32(90), float32(300)
	label := widget.NewLabel(tameLines(r.Text))
	label.Selectable, label.Wrapping = true, fyne.TextWrapWord
	label.Resize(fyne.NewSize(wide-8, low)) // its height follows from its width
	var o *Overlay
	all := NewButton(r.Copy, "copy", Primary, func() {
		fyne.CurrentApp().Clipboard().SetContent(r.Text)
		o.Close()
		r.Copied()
	})
	buttons := Row(8, Spring(), NewButton(r.Close, "", Quiet, func() { o.Close() }), all)
	text := On(Look{Fill: FieldFill, Radius: 12}, Pad(4, 4, container.NewVScroll(label)))
	tall := max(low, min(high, label.MinSize().Height+8))
	o = Modal(c, Pad(22, 24, Fixed(wide, 0, Col(14, Strong(r.Title, 16), Fixed(0, tall, text), buttons))))
	return o
}

func tameLines(s string) string {
	lines := strings.Split(lineBreaks.Replace(s), "\n")
	if len(lines) > maxRead {
		lines = append(lines[:maxRead:maxRead], "…")
	}
	for i, l := range lines {
		lines[i] = tame(l)
	}
	return strings.Join(lines, "\n")
}
