package orders

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
)

// buyer shows what was bought, with a folder to save it in.
func buyer(t *testing.T) *desk {
	d := deskAt(t, guitest.Delivered(machine.Buyer), large, purchasesView)
	d.path = filepath.Join(t.TempDir(), "licence.pdf")
	return d
}

// A bought file is saved where the user says, and one that is there stays.
func TestABoughtFileIsSaved(t *testing.T) {
	d := buyer(t)
	d.says("licence.pdf", "83 KiB", "norte-grotesk-2.1.zip", "17.5 MiB")
	d.press("Save licence.pdf")
	if b, err := os.ReadFile(d.path); err != nil || string(b) != "a file" || d.notice != "Saved as licence.pdf" || !d.called("file 1") {
		t.Errorf("%q, %v; the page says %q", b, err, d.notice)
	}
	d.press("Save norte-grotesk-2.1.zip") // to the same name
	if b, _ := os.ReadFile(d.path); string(b) != "a file" || d.notice != "There is a file of this name already." {
		t.Errorf("%q; the page says %q", b, d.notice)
	}
}

// The page says how much is here, and can be told to stop; half a file is none.
func TestSavingTellsHowFar(t *testing.T) {
	d := buyer(t)
	d.world.Orders.Serve = func(to io.Writer) error {
		d.says("Getting it …")
		_, err := io.WriteString(to, strings.Repeat("x", 42_000))
		d.world.Loop.Advance(time.Second)
		d.says("50 % of 83 KiB")
		d.press("Stop saving licence.pdf")
		return err
	}
	d.press("Save licence.pdf")
	d.says("Save licence.pdf", "83 KiB")
	d.empty()
	if d.notice != "" {
		t.Errorf("the page says %q", d.notice)
	}
}

// empty wants nothing in the folder.
func (d *desk) empty() {
	d.t.Helper()
	if all, err := os.ReadDir(filepath.Dir(d.path)); err != nil || len(all) > 0 {
		d.t.Errorf("%v lies there: %v", all, err)
	}
}

// What goes wrong is said, and leaves no file.
func TestAFileThatDoesNotCome(t *testing.T) {
	d := buyer(t)
	d.world.Orders.Serve = func(to io.Writer) error {
		_, err := io.WriteString(to, "half")
		return errors.Join(err, storefront.ErrNotHere)
	}
	d.press("Save licence.pdf")
	d.empty()
	if d.notice != "Nobody who has this can be reached now." {
		t.Errorf("the page says %q", d.notice)
	}
	d.says("Save licence.pdf")
}

// The name that a seller gave a file leads nowhere else, and hides nothing.
func TestNamesOfFilesAreSafe(t *testing.T) {
	for name, want := range map[string]string{
		"licence.pdf": "licence.pdf", "../../.bashrc": "_.._.bashrc", "a/b\\c:d": "a_b_c_d", "...": "file", "": "file",
		"invoice\u202efdp.exe": "invoicefdp.exe", "two\nlines.txt": "two lines.txt", " .x. ": "x", "Grüße.pdf": "Grüße.pdf",
		strings.Repeat("ü", 100) + ".zip": strings.Repeat("ü", 48) + ".zip", "a." + strings.Repeat("x", 200): "a." + strings.Repeat("x", 98),
	} {
		if got := safeName(name); got != want || filepath.Base(got) != got {
			t.Errorf("%.40q is called %q, want %q", name, got, want)
		}
	}
}
