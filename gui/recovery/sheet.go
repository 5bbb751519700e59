package recovery

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

const columns = 4

// Sheet is the numbered words, to be read down the columns.
func Sheet(words string, wide float32) fyne.CanvasObject {
	list := strings.Fields(words)
	rows := (len(list) + columns - 1) / columns
	row := widget.RowFill(0)
	for at := 0; at < len(list); at += rows {
		col := widget.Col(6)
		for i := at; i < min(at+rows, len(list)); i++ {
			col.Add(cell(i+1, list[i]))
		}
		row.Add(widget.Grow(col))
	}
	look := widget.Look{Fill: widget.FieldFill, Rim: widget.BubbleEdge, Radius: 12}
	return widget.Fixed(wide, 0, widget.On(look, widget.Pad(16, 14, row)))
}

func cell(number int, word string) fyne.CanvasObject {
	n := widget.Cell(22, widget.Caption(strconv.Itoa(number), 12).End())
	return widget.Fixed(0, 26, widget.Row(9, n, widget.Grow(widget.Wide(widget.Strong(word, 14.5).Cut()))))
}
