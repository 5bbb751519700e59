package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Segments is a choice of a few words side by side.
type Segments struct {
	widget.BaseWidget
	all    []*segment
	chosen int
}

// NewSegments makes a choice; nothing is chosen before [Segments.Choose].
func NewSegments(words []string, chose func(i int)) *Segments {
	s := &Segments{chosen: -1}
	for i, w := range words {
		s.all = append(s.all, newSegment(w, func() {
			s.Choose(i)
			chose(i)
		}))
	}
	s.ExtendBaseWidget(s)
	return s
}

// Chosen is the number of the word, -1 before one is chosen.
func (s *Segments) Chosen() int { return s.chosen }

// Choose marks a word without telling.
func (s *Segments) Choose(i int) {
	s.chosen = i
	for n, x := range s.all {
		x.on = n == i
		x.Refresh()
	}
}

func (s *Segments) CreateRenderer() fyne.WidgetRenderer {
	row := RowFill(0)
	for _, x := range s.all {
		row.Add(x)
	}
	face := On(Look{Fill: FieldFill, Radius: 10}, Pad(3, 3, row))
	return Laid(s, widget.NewSimpleRenderer(face))
}

// segment is one of the words.
type segment struct {
	press
	on   bool
	face *Box
	text *Text
}

func newSegment(word string, tapped func()) *segment {
	s := &segment{face: NewBox(Look{}), text: Strong(word, 13).Middle()}
	s.init(word, 8, tapped)
	s.ExtendBaseWidget(s)
	return s
}

func (s *segment) CreateRenderer() fyne.WidgetRenderer {
	s.paint()
	face := container.NewStack(s.face, Pad(0, 13, container.New(boldRoom{s.name}, s.text)))
	return Laid(s, &pressRenderer{&s.press, face, s.paint})
}

func (s *segment) paint() {
	ink, look := Muted, Look{}
	if s.on && !s.disabled {
		ink, look = Foreground, Look{Fill: SegmentOn, Radius: 8, Lift: Raised}
	}
	s.face.Set(look)
	s.text.embolden(s.on)
	s.text.SetIn(s.name, ink)
}

// boldRoom is the room of a word in bold, so that nothing moves when it becomes so.
type boldRoom struct{ word string }

func (b boldRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(exactWidth(b.word, 13, true), max(28, o[0].MinSize().Height))
}

func (boldRoom) Layout(o []fyne.CanvasObject, s fyne.Size) { Place(o[0], 0, 0, s.Width, s.Height) }
