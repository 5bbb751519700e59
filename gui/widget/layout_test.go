package widget

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestFoldTakesWhatFits(t *testing.T) {
	dress(t)
	wide, narrow := canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	wide.SetMinSize(fyne.NewSize(300, 10))
	f := Fold(wide, narrow)
	f.Resize(fyne.NewSize(400, 50))
	if !wide.Visible() || narrow.Visible() {
		t.Error("the wide one fits")
	}
	f.Resize(fyne.NewSize(200, 50))
	if wide.Visible() || !narrow.Visible() {
		t.Error("the wide one does not fit")
	}
}

func TestFlexSharesWhatIsLeft(t *testing.T) {
	dress(t)
	a, b, c := Gap(50, 10), Grow(Gap(5, 10)), Grow(Gap(5, 10))
	Row(10, a, b, c).Resize(fyne.NewSize(270, 40))
	if b.Position().X != 60 || b.Size().Width != 100 || c.Position().X != 170 || b.Size().Height != 40 {
		t.Errorf("b at %v %v, c at %v", b.Position(), b.Size(), c.Position())
	}
	if a.Position().Y != 15 {
		t.Errorf("a at %v", a.Position())
	}
}

// TestChipsTakeAnotherLineWhereTheyDoNotFit and make what lies below them lower.
func TestChipsTakeAnotherLineWhereTheyDoNotFit(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{Only: "light", Text: 1.5})
	c := NewChips([]string{"Alle", "Ungelesen", "Anfragen", "Wartend"}, func(int) {})
	below := Gap(10, 10)
	column := Col(10, c.Object, below)
	for _, room := range []struct{ wide, below float32 }{{600, 38}, {300, 72}, {150, 140}, {600, 38}} {
		column.Resize(fyne.NewSize(room.wide, 400))
		if y := below.Position().Y; y != room.below {
			t.Errorf("in %v pixels what is below lies at %v, want %v", room.wide, y, room.below)
		}
		for _, o := range c.Object.Objects {
			if end := o.Position().X + o.Size().Width; end > room.wide {
				t.Errorf("in %v pixels a chip ends at %v", room.wide, end)
			}
		}
	}
}

// TestButtonsTakeAnotherLineWhereTheyDoNotFit, as long German words in large letters do.
func TestButtonsTakeAnotherLineWhereTheyDoNotFit(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{Only: "light", Text: 1.5})
	gone := NewButton("Gone", "", Secondary, nil)
	gone.Hide()
	several := Several(8, NewButton("Annehmen", "check", Primary, nil), gone, NewButton("Ablehnen", "", Secondary, nil), NewButton("Blockieren", "ban", Danger, nil))
	below := Gap(10, 10)
	column := Col(10, several, below)
	for _, room := range []struct{ wide, below float32 }{{600, 46}, {360, 90}, {200, 134}, {600, 46}} {
		column.Resize(fyne.NewSize(room.wide, 400))
		if y := below.Position().Y; y != room.below {
			t.Errorf("in %v pixels what is below lies at %v, want %v", room.wide, y, room.below)
		}
		for _, o := range several.Objects {
			if end := o.Position().X + o.Size().Width; o.Visible() && end > room.wide {
				t.Errorf("in %v pixels a button ends at %v", room.wide, end)
			}
		}
	}
}

// TestFiguresStandOneUnderTheOther although a 1 is narrower than a 0.
func TestFiguresStandOneUnderTheOther(t *testing.T) {
	dress(t)
	if ones, noughts := NewFigures("11111", 17).MinSize(), NewFigures("00000", 17).MinSize(); ones != noughts {
		t.Errorf("ones take %v, noughts %v", ones, noughts)
	}
}
