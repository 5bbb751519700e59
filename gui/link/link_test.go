package link

import (
	"bytes"
	"errors"
	"image"
	"io"
	"strings"
	"testing"

	"restante/gui/guitest"
	"restante/gui/qr"
	"restante/messaging"
	"restante/messaging/card"
)

// TestOurOwnCodeIsRead takes pictures of the code that the window shows.
func TestOurOwnCodeIsRead(t *testing.T) {
	newDesk(t)
	_, short := sample(t)
	longest := "restante:peer/" + strings.Repeat("k", card.MaxShort-len("restante:peer/"))
	for _, size := range []float32{136, 172, 344} { // beside a page, over it, and on a fine screen
		for _, text := range []string{short, longest} {
			m := shown(t, size, text)
			looks := map[string]image.Image{"as it is": m, "on its side": turned(m), "upside down": turned(turned(m)), "twice as large": scaled(m, 2)}
			if size == 344 {
				looks["half as large"] = scaled(m, .5)
				looks["small and on its side"] = turned(scaled(m, .6))
			}
			for name, im := range looks {
				if got, err := qr.Read(bytes.NewReader(picture(t, im))); got != text || err != nil {
					t.Errorf("%v wide, %d letters, %s: %q, %v", size, len(text), name, got, err)
				}
			}
		}
	}
}

func TestACodeIsFilledInAndWantsAYes(t *testing.T) {
	d := newDesk(t)
	_, short := sample(t)
	d.world.File = picture(t, shown(t, 172, short))
	d.ask(Person)
	d.press("From a picture")
	if len(d.added) != 0 || !d.asker.Open() {
		t.Fatal("the link was taken without a yes")
	}
	d.press("Add")
	if len(d.added) != 1 || d.added[0] != short || d.asker.Open() {
		t.Errorf("added %q", d.added)
	}
}

// TestAPictureMayBeDroppedOnTheQuestion, and one that comes too late is left out.
func TestAPictureMayBeDroppedOnTheQuestion(t *testing.T) {
	d := newDesk(t)
	_, short := sample(t)
	b := picture(t, shown(t, 172, short))
	d.asker.Take(file(b)) // nothing is open
	d.ask(Machine)
	d.asker.Take(file(b))
	d.press("Add")
	if len(d.added) != 1 || d.added[0] != short {
		t.Errorf("added %q", d.added)
	}
}

// closing counts how often it is closed.
type closing struct {
	io.Reader
	closed *int
}

func (c closing) Close() error { *c.closed++; return nil }

func TestEveryPictureIsClosed(t *testing.T) {
	d := newDesk(t)
	closed := 0
	picture := func() io.ReadCloser { return closing{strings.NewReader("no picture"), &closed} }
	d.asker.Take(picture())
	d.ask(Person)
	d.asker.Take(picture())
	d.asker.reading = true
	d.asker.Take(picture())
	if closed != 3 {
		t.Errorf("%d of 3 are closed", closed)
	}
}

func TestAPictureSaysWhatIsWrong(t *testing.T) {
	raw, short := sample(t)
	forged := bytes.Clone(raw)
	forged[len(forged)-1] ^= 1
	d := newDesk(t)
	code := func(texts ...string) []byte { return picture(t, shown(t, 200, texts...)) }
	for want, file := range map[string][]byte{
		"No QR code can be read in this picture. One that is sharper, or shows the code larger, may do.": picture(t, image.NewGray(image.Rect(0, 0, 90, 90))),
		"This file is no picture that can be read: PNG, JPEG, GIF and WebP can.":                         []byte("%PDF-1.4"),
		"This picture is too large: at most 8 MiB and 40 megapixels.":                                    make([]byte, qr.MaxBytes+1),
		"There are several QR codes in this picture. Cut it down to one.":                                code("restante:one", "restante:two"),
		"The QR code in this picture holds no Restante link.":                                            code("WIFI:T:WPA;S:home;P:secret;;"),
		"This link was made by another version of Restante. Bring both of yours up to date.":             code("restante:group/q3Jm7dXb0aY"),
		"The signature of this link is wrong: somebody changed it. Ask for it again.":                    picture(t, shown(t, 1100, card.FullLink(forged))),
	} {
		d.world.File = file
		d.ask(Person)
		d.window.Canvas().Focused().(interface{ SetText(string) }).SetText(short)
		d.press("From a picture")
		d.says(want)
		d.press("Add") // what was typed stays
		if len(d.added) == 0 || d.added[len(d.added)-1] != short {
			t.Errorf("after %q it adds %q", want, d.added)
		}
	}
}

func TestWithoutAChooserPicturesAreNotOffered(t *testing.T) {
	d := newDesk(t)
	d.asker.o.Choose = nil
	d.ask(Person)
	d.says("Their link, please.")
	if guitest.Says(d.window.Canvas(), "From a picture") {
		t.Error("it offers what it cannot do")
	}
}

// TestWhatIsWrongWithALink goes through what people paste.
func TestWhatIsWrongWithALink(t *testing.T) {
	raw, short := sample(t)
	changed := func(at int) string {
		b := bytes.Clone(raw)
		b[at] ^= 2
		return card.FullLink(b)
	}
	full := card.FullLink(raw)
	for text, want := range map[string]string{
		full: "", short: "", "  " + full + "\n": "",
		changed(len(raw) - 1):                       "The signature of this link is wrong: somebody changed it. Ask for it again.",
		changed(0):                                  "This link was made by another version of Restante. Bring both of yours up to date.",
		"restante:group/AAAA":                       "This link was made by another version of Restante. Bring both of yours up to date.",
		strings.Repeat(full, 30):                    "This is longer than any Restante link. Paste the link alone.",
		card.FullLink(make([]byte, card.MaxSize+1)): "This is longer than any Restante link. Paste the link alone.",
		full[:len(full)/2]:                          "This link is incomplete or damaged. Copy all of it.",
		full + "!":                                  "This link is incomplete or damaged. Copy all of it.",
		"":                                          "This is neither a Restante link nor a peer ID.",
		"hello":                                     "This is neither a Restante link nor a peer ID.",
		"https://example.org/me":                    "This is neither a Restante link nor a peer ID.",
		"QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N": "This is neither a Restante link nor a peer ID.",
	} {
		got := ""
		if err := Person(text); err != nil {
			got = Problem(err)
		}
		if got != want {
			t.Errorf("%.40q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsWrongWithAPushNode(t *testing.T) {
	const node = "/dns4/push-oslo.example/udp/4001/quic-v1/p2p/12D3KooWDRwznTbet6Ak3bGqX3R7kKjgV69KEJwpAJZcMPxVdCDL"
	if err := Machine(node); err != nil {
		t.Error(err)
	}
	for err, want := range map[error]string{
		errors.Join(messaging.ErrNodeAddr, Machine("junk")):                "This is no address of a push node: it ends in /p2p/ and a peer ID.",
		errors.Join(messaging.ErrNodeAddr, Machine("restante:group/AAAA")): "This link was made by another version of Restante. Bring both of yours up to date.",
		errors.Join(messaging.ErrNodeAddr, messaging.ErrNowhere):           "This link does not say where the machine is. Ask for the address of the push node.",
		errors.New("something else"):                                       "",
	} {
		if got := Problem(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
