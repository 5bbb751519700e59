package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// input is an entry that tells when it has the keyboard and closes what is over
// the page on Escape.
type input struct {
	widget.Entry
	focused bool
	onFocus func(bool)
	onKey   func(*fyne.KeyEvent) bool
}

func newInput(placeHolder string) *input {
	e := &input{}
	e.PlaceHolder = placeHolder
	e.Scroll = container.ScrollHorizontalOnly // a pasted link may not widen the field
	e.ExtendBaseWidget(e)
	return e
}

func (e *input) CreateRenderer() fyne.WidgetRenderer { return bare(e, e.Entry.CreateRenderer()) }

// bare takes box and rim away from an entry: [Field] and [Composer] draw their own.
// A theme for the entry alone would do, were it not forgotten with its renderer.
func bare(e fyne.Widget, r fyne.WidgetRenderer) fyne.WidgetRenderer {
	for _, o := range r.Objects() {
		if b, ok := o.(*canvas.Rectangle); ok {
			b.Hide()
		}
	}
	return Laid(e, r)
}

func (e *input) FocusGained() {
	e.Entry.FocusGained()
	e.focused = true
	if e.onFocus != nil {
		e.onFocus(true)
	}
}

func (e *input) FocusLost() {
	e.Entry.FocusLost()
	e.focused = false
	if e.onFocus != nil {
		e.onFocus(false)
	}
}

func (e *input) TypedRune(r rune) {
	onUse()
	e.Entry.TypedRune(r)
}

func (e *input) TypedKey(k *fyne.KeyEvent) {
	switch {
	case e.onKey != nil && e.onKey(k), PassKey(e, k):
	case k.Name == fyne.KeyEscape:
		escape(e)
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut leaves to the window what the entry does not know.
func (e *input) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	pass(e, s)
}

// Field is a line to type in, in a rounded box with a rim while it has the keyboard.
type Field struct {
	widget.BaseWidget
	OnChanged   func(string)
	OnSubmitted func(string)
	OnKey       func(*fyne.KeyEvent) bool // sees keys first and tells which it took
	OnFocus     func(bool)

	entry *input
	box   *Box
	row   *fyne.Container
	high  float32
}

// NewField makes a field; icon may be "", tail may be nil.
func NewField(placeHolder, icon string, high float32, tail fyne.CanvasObject) *Field {
	f := &Field{entry: newInput(placeHolder), box: NewBox(fieldLook(false)), high: high}
	f.entry.onFocus = f.focused
	f.entry.onKey = func(k *fyne.KeyEvent) bool { return f.OnKey != nil && f.OnKey(k) }
	f.entry.OnChanged = func(s string) { call(f.OnChanged, s) }
	f.entry.OnSubmitted = func(s string) { call(f.OnSubmitted, s) }
	f.row = Row(2)
	if icon != "" {
		f.row.Add(NewIcon(icon, Muted, 18))
	}
	f.row.Add(Grow(Wide(f.entry)))
	if tail != nil {
		f.row.Add(tail)
	}
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) focused(on bool) {
	f.box.Set(fieldLook(on))
	if f.OnFocus != nil {
		f.OnFocus(on)
	}
}

func call(f func(string), s string) {
	if f != nil {
		f(s)
	}
}

func fieldLook(focused bool) Look {
	if focused {
		return Look{Fill: FieldFill, Rim: focusOutline, RimWidth: 2, Radius: 11}
	}
	return Look{Fill: FieldFill, Rim: BubbleEdge, Radius: 11}
}

// Text is what was typed.
func (f *Field) Text() string { return f.entry.Text }

// SetText replaces what was typed and puts the cursor behind it.
func (f *Field) SetText(s string) {
	f.entry.SetText(s)
	toEnd(&f.entry.Entry)
}

func toEnd(e *widget.Entry) {
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

// SelectAll selects what was typed, so that typing replaces it.
func (f *Field) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Focusable is what takes the keyboard.
func (f *Field) Focusable() fyne.Focusable { return f.entry }

// Focused tells whether the field has the keyboard.
func (f *Field) Focused() bool { return f.entry.focused }

func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	inside := Fixed(0, f.high, Inset(0, 0, 10, 4, f.row))
	return Laid(f, widget.NewSimpleRenderer(container.NewStack(f.box, inside)))
}
