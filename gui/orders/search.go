package orders

import (
	"context"
	"io"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order/event"
)

// typing is how long the page waits for the next letter of a search.
const typing = 150 * time.Millisecond

// FocusSearch leads to the search of what is shown.
func (p *Page) FocusSearch() {
	if p.view == customersView && p.custom.one.peer == "" {
		p.o.Canvas().Focus(p.custom.find.Focusable())
		return
	}
	p.o.Canvas().Focus(p.find.Focusable())
}

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

// searchKey leads from a search to what it found, and ends it.
func (p *Page) searchKey(k *fyne.KeyEvent, find *widget.Field, found fyne.Focusable) bool {
	switch k.Name {
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		p.o.Canvas().Focus(found)
	case fyne.KeyEscape:
		if find.Text() == "" {
			return false
		}
		find.SetText("")
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
