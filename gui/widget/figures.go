package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Figures are digits that are all as wide, so that those of several lines stand one
// under the other.
type Figures struct {
	widget.BaseWidget
	text string
	row  *fyne.Container
}

// NewFigures sets digits in letters of that size.
func NewFigures(text string, size float32) *Figures {
	f := &Figures{text: text, row: Row(0)}
	var wide float32
	for _, d := range "0123456789" {
		wide = max(wide, width(string(d), size, true))
	}
	for _, d := range text {
		f.row.Add(Fixed(wide, 0, Mid(Strong(string(d), size))))
	}
	f.ExtendBaseWidget(f)
	return f
}

func (f *Figures) AccessibilityLabel() string { return f.text }

func (f *Figures) CreateRenderer() fyne.WidgetRenderer {
	return Laid(f, widget.NewSimpleRenderer(f.row))
}
