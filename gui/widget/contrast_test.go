package widget

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// TestContrast holds text to WCAG AA (4.5:1) and controls to 3:1, in both variants.
func TestContrast(t *testing.T) {
	for name, p := range map[string]palette{"light": light, "dark": dark} {
		for _, c := range contrasts() {
			if got := contrast(p[c.ink], p[c.on]); got < c.least {
				t.Errorf("%s: %s on %s is %.2f:1, want %.1f:1", name, c.ink, c.on, got, c.least)
			}
		}
	}
}

func TestPalettesHaveTheSameTokens(t *testing.T) {
	for n := range light {
		if _, ok := dark[n]; !ok {
			t.Errorf("dark has no %s", n)
		}
	}
	for n := range dark {
		if _, ok := light[n]; !ok {
			t.Errorf("light has no %s", n)
		}
	}
}

type pairing struct {
	ink, on fyne.ThemeColorName
	least   float64
}

func contrasts() (all []pairing) {
	text := func(ink fyne.ThemeColorName, on ...fyne.ThemeColorName) {
		for _, o := range on {
			all = append(all, pairing{ink, o, 4.5})
		}
	}
	surfaces := []fyne.ThemeColorName{Panel, Canvas, Card, FieldFill, Selected, BubbleIn}
	for _, ink := range []fyne.ThemeColorName{Foreground, Muted, Accent, placeHolder} {
		text(ink, surfaces...)
	}
	for _, t := range []Tone{Neutral, Informed, Fine, Careful, Broken} {
		text(t.Ink, t.Fill)
	}
	text(Accent, WarnSoft, RailActive)
	text(OnOut, BubbleOut, BadgeFill, Alert)
	text(Foreground, SegmentOn)
	text(OnOutMuted, BubbleOut)
	text(RailIcon, Rail)
	text(Foreground, BadSoft)
	text(Bad, Card)
	text(Panel, Foreground)                          // toast
	text(theme.ColorNameForegroundOnPrimary, Accent) // Fyne's own dialogs
	text(theme.ColorNameForeground, theme.ColorNameButton)
	all = append(all, pairing{Muted, Track, 3}, pairing{ReadMark, BubbleOut, 3}, pairing{Control, Panel, 3}, pairing{Control, Card, 3}, pairing{Control, FieldFill, 3})
	for _, s := range surfaces {
		all = append(all, pairing{focusOutline, s, 3})
	}
	return all
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}

func luminance(c color.NRGBA) float64 {
	f := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= .03928 {
			return x / 12.92
		}
		return math.Pow((x+.055)/1.055, 2.4)
	}
	return .2126*f(c.R) + .7152*f(c.G) + .0722*f(c.B)
}
