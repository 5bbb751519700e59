package welcome

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is the first start in a window.
type desk struct {
	*Page
	fyne.Canvas
	t       *testing.T
	window  fyne.Window
	theme   widget.Theme
	keyring error
	file    []byte // what the user chooses
	fail    error  // why no folder can be made
	opened  []Choices
	looked  int // into a backup
}

func newDesk(t *testing.T, prepare ...func(*desk)) *desk {
	t.Helper()
	d := &desk{t: t, keyring: errors.New("no bus"), theme: widget.Theme{Only: "light"}}
	for _, f := range prepare {
		f(d)
	}
	test.NewTempApp(t).Settings().SetTheme(d.theme)
	var err error
	d.Page, err = New(Options{Loop: &guitest.Loop{Clock: guitest.Now}, Canvas: func() fyne.Canvas { return d.Canvas },
		Keyring: func(context.Context) error { return d.keyring }, Open: d.open, Words: guitest.TestWords,
		Choose: func(take func(io.ReadCloser)) { take(io.NopCloser(bytes.NewReader(d.file))) },
		File:   func(take func(string)) { take("/media/usb/restante-2026-05-12.age") },
		Backup: d.look,
		Pick:   func() []int { return []int{2, 11, 24} }})
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, d.Object)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 620))
	d.window, d.Canvas = w, w.Canvas()
	d.Start()
	return d
}

func (d *desk) open(c Choices, failed func(error)) {
	d.opened = append(d.opened, c)
	if d.fail != nil {
		failed(d.fail)
	}
}

// key presses a key where the keyboard is.
func (d *desk) key(name fyne.KeyName) {
	k := &fyne.KeyEvent{Name: name}
	if f := d.Focused(); f != nil {
		f.TypedKey(k)
		return
	}
	d.OnTypedKey()(k)
}

// enter types and goes on.
func (d *desk) enter(typed ...string) {
	d.t.Helper()
	if len(typed) == 0 {
		d.key(fyne.KeyReturn)
	}
	for _, s := range typed {
		test.Type(d.Focused(), s)
		d.key(fyne.KeyReturn)
	}
}

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.Canvas, name)
}

// says looks for a text, which may be broken into lines.
func (d *desk) says(text string) bool { return strings.Contains(words(d.Content()), text) }

func (d *desk) wants(text string) {
	d.t.Helper()
	if !d.says(text) {
		d.t.Errorf("the page does not say %q but %q", text, words(d.Content()))
	}
}

// words is all visible text.
func words(o fyne.CanvasObject) string {
	var all []string
	texts(o, func(x *canvas.Text) { all = append(all, x.Text) })
	return strings.Join(all, " ")
}

func texts(o fyne.CanvasObject, f func(*canvas.Text)) {
	if !o.Visible() {
		return
	}
	switch x := o.(type) {
	case *canvas.Text:
		f(x)
	case *fyne.Container:
		for _, c := range x.Objects {
			texts(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			texts(c, f)
		}
	}
}

// title is that of the step.
func (d *desk) title() string {
	_, title, _ := d.Page.at.head()
	return title
}

func (d *desk) wantsStep(title string) {
	d.t.Helper()
	if d.title() != title {
		d.t.Fatalf("the step is %q, want %q; it says %q", d.title(), title, words(d.Page.frame.problem))
	}
}

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range im.Pix {
		im.Pix[i] = []byte{byte(90 + i/w%150), 160, 200, 255}[i%4]
	}
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
