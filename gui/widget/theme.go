package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"restante/assets/fonts"
)

// Theme draws the window: Inter, our colours, slim scroll bars.
// The zero value follows the system between light and dark.
type Theme struct {
	Only  string  // "light" or "dark" fixes the variant
	Text  float32 // how much larger text is than usual; 0 is the usual size
	Still bool    // nothing moves by itself
}

var _ fyne.Theme = Theme{}

var (
	regular  = fyne.NewStaticResource("Inter-Regular.otf", fonts.Regular)
	semiBold = fyne.NewStaticResource("Inter-SemiBold.otf", fonts.SemiBold)
)

func (t Theme) variant(v fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.Only {
	case "light":
		return theme.VariantLight
	case "dark":
		return theme.VariantDark
	}
	return v
}

// Color looks in our palette first; what it lacks is Fyne's own.
func (t Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	v = t.variant(v)
	p := light
	if v == theme.VariantDark {
		p = dark
	}
	if c, ok := p[n]; ok {
		return c
	}
	return theme.DefaultTheme().Color(n, v)
}

// Font is Inter, SemiBold where Fyne says bold.
func (t Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Bold:
		return semiBold
	}
	return regular
}

// Icon is Fyne's: ours come from [NewIcon].
func (t Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(n)
}

// Size holds the few measures in which we differ from Fyne.
func (t Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return 14 * t.factor()
	case theme.SizeNameCaptionText:
		return 11 * t.factor()
	case theme.SizeNameInputBorder:
		return 2 // which is also the width of the caret
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 12
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBar:
		return 8
	}
	return theme.DefaultTheme().Size(n)
}

// Color is a token's colour in the theme of the moment.
func Color(n fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(n, s.ThemeVariant())
}

// tint is Color, where no token means no colour.
func tint(n fyne.ThemeColorName) color.Color {
	if n == "" {
		return color.Transparent
	}
	return Color(n)
}
