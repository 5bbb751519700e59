package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Option is what a [Choice] offers.
type Option struct{ Title, Text, Icon string }

// Choices are tiles of which one is chosen. Arrows lead from one to the next,
// Space chooses, Enter chooses and goes on.
type Choices struct {
	OnChosen func(int)
	OnEnter  func()
	Focus    func(fyne.Focusable) // gives the keyboard to a tile; the canvas may not know new ones yet

	tiles  []*Choice
	chosen int
}

// NewChoices makes the tiles, of which the first is chosen. They are as wide as
// wide; where that is 0 they are rows, as wide as their place.
func NewChoices(wide float32, options ...Option) *Choices {
	c := &Choices{}
	for i, o := range options {
		c.tiles = append(c.tiles, newChoice(c, i, o, wide))
	}
	return c
}

// Chosen is the number of the chosen tile.
func (c *Choices) Chosen() int { return c.chosen }

// Choose changes it.
func (c *Choices) Choose(i int) {
	c.chosen = i
	for _, t := range c.tiles {
		t.Refresh()
	}
	if c.OnChosen != nil {
		c.OnChosen(i)
	}
}

// Focusable is the chosen tile.
func (c *Choices) Focusable() fyne.Focusable { return c.tiles[c.chosen] }

// Objects are the tiles.
func (c *Choices) Objects() (all []fyne.CanvasObject) {
	for _, t := range c.tiles {
		all = append(all, t)
	}
	return all
}

// step chooses a tile beside a tile and brings the keyboard there.
func (c *Choices) step(from, by int) {
	n := len(c.tiles)
	to := c.tiles[(from+by+n)%n]
	c.Choose(to.at)
	if c.Focus != nil {
		c.Focus(to)
	}
}

// Choice is one tile: an icon, a title, some words and a mark.
type Choice struct {
	press
	group *Choices
	at    int
	face  *Box
	icon  *Icon
	mark  *radioMark
	body  fyne.CanvasObject
}

const (
	ringRoom   = float32(3) // beside the face, so that the ring shows beside the rim
	choiceText = float32(12)
)

func newChoice(g *Choices, at int, o Option, wide float32) *Choice {
	c := &Choice{group: g, at: at, face: NewBox(Look{}), icon: NewIcon(o.Icon, Muted, 19), mark: newRadioMark()}
	if wide == 0 {
		words := Col(3, Strong(o.Title, 13).Cut(), Caption(o.Text, choiceText).Cut())
		c.body = Pad(13, 17, Row(16, c.icon, Grow(Wide(words)), c.mark.object))
	} else {
		room := wide - 2*(15+ringRoom)
		head := Row(8, c.icon, Spring(), c.mark.object)
		c.body = Fixed(wide-2*ringRoom, 0, Pad(13, 15, Col(0, head, Gap(0, 7), Para(o.Title, 13, room, Foreground).Bold(), Gap(0, 1), Para(o.Text, choiceText, room, Muted))))
	}
	c.init(o.Title, 14, func() { g.Choose(at) })
	c.ExtendBaseWidget(c)
	c.paint()
	return c
}

func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	face := Pad(ringRoom, ringRoom, container.NewStack(c.face, c.body))
	return Laid(c, &pressRenderer{&c.press, face, c.paint})
}

func (c *Choice) paint() {
	look, ink := Look{Fill: Card, Rim: Outline, RimWidth: 1.5, Radius: 12}, Muted
	on := c.group.chosen == c.at
	if on {
		look, ink = Look{Fill: Selected, Rim: Accent, RimWidth: 2, Radius: 12}, Accent
	}
	c.face.Set(look)
	c.icon.Set(c.icon.name, ink)
	c.mark.set(on)
}

func (c *Choice) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyLeft:
		c.group.step(c.at, -1)
	case fyne.KeyDown, fyne.KeyRight:
		c.group.step(c.at, 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.group.Choose(c.at)
		if c.group.OnEnter != nil {
			c.group.OnEnter()
		}
	default:
		c.press.TypedKey(k)
	}
}

// radioMark is the ring of a choice, with a dot in the chosen one.
type radioMark struct {
	object    fyne.CanvasObject
	ring, dot *Box
}

func newRadioMark() *radioMark {
	m := &radioMark{ring: Square(Look{}, 20), dot: Square(Look{}, 9)}
	m.object = Fixed(20, 20, container.NewStack(m.ring, Mid(m.dot)))
	return m
}

func (m *radioMark) set(on bool) {
	rim, dot := Control, Look{}
	if on {
		rim, dot = Accent, Look{Fill: Accent, Radius: 4.5}
	}
	m.ring.Set(Look{Rim: rim, RimWidth: 2, Radius: 10})
	m.dot.Set(dot)
}
