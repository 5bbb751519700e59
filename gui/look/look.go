// Package look is how the window looks, as the user chose it: theme, size of text,
// scale, motion and language.
//
//	c := look.In(app.Preferences())
//	err := c.Begin() // before the first window
//	c.Wear(app.Settings())
//
//	c.Text = 125
//	c.Keep(app.Preferences())
//	c.Wear(app.Settings()) // all but scale and language change at once
//
// # Why
//
// It is kept in Fyne's preferences and not in the encrypted database: the window
// that asks for the passphrase has to look right too.
//
// Fyne takes the scale from the environment, before the first window, and chooses
// the language by itself. So ours is registered under the name of the system's,
// and takes effect at the next start, as the scale does.
package look

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/assets"
	"restante/gui/widget"
)

// What can be chosen. "" and 0 follow the system.
var (
	Themes    = []string{"", "light", "dark"}
	Texts     = []int{90, 95, 100, 105, 110, 115, 120, 125, 130, 135, 140, 145, 150} // percent
	Scales    = []int{0, 75, 100, 125, 150, 175, 200}                                // percent
	Languages = []string{"", "en", "de", "ar"}
)

// usualText is the size of text before anybody chose, in percent.
const usualText = 100

// Choice is how the window looks.
type Choice struct {
	Theme    string
	Text     int
	Scale    int
	NoDPI    bool // the screen's own density is not asked
	Still    bool // nothing moves by itself
	Language string
}

// Where it is kept.
const (
	themeKey    = "look-theme"
	textKey     = "look-text"
	scaleKey    = "look-scale"
	noDPIKey    = "look-no-dpi"
	stillKey    = "look-still"
	languageKey = "look-language"
)

// In reads what the user chose. What is no choice any more counts as none.
func In(p fyne.Preferences) Choice {
	return Choice{
		Theme: known(p.String(themeKey), Themes, ""), Text: known(p.Int(textKey), Texts, usualText),
		Scale: known(p.Int(scaleKey), Scales, 0), NoDPI: p.Bool(noDPIKey), Still: p.Bool(stillKey),
		Language: known(p.String(languageKey), Languages, ""),
	}
}

func known[T comparable](v T, all []T, usual T) T {
	if slices.Contains(all, v) {
		return v
	}
	return usual
}

// Keep makes it the user's choice.
func (c Choice) Keep(p fyne.Preferences) {
	p.SetString(themeKey, c.Theme)
	p.SetInt(textKey, c.Text)
	p.SetInt(scaleKey, c.Scale)
	p.SetBool(noDPIKey, c.NoDPI)
	p.SetBool(stillKey, c.Still)
	p.SetString(languageKey, c.Language)
}

// Wear puts on what can change while windows are open.
func (c Choice) Wear(s fyne.Settings) {
	s.SetTheme(widget.Theme{Only: c.Theme, Text: float32(c.Text) / 100, Still: c.Still})
}

// Begin does what must be done before the first window. What the environment says
// already is left as it is.
func (c Choice) Begin() error {
	if c.Scale > 0 {
		usually("FYNE_SCALE", strconv.FormatFloat(float64(c.Scale)/100, 'f', -1, 64))
	}
	if c.NoDPI {
		usually("FYNE_DISABLE_DPI_DETECTION", "true")
	}
	return c.speak(assets.Files, "translations")
}

func usually(name, value string) {
	if _, set := os.LookupEnv(name); !set {
		os.Setenv(name, value)
	}
}

// speak reads the translations, and puts the chosen one in the place of the
// system's own language. LANGUAGE, where it counts, lets Fyne's own words and the
// plural rules follow too.
func (c Choice) speak(files embed.FS, dir string) error {
	if c.Language != "" {
		os.Setenv("LANGUAGE", c.Language)
	}
	if err := lang.AddTranslationsFS(files, dir); err != nil {
		return fmt.Errorf("reading translations: %w", err)
	}
	if c.Language == "" {
		return nil
	}
	b, err := files.ReadFile(dir + "/" + c.Language + ".json")
	if err != nil {
		return fmt.Errorf("reading the translation: %w", err)
	}
	fynes, err := files.ReadFile(dir + "/fyne." + c.Language + ".json")
	if err != nil { // Fyne brings most languages itself
		return instead(b)
	}
	return errors.Join(instead(fynes), instead(b))
}

// instead puts a translation in the place of the system's language.
func instead(b []byte) error {
	name := lang.SystemLocale().String() + ".json"
	if err := lang.AddTranslations(fyne.NewStaticResource(name, b)); err != nil {
		return fmt.Errorf("putting the translation in place: %w", err)
	}
	return nil
}

// Spoken are the languages that there are translations for.
func Spoken() []string {
	return slices.DeleteFunc(slices.Clone(Languages), func(l string) bool {
		f, err := assets.Files.Open("translations/" + l + ".json")
		if err == nil {
			f.Close()
		}
		return l != "" && err != nil
	})
}
