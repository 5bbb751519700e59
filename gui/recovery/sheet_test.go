package recovery

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/widget"
)

// Whoever writes the words down must see all of each, in letters of any size.
func TestNoWordOfTheSheetIsCut(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("mushroom swamp ", 12))
	for text, want := range map[float32]int{1: 4, 1.5: 3} {
		test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light", Text: text})
		s := Sheet(words, cardWide)
		if m := s.MinSize(); m.Width > cardWide {
			t.Errorf("at %v the sheet is %v wide", text, m.Width)
		}
		s.Resize(s.MinSize())
		columns := s.Objects[0].(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects
		if len(columns) != want {
			t.Errorf("at %v there are %d columns, want %d", text, len(columns), want)
		}
		for _, c := range columns {
			if c.MinSize().Width > c.Size().Width {
				t.Errorf("at %v a column needs %v and has %v", text, c.MinSize().Width, c.Size().Width)
			}
		}
	}
}
