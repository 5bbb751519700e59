package orders

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/order/event"
	"restante/messaging/order/paper"
)

// paperNames are those of the files.
var paperNames = map[paper.Kind]string{paper.Invoice: "invoice", paper.PackingSlip: "packing-slip", paper.PickList: "pick-list", paper.CreditNote: "credit-note"}

// paperWords are those of the buttons.
func paperWords() map[paper.Kind]string {
	return map[paper.Kind]string{paper.Invoice: lang.L("Invoice"), paper.PackingSlip: lang.L("Packing slip"), paper.PickList: lang.L("Pick list"), paper.CreditNote: lang.L("Credit note")}
}

// print makes a paper, saves it where the user says, and opens it.
func (p *Page) print(k paper.Kind, ids []event.ID) {
	if p.o.Save == nil {
		return
	}
	name := paperNames[k] + "-" + p.o.Now().Format("2006-01-02-1504") + ".pdf"
	if len(ids) == 1 {
		name = paperNames[k] + "-" + number(ids[0]) + ".pdf"
	}
	p.o.Save(name, func(path string) {
		p.o.Loop.Go(func(ctx context.Context) func() {
			pdf, err := p.o.Core.Paper(ctx, k, language(), ids)
			if err == nil {
				err = writeFile(path, func(w *file) error { _, err := w.Write(pdf); return err })
			}
			return func() { p.printed(path, err) }
		})
	})
}

func (p *Page) printed(path string, err error) {
	if err != nil {
		p.trouble(err)
		return
	}
	p.o.Notice(lang.L("Saved as {{.File}}", words{"File": filepath.Base(path)}))
	if p.o.Show != nil {
		if err := p.o.Show(path); err != nil {
			p.trouble(err)
		}
	}
	p.Reload() // an invoice has its number now
}

// language is the one that papers are written in.
func language() string {
	l, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	if l == "de" || l == "ar" {
		return l
	}
	return "en"
}
