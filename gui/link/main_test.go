package link

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	xdraw "golang.org/x/image/draw"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/identity"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sample is somebody's card with a push node, as a link and as a short one.
func sample(t *testing.T) (raw []byte, short string) {
	t.Helper()
	k, err := identity.FromWords(strings.Repeat("abandon ", 23) + "art")
	must(t, err)
	prekey, err := envelope.NewPrivateKey(1)
	must(t, err)
	d := card.Device{Prekey: prekey.Prekey()}
	c := card.Card{Peer: k.ID(), Version: 1, Name: "Alice", Devices: []card.Device{d}, Addrs: []string{"/ip4/192.0.2.7/udp/4001/quic-v1"}}
	raw, err = card.Encode(k, c)
	must(t, err)
	return raw, card.ShortLink(c)
}

// desk is a window in which a link is asked for.
type desk struct {
	t      *testing.T
	world  *guitest.World
	asker  *Asker
	window fyne.Window
	added  []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: guitest.Empty()}
	d.window = test.NewTempWindow(t, widget.Gap(600, 500))
	d.window.Resize(fyne.NewSize(600, 500))
	d.asker = New(Options{Loop: d.world.Loop, Canvas: d.window.Canvas, Choose: d.world.Choose})
	return d
}

func (d *desk) ask(check func(string) error) {
	d.asker.Ask(Question{Title: "Who?", Text: "Their link, please.", Check: check, Do: func(s string, done func(string)) {
		d.added = append(d.added, s)
		done("")
	}})
}

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.window.Canvas(), name)
}

func (d *desk) says(text string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.window.Canvas(), text)
}

// picture is a file with what a window shows.
func picture(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, m))
	return b.Bytes()
}

func file(b []byte) io.ReadCloser { return io.NopCloser(bytes.NewReader(b)) }

// shown draws codes as the window does, side by side.
func shown(t *testing.T, size float32, texts ...string) image.Image {
	t.Helper()
	row := widget.Row(16)
	for _, s := range texts {
		c := widget.NewCode(size)
		c.Set(s)
		row.Add(c)
	}
	w := test.NewTempWindow(t, widget.Pad(20, 20, row))
	w.Resize(w.Content().MinSize().AddWidthHeight(80, 60))
	return w.Canvas().Capture()
}

func scaled(m image.Image, by float64) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, int(float64(m.Bounds().Dx())*by), int(float64(m.Bounds().Dy())*by)))
	xdraw.CatmullRom.Scale(out, out.Rect, m, m.Bounds(), draw.Src, nil)
	return out
}

// turned is a picture taken with the camera on its side.
func turned(m image.Image) image.Image {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Set(b.Dy()-1-y, x, m.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}
