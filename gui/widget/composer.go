package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// maxRows is how high a composer grows before it scrolls.
const maxRows = 6

// Composer is a field that grows with its text. Enter sends, Shift+Enter breaks
// the line.
type Composer struct {
	widget.BaseWidget
	OnChanged func(string)
	OnSend    func()
	OnGrown   func() // it needs another height

	entry *composerEntry
	box   *Box
	rows  int
}

// NewComposer makes an empty composer.
func NewComposer() *Composer {
	c := &Composer{box: NewBox(composerLook(false)), rows: 1}
	c.entry = newComposerEntry(c)
	c.ExtendBaseWidget(c)
	return c
}

func composerLook(focused bool) Look {
	l := Look{Fill: FieldFill, Radius: 22}
	if focused {
		l.Rim, l.RimWidth = focusOutline, 1.5
	}
	return l
}

// Text is what was typed.
func (c *Composer) Text() string { return c.entry.Text }

// SetText replaces what was typed and puts the cursor behind it.
func (c *Composer) SetText(s string) {
	c.entry.SetText(s)
	toEnd(&c.entry.Entry)
	c.fit()
}

// SetPlaceHolder is shown while nothing is typed.
func (c *Composer) SetPlaceHolder(s string) {
	if c.entry.PlaceHolder != s {
		c.entry.SetPlaceHolder(s)
	}
}

// Focusable is what takes the keyboard.
func (c *Composer) Focusable() fyne.Focusable { return c.entry }

// Resize wraps anew.
func (c *Composer) Resize(s fyne.Size) {
	c.BaseWidget.Resize(s)
	c.fit()
}

// fit gives the field as many rows as the text needs.
func (c *Composer) fit() {
	room := c.entry.Size().Width - 24
	if room <= 0 {
		return
	}
	rows := min(maxRows, len(wrap(c.entry.Text, room, textSize)))
	if rows != c.rows {
		c.rows = rows
		c.entry.SetMinRowsVisible(rows)
		c.Refresh()
		if c.OnGrown != nil {
			c.OnGrown()
		}
	}
}

func (c *Composer) CreateRenderer() fyne.WidgetRenderer {
	return Laid(c, widget.NewSimpleRenderer(container.NewStack(c.box, Pad(4, 12, Wide(c.entry)))))
}

// composerEntry is the entry inside.
type composerEntry struct {
	widget.Entry
	composer *Composer
	shift    bool
}

func newComposerEntry(c *Composer) *composerEntry {
	e := &composerEntry{composer: c}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.SetMinRowsVisible(1)
	e.OnChanged = func(s string) {
		c.fit()
		call(c.OnChanged, s)
	}
	e.ExtendBaseWidget(e)
	return e
}

func (e *composerEntry) CreateRenderer() fyne.WidgetRenderer {
	return bare(e, e.Entry.CreateRenderer())
}

// AcceptsTab lets Tab lead on: a key that never leaves the field is a trap.
func (e *composerEntry) AcceptsTab() bool { return false }

func (e *composerEntry) FocusGained() {
	e.Entry.FocusGained()
	e.composer.box.Set(composerLook(true))
}

func (e *composerEntry) FocusLost() {
	e.Entry.FocusLost()
	e.shift = false
	e.composer.box.Set(composerLook(false))
}

func (e *composerEntry) KeyDown(k *fyne.KeyEvent) {
	e.setShift(k.Name, true)
	e.Entry.KeyDown(k)
}

func (e *composerEntry) KeyUp(k *fyne.KeyEvent) {
	e.setShift(k.Name, false)
	e.Entry.KeyUp(k)
}

func (e *composerEntry) setShift(k fyne.KeyName, on bool) {
	if k == desktop.KeyShiftLeft || k == desktop.KeyShiftRight {
		e.shift = on
	}
}

// TypedShortcut leaves to the window what the entry does not know.
func (e *composerEntry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	Pass(e, s)
}

func (e *composerEntry) TypedRune(r rune) {
	onUse()
	e.Entry.TypedRune(r)
}

func (e *composerEntry) TypedKey(k *fyne.KeyEvent) {
	if PassKey(e, k) {
		return
	}
	if (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && !e.shift {
		if e.composer.OnSend != nil {
			e.composer.OnSend()
		}
		return
	}
	e.Entry.TypedKey(k)
}
