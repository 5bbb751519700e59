package shop

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/widget"
	"restante/messaging/storefront"
)

// exportTable saves all listings as a table.
func (p *Page) exportTable() {
	p.o.Save("restante-shop-"+p.o.Now().Format("2006-01-02-1504")+".csv", func(path string) {
		p.o.Loop.Go(func(ctx context.Context) func() {
			err := p.writeTable(ctx, path)
			return func() {
				if err != nil {
					p.o.Notice(problem(err))
					return
				}
				p.o.Notice(lang.L("Saved as {{.File}}", words{"File": filepath.Base(path)}))
			}
		})
	})
}

// writeTable makes a new file: one that is there stays as it is.
func (p *Page) writeTable(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(p.o.Core.Export(ctx, f), f.Close())
}

// importTable reads one; what is wrong is said line by line, and then nothing is kept.
func (p *Page) importTable() {
	p.o.Table(func(file io.ReadCloser) {
		p.o.Loop.Go(func(ctx context.Context) func() {
			defer func() { _ = file.Close() }() // it was only read
			n, err := p.o.Core.Import(ctx, file)
			return func() { p.imported(n, err) }
		})
	})
}

func (p *Page) imported(n int, err error) {
	if err == nil {
		p.o.Notice(lang.N("{{.N}} listings imported", n, words{"N": n}))
		p.Reload()
		return
	}
	rows := widget.Col(8, widget.Para(lang.L("Nothing was imported. In the file:"), 13.5, lineWide, widget.Muted))
	all := flat(err)
	for _, one := range all[:min(len(all), mostLines)] {
		rows.Add(line(one))
	}
	if more := len(all) - mostLines; more > 0 {
		rows.Add(widget.Caption(lang.N("and {{.N}} more", more, words{"N": more}), 12.5))
	}
	var over *widget.Overlay
	ok := widget.NewButton(lang.L("Close"), "", widget.Primary, func() { over.Close() })
	over = widget.Modal(p.o.Canvas(), widget.Pad(20, 24, widget.Col(14, widget.Strong(lang.L("The table has errors"), 16), rows, widget.Row(0, widget.Spring(), ok))))
}

const (
	lineWide  = float32(460)
	mostLines = 12
)

// flat are the errors that are joined in one.
func flat(err error) (all []error) {
	if joined, is := err.(interface{ Unwrap() []error }); is {
		for _, e := range joined.Unwrap() {
			all = append(all, flat(e)...)
		}
		return all
	}
	return []error{err}
}

// line is what is wrong with one line.
func line(err error) fyne.CanvasObject {
	var at *storefront.CellError
	if !errors.As(err, &at) {
		return widget.Para(problem(err), 13, lineWide, widget.Bad)
	}
	where, why := lang.L("Line {{.N}}", words{"N": at.Line}), form.Problem(at.Why)
	if at.Column != "" {
		why = at.Column + ": " + why
	}
	return widget.RowFill(12, widget.Cell(64, widget.Col(0, widget.Strong(where, 13))), widget.Para(why, 13, lineWide-76, widget.Bad))
}
