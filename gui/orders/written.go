package orders

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// What somebody wrote stands in the panel up to so much; the rest is on a sheet.
const (
	foldAfter = 400 // bytes
	foldLines = 8
)

// written is what somebody wrote: a short text whole, the beginning of a long one with a
// button for all of it, and beside it a button that copies it as it was written.
func (p *Page) written(title, text string, size float32) fyne.CanvasObject {
	short := beginning(text)
	col := widget.Col(0, widget.Flow(short, size, widget.Foreground))
	if !shows(short, text) {
		all := widget.NewLinkButton(lang.L("Show all"), func() { p.readText(title, text) })
		col.Add(widget.Inset(0, 0, -8, 0, widget.Left(all)))
	}
	return p.copied(col, lang.L("Copy the text"), text)
}

// copied is something with a button beside it that copies a text.
func (p *Page) copied(face fyne.CanvasObject, name, text string) fyne.CanvasObject {
	b := widget.NewRoundButton(name, "copy", widget.Muted, "", 26, 14, func() { p.copyText(text) })
	return widget.RowFill(8, widget.Grow(face), widget.Inset(-4, -4, 0, 0, widget.Col(0, b)))
}

func (p *Page) copyText(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.o.Notice(lang.L("Copied"))
}

// readText shows a text so that all of it can be read, and parts of it be copied.
func (p *Page) readText(title, text string) {
	widget.ShowText(p.o.Canvas(), widget.Reading{Title: title, Text: text, Copy: lang.L("Copy all"), Close: lang.L("Close"),
		Copied: func() { p.o.Notice(lang.L("Copied")) }})
}

// beginning is as much of a text as stands in the panel.
func beginning(text string) string {
	s := text
	if lines := strings.SplitAfterN(s, "\n", foldLines+1); len(lines) > foldLines {
		s = strings.TrimRight(strings.Join(lines[:foldLines], ""), "\r\n")
	}
	if len(s) > foldAfter {
		s = strings.ToValidUTF8(s[:foldAfter], "")
		if i := strings.LastIndexByte(s, ' '); i > foldAfter/2 {
			s = s[:i]
		}
	}
	if len(s) < len(strings.TrimSpace(text)) {
		s += "…"
	}
	return s
}

// shows tells whether what is drawn of a text is all of it: what is not seen, such as
// characters that turn what stands beside them, is not drawn.
func shows(short, text string) bool {
	plain := strings.NewReplacer("\r\n", "\n", "\t", " ").Replace(text)
	return short == text && widget.Clean(plain) == strings.ReplaceAll(plain, "\n", " ")
}

// keys are what was delivered, each in a line of its own.
func (p *Page) keys(all []string) fyne.CanvasObject {
	col := widget.Col(2)
	for _, k := range all {
		col.Add(p.copied(widget.Flow(k, 12.5, widget.Foreground), lang.L("Copy the key"), k))
	}
	if len(all) > 1 {
		one := widget.NewLinkButton(lang.L("Copy all keys"), func() { p.copyText(strings.Join(all, "\n")) })
		col.Add(widget.Inset(0, 0, -8, 0, widget.Left(one)))
	}
	return col
}
