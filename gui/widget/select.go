package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Select is a choice of one of several words, of which it shows the chosen one.
type Select struct {
	press
	what   string // the choice, for assistive tools
	words  []string
	chosen int
	chose  func(i int)
	face   *Box
	text   *Text
}

// NewSelect makes a choice; nothing is chosen before [Select.Choose].
func NewSelect(what string, words []string, chose func(i int)) *Select {
	s := &Select{what: what, words: words, chosen: -1, chose: chose, face: NewBox(Look{}), text: Label("", 13)}
	s.init(what, 10, s.open)
	s.ExtendBaseWidget(s)
	s.paint()
	return s
}

// Chosen is the number of the word, -1 before one is chosen.
func (s *Select) Chosen() int { return s.chosen }

// Choose marks a word without telling.
func (s *Select) Choose(i int) {
	s.chosen = i
	s.Refresh()
}

// open offers the words below the control.
func (s *Select) open() {
	menu := fyne.NewMenu("")
	for i, w := range s.words {
		item := fyne.NewMenuItem(w, func() { s.pick(i) })
		item.Checked = i == s.chosen
		menu.Items = append(menu.Items, item)
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	widget.ShowPopUpMenuAtRelativePosition(menu, c, fyne.NewPos(0, s.Size().Height+4), s)
}

// pick is what the menu does; the keyboard comes back from it.
func (s *Select) pick(i int) {
	s.Choose(i)
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	s.chose(i)
}

func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	row := Row(8, container.New(wordRoom{s.words}, s.text), NewIcon("chevron-down", Muted, 15))
	face := container.NewStack(s.face, Fixed(0, 34, Inset(0, 0, 13, 10, row)))
	return Laid(s, &pressRenderer{&s.press, face, s.paint})
}

// wordRoom is the room of the widest of some words, so that nothing moves when
// another one is chosen.
type wordRoom struct{ words []string }

func (w wordRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	for _, x := range w.words {
		m.Width = max(m.Width, exactWidth(x, 13, false))
	}
	return m
}

func (wordRoom) Layout(o []fyne.CanvasObject, s fyne.Size) { Place(o[0], 0, 0, s.Width, s.Height) }

func (s *Select) paint() {
	ink, word := Foreground, "–"
	if s.disabled {
		ink = Muted
	}
	if s.chosen >= 0 {
		word = s.words[s.chosen]
	}
	s.face.Set(Look{Fill: FieldFill, Radius: 10})
	s.text.SetIn(word, ink)
}
