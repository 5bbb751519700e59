package keys

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

func TestTheTableIsObeyedWhateverHasTheKeyboard(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	var did []string
	do := func(what string) func() { return func() { did = append(did, what) } }
	table := Table{{Shortcuts: []Shortcut{
		{Key: fyne.KeyK, Mod: Command, Name: "search", Do: do("search")},
		{Key: fyne.KeyF1, Name: "help", Do: do("help")},
		{Key: fyne.KeyReturn, Name: "send"},
	}}}
	field, button := widget.NewField("", "", 40, nil), widget.NewButton("Yes", "", widget.Primary, func() {})
	composer, view := widget.NewComposer(), widget.NewConversation(nil, widget.Labels{})
	w := test.NewTempWindow(t, widget.Col(0, field, composer, view, button))
	c := w.Canvas()
	table.Install(c)
	f1, search := &fyne.KeyEvent{Name: fyne.KeyF1}, &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: Command}
	for name, f := range map[string]fyne.Focusable{"field": field.Focusable(), "composer": composer.Focusable(), "button": button, "conversation": view} {
		did = nil
		c.Focus(f)
		f.TypedKey(f1)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF})
		if s, ok := f.(fyne.Shortcutable); ok {
			s.TypedShortcut(search)
		} else {
			table.Typed(search)
		}
		if got := strings.Join(did, " "); got != "help search" {
			t.Errorf("with the keyboard in a %s it does %q", name, got)
		}
	}
	c.Unfocus()
	did = nil
	c.OnTypedKey()(f1)
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := strings.Join(did, " "); got != "help" {
		t.Errorf("without a focus it does %q", got)
	}
}

func TestAQuestionIsAnsweredFirst(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	did := 0
	table := Table{{Shortcuts: []Shortcut{{Key: fyne.KeyF1, Do: func() { did++ }}}}}
	c := test.NewTempWindow(t, widget.Gap(600, 400)).Canvas()
	table.Install(c)
	o := widget.Ask(c, widget.Question{Title: "Sure?", Field: true, Yes: "Yes", No: "No"})
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if did != 0 {
		t.Error("F1 went through a question")
	}
	o.Close()
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	if did != 1 {
		t.Error("after the question F1 does nothing")
	}
}

func TestKeysInWords(t *testing.T) {
	for want, s := range map[string]Shortcut{
		command() + " Shift K": {Key: fyne.KeyK, Mod: Command | fyne.KeyModifierShift},
		"Shift Enter":          {Key: fyne.KeyReturn, Mod: fyne.KeyModifierShift},
		"F1":                   {Key: fyne.KeyF1}, "Alt Page Up": {Key: fyne.KeyPageUp, Mod: fyne.KeyModifierAlt},
	} {
		if got := s.Keys(); !slices.Equal(got, strings.SplitN(want, " ", len(got))) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
