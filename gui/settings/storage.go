package settings

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// storage is what the program takes on the disk, and where.
func (p *Page) storage() fyne.CanvasObject {
	used, folder := widget.Col(0), widget.Col(0)
	turn := p.turn
	p.o.Loop.Go(func(ctx context.Context) func() {
		u, err := p.o.Storage.Usage(ctx)
		return func() {
			if turn != p.turn {
				return
			}
			if err != nil {
				p.o.Notice(p.o.Problem(err))
				return
			}
			used.Objects, folder.Objects = []fyne.CanvasObject{usedCard(p.where(), u)}, []fyne.CanvasObject{p.folderCard(u.Folder)}
			p.body.Refresh()
		}
	})
	return cards(used, folder)
}

// where is the computer on which all lies.
func (p *Page) where() string {
	if p.o.Far != "" {
		return p.o.Far
	}
	return lang.L("On this computer")
}

// part is one of the things that take room.
type part struct {
	icon, name, text string
	bytes            int64
	tone             fyne.ThemeColorName
}

func usedCard(where string, u messaging.Usage) fyne.CanvasObject {
	total := u.Database + u.Outbox + u.Blocks
	rows := []fyne.CanvasObject{sum(total, u.Free)}
	for _, x := range []part{
		{"database", lang.L("Messages and people"), lang.L("One encrypted database"), u.Database, widget.Accent},
		{"package", lang.L("Under way"), lang.L("Sealed, until they are collected"), u.Outbox, widget.Accent},
		{"file-text", lang.L("Files and pictures"), lang.L("In pieces that others can fetch too"), u.Blocks, widget.Accent},
		{"archive", lang.L("Held for others"), lang.L("Counted above already"), u.Held, widget.Control},
	} {
		rows = append(rows, x.row(total))
	}
	return card("hard-drive", where, rows...)
}

// sum is all of it, and what the disk has left.
func sum(total, free int64) fyne.CanvasObject {
	left := widget.Caption(lang.L("{{.Size}} free on this disk", words{"Size": bytes(free)}), 12.5)
	return widget.Pad(8, 0, widget.Beside(widget.Strong(bytes(total), 20), left))
}

func (x part) row(total int64) fyne.CanvasObject {
	share := float32(0)
	if total > 0 {
		share = float32(x.bytes) / float32(total)
	}
	name := widget.Col(2, widget.Flow(x.name, 13.5, widget.Foreground), widget.Flow(x.text, 12, widget.Muted))
	head := widget.Beside(name, widget.Label(bytes(x.bytes), 13))
	col := widget.Col(7, head, widget.Meter(share, x.tone))
	return widget.Pad(10, 0, widget.RowFill(12, widget.Col(0, widget.NewIcon(x.icon, widget.Muted, 18)), widget.Grow(col)))
}

// folderCard is where all of it lies.
func (p *Page) folderCard(folder string) fyne.CanvasObject {
	copyPath := widget.NewButton(lang.L("Copy"), "copy", widget.Quiet, func() { p.copy(folder) })
	buttons := widget.Row(8, copyPath)
	if p.o.Open != nil && p.o.Far == "" {
		open := widget.NewButton(lang.L("Open folder"), "folder", widget.Secondary, func() { p.openFile(folder) })
		buttons.Objects = []fyne.CanvasObject{open, copyPath}
	}
	text := widget.Flow(lang.L("All that Restante keeps lies in this folder. Never let two computers run on copies of it: to take all along there are backups, see Security."), 12.5, widget.Muted)
	path := widget.On(widget.Look{Fill: widget.FieldFill, Radius: 10}, widget.Pad(9, 12, widget.Flow(folder, 12.5, widget.Foreground)))
	return card("folder", lang.L("Data folder"), widget.Pad(4, 0, widget.Col(12, path, text, widget.Left(buttons))))
}

// openFile leaves a file or folder to its usual program.
func (p *Page) openFile(file string) {
	p.o.Loop.Go(func(context.Context) func() {
		err := p.o.Open(file)
		return func() {
			if err != nil {
				p.o.Notice(p.o.Problem(err))
			}
		}
	})
}

func (p *Page) copy(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.o.Notice(lang.L("Copied"))
}

// bytes is a size in words.
func bytes(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return strconv.FormatInt((n+1<<10-1)>>10, 10) + " KiB"
}
