package storage

import (
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/messaging/delivery"
	"restante/messaging/table"
)

// export saves what lies where as a table.
func (p *Page) export() {
	p.o.Save("restante-storage-"+p.o.Now().Format("2006-01-02-1504")+".csv", func(path string) {
		p.o.Loop.Go(func(ctx context.Context) func() {
			s, err := p.read(ctx)
			pending, err2 := p.o.Mail.Outbox(ctx)
			if err = cmp.Or(err, err2); err == nil {
				err = p.saveTable(path, s, pending)
			}
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

// saveTable makes a new file: one that is there stays as it is.
func (p *Page) saveTable(path string, s state, pending []delivery.Pending) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, table.Mark)
	all := delivery.Names{Person: s.nameOf, Place: s.holder, Zone: p.o.Now().Location()}
	return cmp.Or(err, delivery.WriteTable(f, pending, all), f.Close())
}

// holder is what a place besides this computer is called.
func (s *state) holder(h delivery.Holder) string {
	if a, there := s.account(h.Account); there {
		return a.Title
	}
	return cmp.Or(h.Account, "push node "+names.Short(h.Node))
}
