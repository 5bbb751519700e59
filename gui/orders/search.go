package orders

import (
	"context"
	"io"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/messaging/order/event"
)

// typing is how long the page waits for the next letter of a search.
const typing = 150 * time.Millisecond

// FocusSearch leads to the search.
func (p *Page) FocusSearch() { p.o.Canvas().Focus(p.find.Focusable()) }

// seek searches once nothing more was typed for a moment.
func (p *Page) seek() {
	p.typed++
	n := p.typed
	p.o.Loop.Later(typing, func() {
		if n == p.typed && p.shown {
			p.anew()
			p.table.ScrollToTop()
			p.Reload()
		}
	})
}

// findKey leads from the search to the table, and ends it.
func (p *Page) findKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		p.o.Canvas().Focus(p.table)
	case fyne.KeyEscape:
		if p.find.Text() == "" {
			return false
		}
		p.find.SetText("")
	default:
		return false
	}
	return true
}

// seenBy notes that the user looked at an order.
func (p *Page) seenBy(id event.ID) {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		if err := p.o.Core.MarkSeen(ctx, id); err != nil {
			return func() { p.o.Notice(problem(err)) }
		}
		return nil
	})
}

// save writes the orders of the filter to a file that the user chooses.
func (p *Page) save() {
	f := p.filter()
	p.saveAs("restante-orders-"+p.o.Now().Format("2006-01-02-1504")+".csv", func(ctx context.Context, w io.Writer) error { return p.o.Core.WriteCSV(ctx, w, f) })
}

// saveAs writes a file that the user chooses.
func (p *Page) saveAs(name string, write func(context.Context, io.Writer) error) {
	p.o.Save(name, func(path string) {
		p.o.Loop.Go(func(ctx context.Context) func() {
			err := writeFile(path, func(w io.Writer) error { return write(ctx, w) })
			return func() {
				if err != nil {
					p.trouble(err)
					return
				}
				p.o.Notice(lang.L("Saved as {{.File}}", words{"File": filepath.Base(path)}))
			}
		})
	})
}
