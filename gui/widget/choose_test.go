package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

func TestASwitchFlipsAndTells(t *testing.T) {
	dress(t)
	var told []bool
	s := NewSwitch("Typing", func(on bool) { told = append(told, on) })
	w := test.NewTempWindow(t, s)
	off := test.RenderToMarkup(w.Canvas())
	test.Tap(s)
	if !s.On() || len(told) != 1 || !told[0] {
		t.Errorf("a tap: on %v, told %v", s.On(), told)
	}
	if test.RenderToMarkup(w.Canvas()) == off {
		t.Error("on looks like off")
	}
	s.Set(false)
	if s.On() || len(told) != 1 || test.RenderToMarkup(w.Canvas()) != off {
		t.Errorf("set back: on %v, told %v", s.On(), told)
	}
}

func TestSegmentsHaveOneThatIsChosen(t *testing.T) {
	dress(t)
	told := -1
	s := NewSegments([]string{"System", "Light", "Dark"}, func(i int) { told = i })
	w := test.NewTempWindow(t, s)
	if s.Chosen() != -1 {
		t.Errorf("%d is chosen before anybody did", s.Chosen())
	}
	before := s.MinSize()
	guitest.Press(t, w.Canvas(), "Dark")
	if told != 2 || s.Chosen() != 2 || !s.all[2].on || s.all[0].on || s.all[1].on {
		t.Errorf("told %d, chosen %d", told, s.Chosen())
	}
	s.Choose(0)
	if told != 2 || s.MinSize() != before {
		t.Errorf("told %d; it was %v and is %v", told, before, s.MinSize())
	}
}

func TestASelectOffersItsWords(t *testing.T) {
	dress(t)
	told := -1
	s := NewSelect("Language", []string{"English", "A language with a long name"}, func(i int) { told = i })
	s.Choose(0)
	w := test.NewTempWindow(t, Left(s))
	w.Resize(fyne.NewSize(500, 300))
	before := s.MinSize()
	test.Tap(s)
	guitest.Choose(t, w.Canvas(), "A language with a long name")
	if told != 1 || s.Chosen() != 1 || s.MinSize() != before {
		t.Errorf("told %d, chosen %d; it was %v and is %v", told, s.Chosen(), before, s.MinSize())
	}
	if w.Canvas().Focused() != s || w.Canvas().Overlays().Top() != nil {
		t.Error("the keyboard stays with a menu that is gone")
	}
	s.Disable()
	test.Tap(s)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("it offers words while disabled")
	}
}

func TestASliderMovesByKeysTapsAndDrags(t *testing.T) {
	dress(t)
	var moved, chosen []int
	s := NewSlider("Text size", 12)
	s.OnMoved, s.OnChosen = func(i int) { moved = append(moved, i) }, func(i int) { chosen = append(chosen, i) }
	test.NewTempWindow(t, Fixed(sliderWide, sliderHigh, s))
	s.Resize(fyne.NewSize(sliderWide, sliderHigh))
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyEnd, 12}, {fyne.KeyRight, 12}, {fyne.KeyLeft, 11}, {fyne.KeyHome, 0}, {fyne.KeyDown, 0}, {fyne.KeyUp, 1}} {
		if s.TypedKey(key(c.key)); s.Step() != c.want || chosen[len(chosen)-1] != c.want {
			t.Errorf("%s leads to %d", c.key, s.Step())
		}
	}
	chosen = nil
	for _, x := range []float32{40, 70, sliderWide + 50} {
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 5)}})
	}
	if len(chosen) != 0 || moved[len(moved)-1] != 12 {
		t.Errorf("while it is dragged it chose %v, and moved to %v", chosen, moved)
	}
	s.DragEnd()
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(sliderWide/2, 5)})
	if len(chosen) != 2 || chosen[0] != 12 || chosen[1] != 6 {
		t.Errorf("it chose %v", chosen)
	}
	s.Disable()
	s.TypedRune(' ')
	s.Tapped(&fyne.PointEvent{})
	if len(chosen) != 2 {
		t.Error("it can be moved while disabled")
	}
}

// drawn is the text of the lines of a paragraph.
func drawn(p *Paragraph) (lines []string) {
	for _, o := range test.WidgetRenderer(p).Objects() {
		lines = append(lines, test.WidgetRenderer(o.(*Text)).Objects()[0].(*canvas.Text).Text)
	}
	return lines
}

const sentence = "Mail goes on coming and going, and an icon in the tray brings the window back."

func TestAParagraphFollowsItsPlaceAndTheSizeOfText(t *testing.T) {
	dress(t)
	p, below := Flow(sentence, 12, Muted), Gap(10, 10)
	col := Col(4, p, below)
	col.Resize(fyne.NewSize(240, 300))
	whole := func(when string) int {
		t.Helper()
		lines := drawn(p)
		if got := strings.Join(lines, " "); got != sentence {
			t.Errorf("%s it says %q", when, got)
		}
		if y := below.Position().Y; y < p.MinSize().Height+4 {
			t.Errorf("%s the next is at %v, over a paragraph of %v", when, y, p.MinSize())
		}
		return len(lines)
	}
	narrow := whole("in a narrow place")
	col.Resize(fyne.NewSize(600, 300))
	wide := whole("in a wide place")
	test.NewTempWindow(t, col)
	fyne.CurrentApp().Settings().SetTheme(Theme{Only: "light", Text: 1.5})
	col.Resize(fyne.NewSize(240, 400))
	large := whole("with large text")
	if narrow < 2 || wide >= narrow || large <= narrow {
		t.Errorf("it has %d lines, %d where there is room, %d with large text", narrow, wide, large)
	}
	p.Set("Short")
	if got := drawn(p); len(got) != 1 || got[0] != "Short" {
		t.Errorf("it says %q", got)
	}
}

func TestAControlThatIsTooWideLiesBelow(t *testing.T) {
	dress(t)
	words, control := Flow(sentence, 12, Muted), Gap(200, 30)
	b := Beside(words, control)
	for range 2 {
		b.Resize(fyne.NewSize(600, b.MinSize().Height))
	}
	if control.Position().X != 400 || words.Size().Width != 600-200-besideGap {
		t.Errorf("with room the control is at %v, the words are %v", control.Position(), words.Size())
	}
	for range 2 {
		b.Resize(fyne.NewSize(260, b.MinSize().Height))
	}
	if control.Position().X != 0 || control.Position().Y < words.MinSize().Height || words.Size().Width != 260 {
		t.Errorf("without room the control is at %v, the words are %v", control.Position(), words.Size())
	}
	if h := b.MinSize().Height; h < words.MinSize().Height+30 {
		t.Errorf("it asks for %v", h)
	}
}

func TestARoomKnowsHowHighItsContentIs(t *testing.T) {
	dress(t)
	p := Flow(strings.Repeat(sentence+" ", 10), 12, Muted)
	r := Room(Pad(10, 10, Col(0, Beside(p, Gap(60, 10)))))
	test.NewTempWindow(t, r)
	r.Resize(fyne.NewSize(300, 100))
	scroll := r.Objects[0]
	if inside := test.WidgetRenderer(scroll.(fyne.Widget)).Objects()[0]; inside.Size().Height < p.MinSize().Height+20 {
		t.Errorf("the content is %v, and the text in it %v", inside.Size(), p.MinSize())
	}
}

func TestLargerTextIsMeasuredAndDrawnLarger(t *testing.T) {
	dress(t)
	text, cell, fix := Label("Marta", 14), Cell(100, Gap(1, 1)), Fixed(20, 20, Label("Marta", 14))
	test.NewTempWindow(t, text)
	before := text.MinSize()
	if m := fix.MinSize(); m != fyne.NewSquareSize(20) {
		t.Errorf("at the usual size what is fixed is %v", m)
	}
	fyne.CurrentApp().Settings().SetTheme(Theme{Only: "light", Text: 1.5})
	if m := text.MinSize(); m.Width < before.Width*1.4 || cell.MinSize().Width != 150 || fix.MinSize().Width < m.Width {
		t.Errorf("the text is %v, the cell %v, what was fixed %v", m, cell.MinSize(), fix.MinSize())
	}
	if got := test.WidgetRenderer(text).Objects()[0].(*canvas.Text).TextSize; got != 21 {
		t.Errorf("it is drawn in letters of %v", got)
	}
}

func TestAConversationFollowsTheSizeOfText(t *testing.T) {
	dress(t)
	c := states()
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(600, 560))
	high := c.high(0)
	fyne.CurrentApp().Settings().SetTheme(Theme{Only: "light", Text: 1.5})
	if now := c.high(0); now < high+6 {
		t.Errorf("a row was %v high and is %v", high, now)
	}
	for _, b := range c.rows {
		if b.item.ID == "8" && b.lines[0].TextSize != 21 {
			t.Errorf("letters are %v", b.lines[0].TextSize)
		}
	}
}

func TestNothingMovesWhereThatIsWanted(t *testing.T) {
	dress(t)
	d := NewTyping()
	d.Advance()
	if d.phase == 0 {
		t.Error("the dots do not move at all")
	}
	fyne.CurrentApp().Settings().SetTheme(Theme{Only: "light", Still: true})
	was := d.phase
	if d.Advance(); d.phase != was {
		t.Error("the dots move")
	}
}
