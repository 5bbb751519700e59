package welcome

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// The measures of a step. The card is as high as the highest step needs, so that
// nothing jumps from one to the next.
const (
	cardWide = float32(680)
	cardHigh = float32(456)
	indent   = float32(42) // of what stands under a title
	bodyWide = cardWide - 64 - indent
)

// steps are those that are counted.
const steps = 4

// frame is what all steps share: the head of the page, the card, and its foot.
type frame struct {
	Object fyne.CanvasObject

	card    fyne.CanvasObject
	column  fyne.CanvasObject // with what stands over the card
	title   *fyne.Container
	body    *fyne.Container
	problem *fyne.Container
	back    *widget.Button
	next    *widget.Button
}

func newFrame() *frame {
	f := &frame{title: widget.Col(0), body: widget.Col(0), problem: widget.Col(0)}
	f.back = widget.NewButton(lang.L("Back"), "chevron-left", widget.Quiet, nil)
	f.next = widget.NewButton(lang.L("Continue"), "arrow-right", widget.Primary, nil)
	foot := widget.Row(8, f.back, widget.Spring(), f.next)
	column := widget.Col(0, f.title, widget.Gap(1, 18), f.body, widget.Spring(), widget.Inset(12, 0, indent, 0, f.problem),
		widget.Gap(1, 16), widget.Line(), widget.Gap(1, 20), foot)
	f.card = widget.CardOf(28, 32, container.NewStack(widget.Gap(cardWide-64, cardHigh-56), column))
	f.column = widget.Col(24, head(lang.L("Welcome to Restante")), widget.Fixed(cardWide, 0, f.card))
	f.Object = onPage(f.column)
	return f
}

// head is the mark and what the program is.
func head(title string) fyne.CanvasObject {
	words := widget.Col(2, widget.Strong(title, 24), widget.Caption(lang.L("Mail that waits for you until you come for it."), 14))
	return widget.Mid(widget.Row(16, widget.Fixed(48, 48, widget.Logo(48)), words))
}

// Before is a page before the window's own, with this in its middle.
func Before(o fyne.CanvasObject) fyne.CanvasObject {
	return onPage(widget.Col(24, head("Restante"), widget.Mid(o)))
}

// onPage puts something a little above the middle of the window.
func onPage(o fyne.CanvasObject) fyne.CanvasObject {
	return widget.On(widget.Look{Fill: widget.Canvas}, widget.Scroll(container.New(upper{}, o)))
}

type upper struct{}

const edge = float32(24)

func (upper) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*edge, 2*edge)
}

func (upper) Layout(o []fyne.CanvasObject, room fyne.Size) {
	m := o[0].MinSize()
	widget.Place(o[0], (room.Width-m.Width)/2, max(edge, (room.Height-m.Height)*.42), m.Width, m.Height)
}

// show puts a step into the card.
func (f *frame) show(s step, mayBack bool) {
	f.title.Objects = []fyne.CanvasObject{titleOf(s.head())}
	f.body.Objects = []fyne.CanvasObject{widget.Inset(0, 0, indent, 0, s.body())}
	f.problem.Objects = nil
	f.back.Hidden = !mayBack
	f.Object.Refresh()
}

// titleOf is a step's number, its title, and what is said beside it.
func titleOf(number int, title, sub string) fyne.CanvasObject {
	if number == 0 {
		return widget.Least(0, 26, widget.Inset(0, 0, indent, 0, titled(title, sub, bodyWide)))
	}
	mark := widget.On(widget.Look{Fill: widget.Selected, Radius: 13},
		widget.Fixed(26, 26, widget.NewText(strconv.Itoa(number), 13, true, widget.Accent).Middle()))
	of := widget.Caption(lang.L("{{.Number}} of {{.Steps}}", map[string]any{"Number": number, "Steps": steps}), 12)
	said := titled(title, sub, bodyWide-of.MinSize().Width-16)
	return widget.Least(0, 26, widget.Row(16, mark, widget.Grow(widget.Wide(said)), of))
}

// titled has what is said beside a title, or below it where there is no room.
func titled(title, sub string, room float32) fyne.CanvasObject {
	row := widget.Row(10, widget.Strong(title, 15), widget.Caption(sub, 13))
	if row.MinSize().Width <= room {
		return row
	}
	return widget.Col(2, widget.Strong(title, 15).Cut(), widget.Caption(sub, 13).Cut())
}

// say shows a sentence over the foot.
func (f *frame) say(sentence string, ink fyne.ThemeColorName) {
	f.problem.Objects = []fyne.CanvasObject{widget.Para(sentence, 13, bodyWide, ink)}
	f.Object.Refresh()
}

// note is a paragraph on a coloured surface.
func note(text, icon string, t widget.Tone) fyne.CanvasObject {
	row := widget.Row(12, widget.NewIcon(icon, t.Ink, 18), widget.Para(text, 13, bodyWide-62, t.Ink))
	return widget.On(widget.Look{Fill: t.Fill, Radius: 12}, widget.Pad(12, 16, row))
}
