package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// input is an entry that tells when it has the keyboard and closes what is over
// the page on Escape.
type input struct {
	widget.Entry
	focused bool
	pressed bool // by the pointer, under which nothing may move
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

func (e *input) MouseDown(m *desktop.MouseEvent) {
	e.pressed = true
	e.Entry.MouseDown(m)
	e.pressed = false
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
	Pass(e, s)
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
	rim   *Box // over all, as the cover of the scroll bar may reach it
	high  float32
	end   float32 // room at the right
}

// NewField makes a field; icon may be "", tail may be nil.
func NewField(placeHolder, icon string, high float32, tail fyne.CanvasObject) *Field {
	f := &Field{entry: newInput(placeHolder), box: NewBox(Look{Fill: FieldFill, Radius: 11}), rim: NewBox(fieldRim(false)), high: high, end: 10}
	f.entry.onFocus = f.focused
	f.entry.onKey = func(k *fyne.KeyEvent) bool { return f.OnKey != nil && f.OnKey(k) }
	f.entry.OnChanged = func(s string) { call(f.OnChanged, s) }
	f.entry.OnSubmitted = func(s string) { call(f.OnSubmitted, s) }
	f.row = Row(2)
	if icon != "" {
		f.row.Add(NewIcon(icon, Muted, 18))
	}
	f.row.Add(Grow(container.New(barless{}, f.entry, NewBox(Look{Fill: FieldFill}))))
	if tail != nil {
		f.row.Add(tail)
		f.end = 4
	}
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) focused(on bool) {
	f.rim.Set(fieldRim(on))
	if on && !f.entry.pressed {
		reveal(f.box)
	}
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
	l := fieldRim(focused)
	l.Fill = FieldFill
	return l
}

func fieldRim(focused bool) Look {
	if focused {
		return Look{Rim: focusOutline, RimWidth: 2, Radius: 11}
	}
	return Look{Rim: BubbleEdge, Radius: 11}
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

// barless covers the scroll bar that Fyne draws below a long text: one line needs none.
type barless struct{}

const barHigh = float32(8)

func (barless) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (barless) Layout(o []fyne.CanvasObject, s fyne.Size) {
	high := min(s.Height, o[0].MinSize().Height)
	top := (s.Height - high) / 2
	Place(o[0], 0, top, s.Width, high)
	Place(o[1], 0, top+high-barHigh, s.Width, barHigh)
}

func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	inside := Fixed(0, f.high, Inset(0, 0, 10, f.end, f.row))
	return Laid(f, widget.NewSimpleRenderer(container.NewStack(f.box, inside, f.rim)))
}
