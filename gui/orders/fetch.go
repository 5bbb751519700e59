package orders

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order/event"
)

const (
	fetchPace = 250 * time.Millisecond // how often it is said how much of a file is here
	maxName   = 100                    // bytes of a file's name on this computer
)

// place is a file of a delivery.
type place struct {
	order    event.ID
	delivery event.Hash
	n        int
}

// fetch is a file on its way to this computer.
type fetch struct {
	size uint64
	done atomic.Uint64
	stop context.CancelFunc
	said *widget.Text // how much is here; nil while it is not shown
}

// files are those of a delivery, each in a line with a button that saves it.
func (p *Page) files(id event.ID, delivery event.Hash, all []event.File) fyne.CanvasObject {
	col := widget.Col(6)
	for n, f := range all {
		col.Add(p.fileLine(place{id, delivery, n}, f))
	}
	return widget.Inset(4, 4, 0, 0, col)
}

func (p *Page) fileLine(at place, f event.File) fyne.CanvasObject {
	name := safeName(f.Name)
	said := widget.Caption(sizeOf(f.Size), 12)
	button := widget.NewRoundButton(lang.L("Save {{.File}}", words{"File": name}), "download", widget.Accent, widget.FieldFill, 32, 16, func() { p.saveFile(at, f) })
	if one := p.fetches[at]; one != nil {
		one.said = said
		said.Set(one.far())
		button = widget.NewRoundButton(lang.L("Stop saving {{.File}}", words{"File": name}), "x", widget.Muted, widget.FieldFill, 32, 16, one.stop)
	}
	text := widget.Col(0, widget.Label(name, 13).Cut(), said)
	row := widget.Row(10, widget.Tile("file-text", widget.Muted, widget.FieldFill, 36, 17), widget.Grow(widget.Wide(text)))
	if p.o.Save != nil {
		row.Add(button)
	}
	return row
}

// saveFile lets the user choose a folder, and writes the file there.
func (p *Page) saveFile(at place, f event.File) {
	p.o.Save(safeName(f.Name), func(path string) {
		if p.fetches[at] != nil {
			return
		}
		ctx, stop := context.WithCancel(context.Background())
		one := &fetch{size: f.Size, stop: stop}
		p.fetches[at] = one
		p.panel.redraw()
		p.follow(at, one)
		p.o.Loop.Go(func(all context.Context) func() {
			defer context.AfterFunc(all, stop)()
			err := writeFile(path, func(w io.Writer) error {
				return p.o.Core.WriteFile(ctx, at.order, at.delivery, at.n, &counted{w, &one.done})
			})
			return func() { p.fetched(at, path, err) }
		})
	})
}

// follow says how much is here, until all of it is.
func (p *Page) follow(at place, one *fetch) {
	p.o.Loop.Later(fetchPace, func() {
		if p.fetches[at] != one {
			return
		}
		if one.said != nil {
			one.said.Set(one.far())
		}
		p.follow(at, one)
	})
}

func (p *Page) fetched(at place, path string, err error) {
	p.fetches[at].stop()
	delete(p.fetches, at)
	p.panel.redraw()
	if err == nil {
		p.o.Notice(lang.L("Saved as {{.File}}", words{"File": filepath.Base(path)}))
		return
	}
	p.trouble(err)
}

// far says how much of a file is here.
func (f *fetch) far() string {
	done := f.done.Load()
	if done == 0 || f.size == 0 {
		return lang.L("Getting it …")
	}
	return lang.L("{{.N}} % of {{.Size}}", words{"N": min(100, done*100/f.size), "Size": sizeOf(f.size)})
}

// counted counts what is written.
type counted struct {
	io.Writer
	n *atomic.Uint64
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.Writer.Write(b)
	c.n.Add(uint64(n))
	return n, err
}

// safeName is what a file is called on this computer: the seller chose its name, and it
// leads to no other folder, hides nothing and looks like what it is.
func safeName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, widget.Clean(name))
	if ext := filepath.Ext(clean); len(clean) > maxName && len(ext) < maxName/2 {
		clean = strings.ToValidUTF8(clean[:maxName-len(ext)], "") + ext
	} else if len(clean) > maxName {
		clean = strings.ToValidUTF8(clean[:maxName], "")
	}
	if clean = strings.Trim(clean, " ."); clean == "" {
		return "file"
	}
	return clean
}

func sizeOf(n uint64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KiB", (n+1023)>>10)
}
