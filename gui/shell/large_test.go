package shell

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"restante/assets"
	"restante/gui/widget"
)

// TestLargeTextIsWholeInASmallWindow draws every state of every page at 150 % and
// looks for text that is cut off, leaves the window, or lies on other text.
func TestLargeTextIsWholeInASmallWindow(t *testing.T) {
	own := ownWords(t)
	for _, s := range slices.Concat(scenes, settingsScenes, networkScenes, wordScenes, guardScenes, storageScenes) {
		t.Run(s.name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light", Text: 1.5})
			w := window(t, s.world(), small)
			s.act(w)
			if got := w.Canvas().Size(); got != small {
				t.Errorf("the window grew to %v", got)
			}
			roots := append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...)
			for _, root := range roots {
				for _, fault := range faults(root, own) {
					t.Error(fault)
				}
			}
		})
	}
}

// ownWords are the texts that the window itself says, without those of people.
func ownWords(t *testing.T) map[string]bool {
	t.Helper()
	b, err := assets.Files.ReadFile("translations/en.json")
	if err != nil {
		t.Fatal(err)
	}
	all, own := map[string]any{}, map[string]bool{}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for s := range all {
		own[s] = true
	}
	return own
}

// rect is a place in the window.
type rect struct{ left, top, right, bottom float32 }

func at(p fyne.Position, s fyne.Size) rect { return rect{p.X, p.Y, p.X + s.Width, p.Y + s.Height} }

func (a rect) and(b rect) rect {
	return rect{max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)}
}

// overlaps tells whether more than a hair of both is the same place.
func (a rect) overlaps(b rect) bool {
	c := a.and(b)
	return c.right-c.left > 3 && c.bottom-c.top > 3
}

// eye walks over what is drawn.
type eye struct {
	own    map[string]bool
	faults []string
	texts  []*canvas.Text
	places []rect
}

func faults(root fyne.CanvasObject, own map[string]bool) []string {
	e := &eye{own: own}
	e.walk(root, root.Position(), at(root.Position(), root.Size()), false)
	for i, a := range e.places {
		for j, b := range e.places[:i] {
			if a.overlaps(b) {
				e.fault("%q lies on %q", e.texts[i].Text, e.texts[j].Text)
			}
		}
	}
	return e.faults
}

func (e *eye) fault(format string, args ...any) {
	e.faults = append(e.faults, fmt.Sprintf(format, args...))
}

// walk visits what is visible; scrolls tells whether what is below can be reached.
func (e *eye) walk(o fyne.CanvasObject, pos fyne.Position, clip rect, scrolls bool) {
	if !o.Visible() {
		return
	}
	switch x := o.(type) {
	case *canvas.Text:
		e.text(x, at(pos, x.Size()), clip, scrolls)
		return
	case interface{ SelectedText() string }:
		return // what is typed scrolls
	case *canvas.Rectangle:
		e.cover(x, at(pos, x.Size()).and(clip))
	case *widget.Paragraph:
		e.whole(x, x.AccessibilityLabel())
	case *widget.Text:
		if label := x.AccessibilityLabel(); e.own[label] {
			e.whole(x, label)
		}
	case *container.Scroll, *container.Clip:
		clip, scrolls = clip.and(at(pos, o.Size())), true
	}
	for _, c := range parts(o) {
		e.walk(c, pos.Add(c.Position()), clip, scrolls)
	}
}

// cover forgets what a surface hides.
func (e *eye) cover(x *canvas.Rectangle, place rect) {
	if x.FillColor == nil {
		return
	}
	if _, _, _, alpha := x.FillColor.RGBA(); alpha < 0xffff {
		return
	}
	var texts []*canvas.Text
	var places []rect
	for i, p := range e.places {
		if p.and(place) != p {
			texts, places = append(texts, e.texts[i]), append(places, p)
		}
	}
	e.texts, e.places = texts, places
}

func parts(o fyne.CanvasObject) []fyne.CanvasObject {
	switch x := o.(type) {
	case *fyne.Container:
		return x.Objects
	case fyne.Widget:
		return test.WidgetRenderer(x).Objects()
	}
	return nil
}

// whole looks for an ellipsis that the text does not have.
func (e *eye) whole(o fyne.CanvasObject, label string) {
	texts(o, func(x *canvas.Text) {
		if strings.HasSuffix(x.Text, "…") && !strings.Contains(label, x.Text) {
			e.fault("%q is cut to %q", label, x.Text)
		}
	})
}

func (e *eye) text(x *canvas.Text, place, clip rect, scrolls bool) {
	if x.Text == "" || place.right <= place.left {
		return
	}
	if need := x.MinSize().Width; need > x.Size().Width+2.5 {
		e.fault("%q needs %.0f and has %.0f", x.Text, need, x.Size().Width)
	}
	if place.right > clip.right+1 || place.left < clip.left-1 {
		e.fault("%q leaves its place by %.0f", x.Text, max(place.right-clip.right, clip.left-place.left))
	}
	if !scrolls && place.bottom > clip.bottom+1 {
		e.fault("%q is %.0f below the window", x.Text, place.bottom-clip.bottom)
	}
	if seen := place.and(clip); seen.bottom > seen.top {
		e.texts, e.places = append(e.texts, x), append(e.places, seen)
	}
}
