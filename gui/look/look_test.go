package look

import (
	"embed"
	"os"
	"testing"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"restante/assets"
	"restante/gui/guitest"
	"restante/gui/widget"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

func TestAChoiceIsKept(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	if got, want := In(p), (Choice{Text: 100}); got != want {
		t.Errorf("before a choice it is %+v", got)
	}
	want := Choice{Theme: "dark", Text: 150, Scale: 125, NoDPI: true, Still: true, Language: "en"}
	want.Keep(p)
	if got := In(p); got != want {
		t.Errorf("it is %+v", got)
	}
}

func TestWhatIsNoChoiceCountsAsNone(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	Choice{Theme: "sepia", Text: 100000, Scale: -3, Language: "../../etc"}.Keep(p)
	if got, want := In(p), (Choice{Text: 100}); got != want {
		t.Errorf("it is %+v", got)
	}
}

func TestItIsWornAtOnce(t *testing.T) {
	a := test.NewTempApp(t)
	text := widget.Label("Marta", 14)
	test.NewTempWindow(t, text)
	Choice{Theme: "light", Text: 100}.Wear(a.Settings())
	small, light := text.MinSize(), widget.Color(widget.Card)
	Choice{Theme: "dark", Text: 150}.Wear(a.Settings())
	if large := text.MinSize(); large.Width < small.Width*1.4 || large.Height < small.Height*1.3 {
		t.Errorf("the text was %v and is %v", small, large)
	}
	if widget.Color(widget.Card) == light {
		t.Error("the colours are the light ones")
	}
	if got := theme.Size(theme.SizeNameText); got != 21 {
		t.Errorf("entries have letters of %v", got)
	}
}

// unset takes variables away until the test ends.
func unset(t *testing.T, names ...string) {
	for _, n := range names {
		t.Setenv(n, "")
		os.Unsetenv(n)
	}
}

func TestScaleGoesByTheEnvironment(t *testing.T) {
	unset(t, "FYNE_SCALE", "FYNE_DISABLE_DPI_DETECTION", "LANGUAGE")
	if err := (Choice{Text: 100}).Begin(); err != nil {
		t.Fatal(err)
	}
	if s, set := os.LookupEnv("FYNE_SCALE"); set {
		t.Errorf("without a choice the scale is %q", s)
	}
	if err := (Choice{Scale: 125, NoDPI: true}).Begin(); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("FYNE_SCALE") != "1.25" || os.Getenv("FYNE_DISABLE_DPI_DETECTION") != "true" {
		t.Errorf("the scale is %q", os.Getenv("FYNE_SCALE"))
	}
	if err := (Choice{Scale: 200}).Begin(); err != nil || os.Getenv("FYNE_SCALE") != "1.25" {
		t.Errorf("what the environment said is gone: %q, %v", os.Getenv("FYNE_SCALE"), err)
	}
}

// fake is two languages with one word.
//
//go:embed testdata/*.json
var fake embed.FS

// TestTheLanguageIsTheChosenOne speaks another language than the system's.
func TestTheLanguageIsTheChosenOne(t *testing.T) {
	for _, system := range []string{"C", "en_US.UTF-8", "fr_FR.UTF-8", "de_DE.UTF-8"} {
		unset(t, "LC_ALL", "LC_MESSAGES", "LANGUAGE")
		t.Setenv("LANG", system)
		for _, c := range []struct{ language, cancel string }{{"de", "Abbrechen"}, {"en", "Cancel"}} {
			if err := (Choice{Language: c.language}).speak(fake, "testdata"); err != nil {
				t.Fatal(err)
			}
			if got := lang.L("Cancel"); got != c.cancel {
				t.Errorf("on a system that speaks %s, %s says %q", system, c.language, got)
			}
		}
	}
}

func TestOnlyWhatIsTranslatedIsOffered(t *testing.T) {
	all := Spoken()
	if len(all) < 2 || all[0] != "" || all[1] != "en" {
		t.Errorf("offered are %q", all)
	}
	for _, l := range all[1:] {
		if err := (Choice{Language: l}).speak(assets.Files, "translations"); err != nil {
			t.Errorf("%s: %v", l, err)
		}
	}
}
