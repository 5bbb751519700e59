package invite

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/link"
	"restante/gui/widget"
	"restante/messaging/contact"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// open puts one's own code into a window.
func open(t *testing.T, w *guitest.World) (*Invite, fyne.Canvas, *[]contact.Contact) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	var c fyne.Canvas
	added := &[]contact.Contact{}
	over := func() fyne.Canvas { return c }
	i := New(Options{People: w, Nodes: w, Loop: w.Loop, Ask: link.New(link.Options{Loop: w.Loop, Canvas: over}), Canvas: over, Notice: func(string) {},
		Problem: func(err error) string { return err.Error() }, Added: func(x contact.Contact) { *added = append(*added, x) }})
	win := test.NewTempWindow(t, i.Side())
	win.Resize(fyne.NewSize(500, 600))
	c = win.Canvas()
	i.Reload()
	return i, c, added
}

func TestALinkFromOutsideIsFilledInAndWantsAYes(t *testing.T) {
	w := guitest.Empty()
	i, c, added := open(t, w)
	i.AddLink("restante:Kenji")
	if len(*added) != 0 || len(w.Calls) != 0 {
		t.Fatal("the link was taken without a yes")
	}
	guitest.Press(t, c, "Add")
	if len(*added) != 1 || (*added)[0].Name != "Kenji" {
		t.Errorf("added %+v", *added)
	}
	if c.Overlays().Top() != nil {
		t.Error("the card stays")
	}
}

func TestTheSideFollowsNameAndPushNodes(t *testing.T) {
	w := guitest.Busy()
	i, c, _ := open(t, w)
	for _, s := range []string{"Elena Costa", w.Me.Link} {
		if !guitest.Says(c, s) {
			t.Errorf("it does not say %q", s)
		}
	}
	w.Me.Name = "Elena Silva"
	i.Reload()
	if !guitest.Says(c, "Elena Silva") {
		t.Error("it keeps the old name")
	}
	i.Show() // the card over the page comes and goes
	guitest.Press(t, c, "Close")
	w.Me.Name = "Elena C."
	i.Reload()
	if !guitest.Says(c, "Elena C.") {
		t.Error("after another card was closed it is forgotten")
	}
}
