package recovery

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

const (
	columns = 4
	padding = float32(14) // beside the columns
	letters = float32(14.5)
	longest = "mushroom" // no word of the list is wider
)

// columnsIn is how many columns a sheet has room for: no word may be cut.
func columnsIn(wide float32) int {
	one := cell(24, longest).MinSize().Width
	return max(1, min(columns, int((wide-2*padding)/one)))
}

// Sheet is the numbered words, to be read down the columns.
func Sheet(words string, wide float32) *fyne.Container {
	list := strings.Fields(words)
	n := columnsIn(wide)
	rows := (len(list) + n - 1) / n
	row := widget.RowFill(0)
	for at := 0; at < len(list); at += rows {
		col := widget.Col(6)
		for i := at; i < min(at+rows, len(list)); i++ {
			col.Add(cell(i+1, list[i]))
		}
		row.Add(widget.Grow(col))
	}
	look := widget.Look{Fill: widget.FieldFill, Rim: widget.BubbleEdge, Radius: 12}
	return widget.Fixed(wide, 0, widget.On(look, widget.Pad(16, padding, row)))
}

func cell(number int, word string) fyne.CanvasObject {
	n := widget.Cell(22, widget.Caption(strconv.Itoa(number), 12).End())
	return widget.Fixed(0, 26, widget.Row(9, n, widget.Strong(word, letters)))
}
