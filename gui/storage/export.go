package storage

import (
	"cmp"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/messaging/delivery"
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
	return cmp.Or(s.table(f, pending, p.o.Now().Location()), f.Close())
}

// mark tells programs for tables that the letters are UTF-8.
const mark = "\ufeff"

// table writes a line for each place of each item. The heads are in English in every
// language: other programs may read them.
func (s *state) table(w io.Writer, pending []delivery.Pending, zone *time.Location) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return err
	}
	lines := [][]string{{"kind", "message", "for", "peer", "state", "since", "until", "place"}}
	for _, x := range pending {
		lines = append(lines, s.line(x, "This computer", x.Expires, zone))
		for _, h := range x.Holders {
			lines = append(lines, s.line(x, s.holder(h), h.Expires, zone))
		}
	}
	out := csv.NewWriter(w)
	return out.WriteAll(lines) // it flushes, too
}

func (s *state) line(x delivery.Pending, place string, until time.Time, zone *time.Location) []string {
	all := []string{x.Kind, x.MessageID, s.nameOf(x.Peer), x.Peer.String(), string(x.State), stamp(x.Accepted, zone), stamp(until, zone), place}
	for i := range all {
		all[i] = harmless(all[i])
	}
	return all
}

// holder is what a place besides this computer is called.
func (s *state) holder(h delivery.Holder) string {
	if a, there := s.account(h.Account); there {
		return a.Title
	}
	return cmp.Or(h.Account, "push node "+names.Short(h.Node))
}

func stamp(t time.Time, zone *time.Location) string {
	if t.Unix() <= 0 {
		return ""
	}
	return t.In(zone).Format(time.RFC3339)
}

// formula are the letters that a formula begins with, the wide ones of Asia too.
const formula = "=+-@\t\r\n|%＝＋－＠"

// harmless keeps a program for tables from taking a name for a formula.
func harmless(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune(formula, first) {
		return "'" + s
	}
	return s
}
