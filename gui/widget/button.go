package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Rank is how loud a button is.
type Rank int

const (
	Primary Rank = iota
	Secondary
	Quiet
	Danger
)

// Button is a word, an icon or both on a rounded face, 36 high.
type Button struct {
	press
	rank Rank
	face *Box
	icon *Icon
	text *Text
}

// NewButton makes a button; icon may be "".
func NewButton(s, icon string, r Rank, tapped func()) *Button {
	b := &Button{rank: r, face: NewBox(Look{}), text: Strong(s, 13)}
	b.init(s, 10, tapped)
	if icon != "" {
		b.icon = NewIcon(icon, Foreground, 16)
	}
	b.ExtendBaseWidget(b)
	b.paint()
	return b
}

func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	row := Row(8)
	if b.icon != nil {
		row.Add(b.icon)
	}
	row.Add(b.text)
	face := container.NewStack(b.face, Fixed(0, 36, Pad(0, 14, Mid(row))))
	return Laid(b, &pressRenderer{&b.press, face, b.paint})
}

// Rename changes the word.
func (b *Button) Rename(s string) {
	b.name = s
	b.text.Set(s)
	b.Refresh()
}

func (b *Button) paint() {
	ink, look := b.rank.colours(b.disabled)
	b.face.Set(look)
	b.text.SetIn(b.name, ink)
	if b.icon != nil {
		b.icon.Set(b.icon.name, ink)
	}
}

func (r Rank) colours(disabled bool) (ink fyne.ThemeColorName, l Look) {
	switch {
	case disabled:
		return Muted, Look{Fill: Track, Radius: 10}
	case r == Secondary:
		return Accent, Look{Fill: Selected, Radius: 10}
	case r == Quiet:
		return Foreground, Look{Fill: Card, Rim: Outline, Radius: 10}
	case r == Danger:
		return Bad, Look{Fill: BadSoft, Radius: 10}
	}
	return OnOut, Look{Fill: BubbleOut, Radius: 10}
}

// RoundButton is an icon in a circle.
type RoundButton struct {
	press
	icon      *Icon
	ink, fill fyne.ThemeColorName
	face      *Box
	side      float32
	lift      Lift
}

// NewRoundButton makes a round button; name is what assistive tools read, fill may be "".
func NewRoundButton(name, icon string, ink, fill fyne.ThemeColorName, side, size float32, tapped func()) *RoundButton {
	b := &RoundButton{icon: NewIcon(icon, ink, size), ink: ink, fill: fill, face: NewBox(Look{}), side: side}
	b.init(name, side/2, tapped)
	b.ExtendBaseWidget(b)
	b.paint()
	return b
}

func (b *RoundButton) CreateRenderer() fyne.WidgetRenderer {
	face := container.NewStack(b.face, Fixed(b.side, b.side, Mid(b.icon)))
	return Laid(b, &pressRenderer{&b.press, face, b.paint})
}

func (b *RoundButton) paint() {
	ink, fill := b.ink, b.fill
	if b.disabled {
		ink, fill = Muted, Track
	}
	b.face.Set(Look{Fill: fill, Radius: b.side / 2, Lift: b.lift})
	b.icon.Set(b.icon.name, ink)
}

// LinkButton is a word in the accent colour, without a face.
type LinkButton struct {
	press
	text *Text
}

// NewLinkButton makes a word that can be pressed.
func NewLinkButton(s string, tapped func()) *LinkButton {
	b := &LinkButton{text: NewText(s, 13, true, Accent)}
	b.init(s, 8, tapped)
	b.ExtendBaseWidget(b)
	return b
}

func (b *LinkButton) CreateRenderer() fyne.WidgetRenderer {
	return Laid(b, &pressRenderer{&b.press, Fixed(0, 28, Pad(0, 8, b.text)), func() {}})
}

// Tap makes anything pressable; name is what assistive tools read.
type Tap struct {
	press
	face fyne.CanvasObject
}

// NewTap wraps an object.
func NewTap(name string, radius float32, face fyne.CanvasObject, tapped func()) *Tap {
	t := &Tap{face: face}
	t.init(name, radius, tapped)
	t.ExtendBaseWidget(t)
	return t
}

// SetName changes what assistive tools read.
func (t *Tap) SetName(name string) { t.name = name }

func (t *Tap) CreateRenderer() fyne.WidgetRenderer {
	return Laid(t, &pressRenderer{&t.press, t.face, func() {}})
}
