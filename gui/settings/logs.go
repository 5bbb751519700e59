package settings

import (
	"log/slog"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/node/logring"
)

// logPace is how often the log is read while it is shown.
const logPace = 2 * time.Second

// levels are what the log is filtered by, as they stand in the control.
var levels = []slog.Level{slog.LevelDebug, slog.LevelWarn, slog.LevelError}

// logView is the list of lines.
type logView struct {
	page  *Page
	list  *widget.List
	none  *widget.Text
	least slog.Level
	lines []logring.Line // newest first
}

// logs is the section of the log, and of the last crash.
func (p *Page) logs() fyne.CanvasObject {
	v := &logView{page: p, none: widget.Caption(lang.L("Nothing yet"), 13).Middle(), least: levels[0]}
	v.list = widget.NewList(func() int { return len(v.lines) }, newLogRow, v.fill)
	v.list.HideSeparators = true
	v.list.OnSelected = v.selected
	filter := widget.NewSegments([]string{lang.L("All"), lang.L("Warnings"), lang.L("Errors")}, func(i int) {
		v.least = levels[i]
		v.read()
	})
	filter.Choose(0)
	all := widget.NewButton(lang.L("Copy all"), "copy", widget.Quiet, v.copyAll)
	column := widget.Col(12, widget.Row(8, filter, widget.Spring(), all))
	if p.o.Crash != "" {
		column.Add(p.crash())
	}
	column.Add(widget.Grow(widget.CardOf(10, 16, container.NewStack(v.list, v.none))))
	v.follow(p.turn)
	return column
}

// follow reads the log again and again while its section is shown.
func (v *logView) follow(turn int) {
	if turn != v.page.turn || !v.page.shown {
		return
	}
	v.read()
	v.page.o.Loop.Later(logPace, func() { v.follow(turn) })
}

func (v *logView) read() {
	lines := v.page.o.Logs.Last(v.least)
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	v.lines = lines
	v.none.Hidden = len(lines) > 0
	v.none.Refresh()
	v.list.Refresh()
}

// newLogRow is time, level and text of a line.
func newLogRow() fyne.CanvasObject {
	at, level, text := widget.Caption("", 12).Cut(), widget.NewText("", 12, true, widget.Muted).Cut(), widget.Label("", 12.5).Cut()
	return widget.Row(8, widget.Cell(60, at), widget.Cell(58, level), widget.Grow(widget.Wide(text)))
}

func (v *logView) fill(i fynewidget.ListItemID, o fyne.CanvasObject) {
	if i >= len(v.lines) {
		return
	}
	l, cells := v.lines[i], o.(*fyne.Container).Objects
	text := func(n int) *widget.Text { return inner(cells[n]) }
	word, ink := levelOf(l.Level)
	text(0).Set(l.Time.In(v.page.o.Now().Location()).Format(time.TimeOnly))
	text(1).SetIn(word, ink)
	text(2).Set(widget.Clean(l.Text))
}

// inner is the text in a cell of a row.
func inner(o fyne.CanvasObject) *widget.Text {
	for {
		switch x := o.(type) {
		case *widget.Text:
			return x
		case *fyne.Container:
			o = x.Objects[0]
		}
	}
}

// levelOf is a level in a word and a colour.
func levelOf(l slog.Level) (word string, ink fyne.ThemeColorName) {
	switch {
	case l >= slog.LevelError:
		return lang.L("Error"), widget.Bad
	case l >= slog.LevelWarn:
		return lang.L("Warning"), widget.Warn
	}
	return lang.L("Info"), widget.Muted
}

// selected shows the whole of a line.
func (v *logView) selected(i fynewidget.ListItemID) {
	v.list.UnselectAll()
	line := v.lines[i].String()
	widget.Ask(v.page.o.Canvas(), widget.Question{
		Title: lang.L("A line of the log"), Text: widget.Clean(line), Yes: lang.L("Copy"), No: lang.L("Close"),
		Do: func(_ string, done func(string)) {
			done("")
			v.page.copy(line)
		},
	})
}

// copyAll has the oldest first, as a log does.
func (v *logView) copyAll() {
	var b strings.Builder
	for _, l := range v.page.o.Logs.Last(v.least) {
		b.WriteString(l.String() + "\n")
	}
	v.page.copy(b.String())
}

// crash offers the report of the last crash.
func (p *Page) crash() fyne.CanvasObject {
	open := widget.NewButton(lang.L("Open the report"), "file-text", widget.Secondary, func() { p.openFile(p.o.Crash) })
	text := widget.Col(2, widget.Flow(lang.L("There is a crash report"), 13.5, widget.Foreground).Bold(),
		widget.Flow(lang.L("It says where the program was when it ended, and nothing that you wrote."), 12, widget.Muted))
	return widget.CardOf(12, 16, widget.Beside(text, open))
}
