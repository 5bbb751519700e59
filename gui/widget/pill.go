package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Tone is the meaning of a colour pair; a word or an icon always says it too.
type Tone struct{ Ink, Fill fyne.ThemeColorName }

var (
	Neutral  = Tone{Muted, FieldFill}
	Informed = Tone{Accent, Selected}
	Fine     = Tone{Good, GoodSoft}
	Careful  = Tone{Warn, WarnSoft}
	Broken   = Tone{Bad, BadSoft}
)

// Pill is a small label of a state; icon may be "".
func Pill(s, icon string, t Tone) fyne.CanvasObject {
	row := Row(5)
	if icon != "" {
		row.Add(NewIcon(icon, t.Ink, 13))
	}
	row.Add(NewText(s, 11.5, true, t.Ink))
	return On(Look{Fill: t.Fill, Radius: 11}, Fixed(0, 22, Pad(0, 9, row)))
}

// Badge is a count in a filled pill; zero hides it.
type Badge struct {
	widget.BaseWidget
	fill fyne.ThemeColorName
	text *Text
}

// maxBadge keeps a badge as small as its place.
const maxBadge = 99

// NewBadge makes a hidden badge.
func NewBadge(fill fyne.ThemeColorName) *Badge {
	b := &Badge{fill: fill, text: NewText("", 10.5, true, OnOut).Middle()}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Set shows a count.
func (b *Badge) Set(n int) {
	s := strconv.Itoa(n)
	if n > maxBadge {
		s = strconv.Itoa(maxBadge) + "+"
	}
	b.text.Set(s)
	b.Hidden = n <= 0
}

func (b *Badge) MinSize() fyne.Size {
	return fyne.NewSize(max(18, b.text.MinSize().Width+10), 18)
}

func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	return Laid(b, widget.NewSimpleRenderer(container.NewStack(NewBox(Look{Fill: b.fill, Radius: 9}), b.text)))
}

// Meter is a usage bar; share is between 0 and 1.
func Meter(share float32, c fyne.ThemeColorName) fyne.CanvasObject {
	bar := container.New(meter{share}, NewBox(Look{Fill: Track, Radius: 3}), NewBox(Look{Fill: c, Radius: 3}))
	return Fixed(0, 6, bar)
}

type meter struct{ share float32 }

func (meter) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(20, 6) }

func (m meter) Layout(o []fyne.CanvasObject, s fyne.Size) {
	Place(o[0], 0, 0, s.Width, s.Height)
	Place(o[1], 0, 0, max(s.Height, min(1, m.share)*s.Width), s.Height)
	if m.share <= 0 {
		o[1].Hide()
	}
}
