package widget

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colour tokens beyond Fyne's own, looked up through the same theme.
const (
	Foreground   = theme.ColorNameForeground
	Accent       = theme.ColorNamePrimary // text and icons; under white text use BubbleOut
	Muted        = fyne.ThemeColorName("x-muted")
	Rail         = fyne.ThemeColorName("x-rail")
	RailIcon     = fyne.ThemeColorName("x-rail-icon")
	RailActive   = fyne.ThemeColorName("x-rail-active")
	Panel        = fyne.ThemeColorName("x-panel")
	Canvas       = fyne.ThemeColorName("x-canvas")
	Card         = fyne.ThemeColorName("x-card")
	FieldFill    = fyne.ThemeColorName("x-field")
	Selected     = fyne.ThemeColorName("x-selected")
	SegmentOn    = fyne.ThemeColorName("x-seg-on")
	BubbleIn     = fyne.ThemeColorName("x-bubble-in")
	BubbleEdge   = fyne.ThemeColorName("x-bubble-border")
	BubbleOut    = fyne.ThemeColorName("x-bubble-out")
	OnOut        = fyne.ThemeColorName("x-on-out")
	OnOutMuted   = fyne.ThemeColorName("x-on-out-muted")
	ReadMark     = fyne.ThemeColorName("x-read")
	Online       = fyne.ThemeColorName("x-online") // dots only, never text
	BadgeFill    = fyne.ThemeColorName("x-badge")
	Alert        = fyne.ThemeColorName("x-alert")
	Good         = fyne.ThemeColorName("x-ok")
	GoodSoft     = fyne.ThemeColorName("x-ok-soft")
	Warn         = fyne.ThemeColorName("x-warn")
	WarnSoft     = fyne.ThemeColorName("x-warn-soft")
	Bad          = fyne.ThemeColorName("x-bad")
	BadSoft      = fyne.ThemeColorName("x-bad-soft")
	Track        = fyne.ThemeColorName("x-track")
	Outline      = fyne.ThemeColorName("x-outline") // decorative rims
	Control      = fyne.ThemeColorName("x-control") // rims that mean something, 3:1
	Scrim        = fyne.ThemeColorName("x-scrim")
	Ink          = fyne.ThemeColorName("x-ink")   // the dark of a QR code, in both variants
	Paper        = fyne.ThemeColorName("x-paper") // and its white
	ShadowColor  = fyne.ThemeColorName("x-shadow")
	PopShadow    = fyne.ThemeColorName("x-pop-shadow")
	None         = fyne.ThemeColorName("x-none") // draws nothing
	separator    = theme.ColorNameSeparator
	hover        = theme.ColorNameHover
	placeHolder  = theme.ColorNamePlaceHolder
	focusOutline = Accent
)

type palette map[fyne.ThemeColorName]color.NRGBA

var light = palette{
	Foreground: hex("#1a1d2e"), Accent: hex("#4650ee"), Muted: hex("#656b88"),
	Rail: hex("#eceef7"), RailIcon: hex("#5f6582"), RailActive: hex("#ffffff"),
	Panel: hex("#ffffff"), Canvas: hex("#f6f7fb"), Card: hex("#ffffff"),
	FieldFill: hex("#f1f3f9"), Selected: hex("#eef0ff"), SegmentOn: hex("#ffffff"),
	BubbleIn: hex("#ffffff"), BubbleEdge: hex("#e7e9f2"), BubbleOut: hex("#4650ee"),
	OnOut: hex("#ffffff"), OnOutMuted: hex("#e6e9ff"), ReadMark: hex("#7ee2ff"),
	Online: hex("#1fb866"), BadgeFill: hex("#4650ee"), Alert: hex("#d92d4a"),
	Good: hex("#0b7342"), GoodSoft: hex("#e3f6ec"),
	Warn: hex("#855400"), WarnSoft: hex("#fdf2dc"),
	Bad: hex("#bf2640"), BadSoft: hex("#fdebee"),
	Track: hex("#e4e7f1"), Outline: hex("#c9cde0"), Control: hex("#8389a6"),
	Scrim: hex("#1a1d4a66"), Ink: hex("#1a1d2e"), Paper: hex("#ffffff"),
	ShadowColor: hex("#1a1d4a1c"), PopShadow: hex("#1a1d4a38"), None: {},
	separator: hex("#e7e9f2"), hover: hex("#1a1d2e0d"), placeHolder: hex("#656b88"),
	theme.ColorNameBackground:          hex("#ffffff"),
	theme.ColorNameMenuBackground:      hex("#ffffff"),
	theme.ColorNameOverlayBackground:   hex("#ffffff"),
	theme.ColorNameInputBackground:     hex("#f1f3f9"),
	theme.ColorNameInputBorder:         {},
	theme.ColorNameForegroundOnPrimary: hex("#ffffff"),
	theme.ColorNameSelection:           hex("#4f5bff33"),
	theme.ColorNameFocus:               hex("#4f5bff55"),
	theme.ColorNameScrollBar:           hex("#1a1d2e40"),
	theme.ColorNameShadow:              hex("#1a1d4a16"),
	theme.ColorNameButton:              hex("#f1f3f9"),
	theme.ColorNameDisabledButton:      hex("#e5e8f2"), // these two are for Fyne's dialogs, a shade off ours: goldens go by names
	theme.ColorNameDisabled:            hex("#646a87"),
}

var dark = palette{
	Foreground: hex("#e9ebf8"), Accent: hex("#8f98ff"), Muted: hex("#98a0c4"),
	Rail: hex("#0b0e1c"), RailIcon: hex("#9096bb"), RailActive: hex("#1f2542"),
	Panel: hex("#12162a"), Canvas: hex("#0e1122"), Card: hex("#171c33"),
	FieldFill: hex("#212745"), Selected: hex("#242b50"), SegmentOn: hex("#38416e"),
	BubbleIn: hex("#1c2138"), BubbleEdge: hex("#262c48"), BubbleOut: hex("#4a55e6"),
	OnOut: hex("#ffffff"), OnOutMuted: hex("#e8eaff"), ReadMark: hex("#7ee2ff"),
	Online: hex("#31d07e"), BadgeFill: hex("#5560f0"), Alert: hex("#d92d4a"),
	Good: hex("#55dc97"), GoodSoft: hex("#14342c"),
	Warn: hex("#f3c56d"), WarnSoft: hex("#35301f"),
	Bad: hex("#ff8f9d"), BadSoft: hex("#3b1c2b"),
	Track: hex("#2a3152"), Outline: hex("#3c456e"), Control: hex("#737db0"),
	Scrim: hex("#05060fa8"), Ink: hex("#1a1d2e"), Paper: hex("#ffffff"),
	ShadowColor: hex("#00000055"), PopShadow: hex("#000000a0"), None: {},
	separator: hex("#222842"), hover: hex("#ffffff0d"), placeHolder: hex("#98a0c4"),
	theme.ColorNameBackground:          hex("#12162a"),
	theme.ColorNameMenuBackground:      hex("#1c2138"),
	theme.ColorNameOverlayBackground:   hex("#171c33"),
	theme.ColorNameInputBackground:     hex("#212745"),
	theme.ColorNameInputBorder:         {},
	theme.ColorNameForegroundOnPrimary: hex("#0e1122"),
	theme.ColorNameSelection:           hex("#7c86ff44"),
	theme.ColorNameFocus:               hex("#7c86ff66"),
	theme.ColorNameScrollBar:           hex("#ffffff33"),
	theme.ColorNameShadow:              hex("#0000001c"), // also at the edge of a long text in a field
	theme.ColorNameButton:              hex("#1c2138"),
	theme.ColorNameDisabledButton:      hex("#2a3152"),
	theme.ColorNameDisabled:            hex("#98a0c4"),
}

// hex reads #rrggbb or #rrggbbaa.
func hex(s string) color.NRGBA {
	c := color.NRGBA{A: 255}
	format := "#%02x%02x%02x"
	if len(s) == 9 {
		format += "%02x"
	}
	if _, err := fmt.Sscanf(s, format, parts(&c, len(s))...); err != nil {
		panic(s)
	}
	return c
}

func parts(c *color.NRGBA, length int) []any {
	if length == 9 {
		return []any{&c.R, &c.G, &c.B, &c.A}
	}
	return []any{&c.R, &c.G, &c.B}
}
