package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Stop is one step of a timeline.
type Stop struct {
	Icon  string
	Phase Phase
	Title string
	When  string
	More  fyne.CanvasObject // below the title; may be nil
}

// Phase says whether a stop lies behind, is now, went wrong, or lies ahead.
type Phase int

const (
	Done Phase = iota
	Now
	Wrong
	Ahead
)

func (p Phase) tone() Tone {
	return [...]Tone{Fine, Informed, Broken, Neutral}[p]
}

// Timeline draws stops on a vertical line.
func Timeline(stops []Stop) *fyne.Container {
	col := Col(0)
	for i, s := range stops {
		col.Add(s.row(i == len(stops)-1))
	}
	return col
}

func (s Stop) row(last bool) fyne.CanvasObject {
	t := s.Phase.tone()
	look := Look{Fill: t.Fill, Radius: 12}
	if s.Phase == Now {
		look.Rim, look.RimWidth = Accent, 1.5
	}
	dot := container.NewStack(Square(look, 24), Mid(NewIcon(s.Icon, t.Ink, 14)))
	tail := Spring()
	if !last {
		line := Square(Look{Fill: Outline}, 2)
		tail = Grow(container.New(inside{centre, stretch}, line))
	}
	return RowFill(12, Col(0, dot, tail), Grow(s.body(last)))
}

func (s Stop) body(last bool) fyne.CanvasObject {
	head := Row(8, Grow(Wide(Strong(s.Title, 13).Cut())), Caption(s.When, 11.5))
	body := Col(2, Fixed(0, 24, head))
	if s.More != nil {
		body.Add(s.More)
	}
	if !last {
		body.Add(Gap(0, 10))
	}
	return body
}
