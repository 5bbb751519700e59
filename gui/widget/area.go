package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Area is a field of several lines, whose text wraps. Enter submits it, or breaks the
// line where nobody wants to know.
type Area struct {
	widget.BaseWidget
	OnChanged   func(string)
	OnSubmitted func()

	entry *areaEntry
	box   *Box
}

// NewArea makes an area of some rows.
func NewArea(placeHolder string, rows int) *Area {
	a := &Area{box: NewBox(fieldLook(false))}
	a.entry = &areaEntry{area: a}
	a.entry.PlaceHolder, a.entry.MultiLine, a.entry.Wrapping = placeHolder, true, fyne.TextWrapWord
	a.entry.SetMinRowsVisible(rows)
	a.entry.OnChanged = func(s string) { call(a.OnChanged, s) }
	a.entry.ExtendBaseWidget(a.entry)
	a.ExtendBaseWidget(a)
	return a
}

// Text is what was typed.
func (a *Area) Text() string { return a.entry.Text }

// SetText replaces what was typed.
func (a *Area) SetText(s string) { a.entry.SetText(s) }

// Focusable is what takes the keyboard.
func (a *Area) Focusable() fyne.Focusable { return a.entry }

func (a *Area) CreateRenderer() fyne.WidgetRenderer {
	return Laid(a, widget.NewSimpleRenderer(container.NewStack(a.box, Pad(4, 8, a.entry))))
}

// areaEntry is the entry inside.
type areaEntry struct {
	widget.Entry
	area    *Area
	pressed bool // by the pointer, under which nothing may move
}

func (e *areaEntry) CreateRenderer() fyne.WidgetRenderer { return bare(e, e.Entry.CreateRenderer()) }

// AcceptsTab lets Tab lead on.
func (e *areaEntry) AcceptsTab() bool { return false }

func (e *areaEntry) FocusGained() {
	e.Entry.FocusGained()
	e.area.box.Set(fieldLook(true))
	if !e.pressed {
		reveal(e.area.box)
	}
}

func (e *areaEntry) MouseDown(m *desktop.MouseEvent) {
	e.pressed = true
	e.Entry.MouseDown(m)
	e.pressed = false
}

func (e *areaEntry) FocusLost() {
	e.Entry.FocusLost()
	e.area.box.Set(fieldLook(false))
}

func (e *areaEntry) TypedKey(k *fyne.KeyEvent) {
	enter := k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter
	switch {
	case enter && e.area.OnSubmitted != nil:
		e.area.OnSubmitted()
	case k.Name == fyne.KeyEscape:
		escape(e)
	default:
		e.Entry.TypedKey(k)
	}
}
