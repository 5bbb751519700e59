package orders

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
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
				err = writeFile(path, func(w io.Writer) error { _, err := w.Write(pdf); return err })
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

// papers are those of one order of one's shop.
func (n *panel) papers(x order.Page) fyne.CanvasObject {
	if x.Role != machine.Merchant || n.p.o.Save == nil {
		return nil
	}
	all := widget.Several(8)
	for _, k := range []paper.Kind{paper.Invoice, paper.PackingSlip, paper.CreditNote} {
		if k != paper.CreditNote || x.Refunded > 0 {
			all.Add(widget.NewButton(paperWords()[k], "file-text", widget.Quiet, func() { n.p.print(k, []event.ID{x.ID}) }))
		}
	}
	all.Add(widget.NewButton(lang.L("Head of invoices"), "", widget.Quiet, n.p.AskHead))
	title := lang.L("Papers")
	if x.Invoice > 0 {
		title = lang.L("Papers · invoice {{.N}}", words{"N": x.Invoice})
	}
	return widget.Col(10, widget.Line(), widget.Strong(title, 13.5).Cut(), all)
}

// kept says what tickets keep of an order, and until when.
func (n *panel) kept(x order.Page) fyne.CanvasObject {
	if len(x.Kept) == 0 {
		return nil
	}
	var pieces int
	until := x.Kept[0].Until
	for _, k := range x.Kept {
		pieces += int(k.Pieces)
		if k.Until.Before(until) {
			until = k.Until
		}
	}
	with := words{"N": pieces, "Date": moment(until, n.p.o.Now()), "Name": nameOf(x.Row)}
	title := lang.N("{{.N}} kept for you until {{.Date}}", pieces, with)
	if x.Role != machine.Buyer {
		title = lang.N("{{.N}} kept for {{.Name}} until {{.Date}}", pieces, with)
	}
	return box(widget.Fine, "shield-check", title, widget.Flow(lang.L("Tickets of the shop keep them, whoever else orders."), 12.5, widget.Muted))
}

// language is the one that papers are written in.
func language() string {
	l, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	if l == "de" || l == "ar" {
		return l
	}
	return "en"
}
