package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
)

// TestEveryShortcutDoesWhatItSays presses every key of the table, starting from an
// open conversation, and looks for what its name promises.
func TestEveryShortcutDoesWhatItSays(t *testing.T) {
	promises := map[string]func(*testing.T, opened) bool{
		"Chats":        func(_ *testing.T, w opened) bool { return w.shell.shown == chatsPage },
		"Network":      func(_ *testing.T, w opened) bool { return w.shell.shown == networkPage },
		"Settings":     func(_ *testing.T, w opened) bool { return w.shell.shown == settingsPage },
		"This sheet":   func(_ *testing.T, w opened) bool { return guitest.Says(w.Canvas(), "In the whole window") },
		"Add a person": func(_ *testing.T, w opened) bool { return w.Canvas().Overlays().Top() != nil },
		"Search chats": func(t *testing.T, w opened) bool {
			test.Type(w.Canvas().Focused(), "nobody of that name")
			return guitest.Says(w.Canvas(), "Nobody found")
		},
		"Lock the window": func(_ *testing.T, w opened) bool { return w.shell.Locked() },
		"Quit":            func(_ *testing.T, w opened) bool { return w.shell.o.Quit == nil },
	}
	w := dressed(t, guitest.Busy())
	w.shell.o.Quit = func() {}
	for _, g := range w.shell.Keys() {
		for _, s := range g.Shortcuts {
			if s.Do == nil {
				continue
			}
			holds, ok := promises[s.Name]
			if !ok {
				t.Errorf("nobody tries %q", s.Name)
				continue
			}
			w := dressed(t, guitest.Busy())
			w.world.Passphrase = "x" // else there is no lock
			w.shell.o.Quit = func() { w.shell.o.Quit = nil }
			w.shell.Use(w.Canvas())
			w.open("Jonas Berg")
			if s.Name == "Chats" {
				w.shell.ShowNetwork()
			}
			w.strike(s.Key, s.Mod)
			if !holds(t, w) {
				t.Errorf("%v does not: %s", s.Keys(), s.Name)
			}
		}
	}
}

// TestNobodyTypesIntoAHiddenPage turns to another page while somebody writes.
func TestNobodyTypesIntoAHiddenPage(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Marta Oliveira")
	composer := w.Canvas().Focused()
	w.strike(fyne.Key2, fyne.KeyModifierControl)
	if w.Canvas().Focused() != nil {
		t.Errorf("on the network page %s has the keyboard", nameOf(w.Canvas().Focused()))
	}
	w.shell.Show(chatsPage)
	if w.Canvas().Focused() != composer {
		t.Error("back on the chats the composer does not have it")
	}
}

// TestTheSheetComesFromAnywhere presses its key at every stop of Tab on every page.
func TestTheSheetComesFromAnywhere(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Marta Oliveira")
	for name, page := range map[string]func(){
		"the chats": func() { w.shell.Show(chatsPage) }, "the network": w.shell.ShowNetwork, "the log": func() { w.shell.ShowSettings("logs") },
	} {
		page()
		n := len(w.stops())
		for i := range n {
			page()
			w.Canvas().Unfocus()
			for range i + 1 {
				w.Canvas().(interface{ FocusNext() }).FocusNext()
			}
			stop := nameOf(w.Canvas().Focused())
			if w.strike(fyne.KeyF1, 0); !guitest.Says(w.Canvas(), "In the whole window") {
				t.Errorf("on %s it does not come from %q", name, stop)
			}
		}
	}
}

// strike presses a key as the driver does: what has the keyboard gets shortcuts, or
// else the window.
func (w opened) strike(k fyne.KeyName, mod fyne.KeyModifier) {
	focused := w.Canvas().Focused()
	if mod == 0 {
		if focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: k})
		} else {
			w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
		}
		return
	}
	typed := &desktop.CustomShortcut{KeyName: k, Modifier: mod}
	if e, ok := focused.(fyne.Shortcutable); ok {
		e.TypedShortcut(typed)
	} else if focused == nil { // the window has it, which tests cannot ask
		w.shell.Keys().Typed(typed)
	}
}

// TestTheWidgetsObeyTheRestOfTheSheet presses the keys that are listed and that
// widgets obey by themselves.
func TestTheWidgetsObeyTheRestOfTheSheet(t *testing.T) {
	w := dressed(t, long())
	w.open("Ines Duarte")
	composer := w.Canvas().Focused()
	test.Type(composer, "one")
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	composer.(desktop.Keyable).KeyDown(shift)
	w.strike(fyne.KeyReturn, 0)
	composer.(desktop.Keyable).KeyUp(shift)
	test.Type(composer, "two")
	w.strike(fyne.KeyReturn, 0)
	ms := w.world.Talks[guitest.ID("Ines Duarte")]
	if got := ms[len(ms)-1].Text; got != "one\ntwo" {
		t.Errorf("sent is %q", got)
	}
	view, _ := guitest.Find[*widget.Conversation](w.Content(), "Newest messages")
	w.Canvas().Focus(view)
	if w.strike(fyne.KeyPageUp, 0); view.AtEnd() {
		t.Error("Page Up stays at the end")
	}
	if w.strike(fyne.KeyEnd, 0); !view.AtEnd() {
		t.Error("End does not lead there")
	}
	w.shell.AddPerson()
	if w.strike(fyne.KeyEscape, 0); w.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves a card over the page")
	}
	tap := ""
	b := widget.NewButton("Yes", "", widget.Primary, func() { tap = "yes" })
	if b.TypedRune(' '); tap != "yes" {
		t.Error("Space presses no button")
	}
}

func TestKeysLeadThroughTheWholeWindow(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.shell.ShowSettings("privacy")
	seen := map[fyne.Focusable]bool{}
	for range 60 {
		w.Canvas().(interface{ FocusNext() }).FocusNext()
		seen[w.Canvas().Focused()] = true
	}
	for _, name := range []string{"Chats", "Settings", "Privacy", "About Restante"} {
		if !reached(seen, name) {
			t.Errorf("Tab never comes to %s", name)
		}
	}
	for _, name := range []string{"Read receipts", "Typing", "Last seen"} {
		if s, _ := guitest.Find[*widget.Switch](w.Content(), name); !seen[s] {
			t.Errorf("Tab never comes to the switch %s", name)
		}
	}
}

func reached(seen map[fyne.Focusable]bool, name string) bool {
	for f := range seen {
		if x, ok := f.(interface{ AccessibilityLabel() string }); ok && x.AccessibilityLabel() == name {
			return true
		}
	}
	return false
}

func TestTextIsLargerAtOnceInTheWholeWindow(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Marta Oliveira")
	w.shell.ShowSettings("appearance")
	before := w.shell.rail.object.MinSize().Height
	s, _ := guitest.Find[*widget.Slider](w.Content(), "Text size")
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if title, _ := guitest.Find[*widget.Text](w.Content(), "Appearance"); title.MinSize().Height < 24 {
		t.Errorf("the title is %v", title.MinSize())
	}
	for _, f := range faults(w.Content(), ownWords(t)) {
		t.Error(f)
	}
	s.Set(1)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if after := w.shell.rail.object.MinSize().Height; after != before {
		t.Errorf("back at the usual size the rail is %v high, and was %v", after, before)
	}
}
