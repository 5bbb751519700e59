package shell

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/link"
	"restante/gui/widget"
)

// codeOf is the picture of a code, as a file.
func codeOf(t *testing.T, text string) []byte {
	t.Helper()
	c := widget.NewCode(200)
	c.Set(text)
	w := test.NewTempWindow(t, widget.Pad(10, 10, c))
	w.Resize(fyne.NewSize(300, 300))
	var b bytes.Buffer
	if err := png.Encode(&b, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (w opened) drop(file []byte) { w.shell.Dropped(io.NopCloser(bytes.NewReader(file))) }

// TestADroppedCodeGoesWhereItIsOfUse drops the same one on each page.
func TestADroppedCodeGoesWhereItIsOfUse(t *testing.T) {
	w := dressed(t, guitest.Empty())
	me := guitest.ID("somebody").String()
	code := codeOf(t, "restante:"+me)
	w.drop(code)
	w.says(t, "Add a person")
	w.press(t, "Add")
	if w.world.Calls[0] != "add restante:"+me {
		t.Errorf("called %q", w.world.Calls)
	}
	w.press(t, "Network")
	w.drop(code)
	w.says(t, "Add a push node")
	w.press(t, "Cancel")
	w.shell.Network.Add()
	w.drop(code) // into the open question
	w.press(t, "Add")
	if last := w.world.Calls[len(w.world.Calls)-1]; last != "add node restante:"+me {
		t.Errorf("called %q", w.world.Calls)
	}
	w.shell.ShowSettings("about")
	w.drop(code)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the settings ask for a link")
	}
}

func TestADroppedPictureWithoutACodeIsOnlyNoticed(t *testing.T) {
	w := dressed(t, guitest.Empty())
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 60))); err != nil {
		t.Fatal(err)
	}
	w.drop(b.Bytes())
	if w.shell.toast.Text() == "" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("it says %q", w.shell.toast.Text())
	}
}

// TestABrokenLinkSaysWhatIsWrong opens it as a person and as a push node.
func TestABrokenLinkSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"restante:group/AAAA":      "This link was made by another version of Restante. Bring both of yours up to date.",
		"restante:card/AAAA":       "This link is incomplete or damaged. Copy all of it.",
		string(make([]byte, 7000)): "This is longer than any Restante link. Paste the link alone.",
	} {
		w := dressed(t, guitest.Empty())
		w.shell.AddLink(text)
		w.world.Err = link.Person(text)
		w.press(t, "Add")
		w.says(t, want)
		w.press(t, "Cancel")
		w.shell.ShowNetwork()
		w.shell.Network.AddLink(text)
		w.world.Err = link.Machine(text)
		w.press(t, "Add")
		w.says(t, want)
	}
}
