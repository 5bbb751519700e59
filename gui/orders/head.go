package orders

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/paper"
)

// errNumber is a next number that is none; errLong one that says which field is too long.
var errNumber = errors.New("this is not a number of a paper")

type tooLong struct {
	name    string
	n, most int
}

func (t tooLong) Error() string { return t.name + " is too long" }

// heading asks what stands on invoices and credit notes, and how they are numbered.
type heading struct {
	sheet                         *sheet
	was                           order.Head
	name, taxID                   *widget.Field
	address, terms, footer        *widget.Area
	prefix, next, credit, credits *widget.Field
	said                          *widget.Paragraph
}

// AskHead reads the head of papers, and asks for another one.
func (p *Page) AskHead() {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		h, err := p.o.Core.PaperHead(ctx)
		return func() {
			if err != nil {
				p.trouble(err)
				return
			}
			p.askHead(h)
		}
	})
}

func (p *Page) askHead(was order.Head) {
	s := p.sheet(lang.L("Head of invoices"), para(lang.L("It stands on every invoice and credit note from now on; those that have a number stay as they are.")))
	number := func(n uint64) *widget.Field { return s.field(strconv.FormatUint(n, 10), "1") }
	text := func(value, example string) *widget.Area {
		a := s.area(example)
		a.SetText(value)
		a.OnSubmitted = nil // Enter breaks the line
		return a
	}
	h := &heading{sheet: s, was: was, said: widget.Para("", 13, sheetWide, widget.Foreground)}
	h.name, h.taxID = s.field(was.Name, lang.L("The shop's, if it is empty")), s.field(was.TaxID, "")
	h.address = text(was.Address, lang.L("Street, postcode and town, each on a line"))
	h.terms, h.footer = text(was.Terms, lang.L("Payable within 14 days")), text(was.Footer, lang.L("What stands at the foot of each page"))
	h.prefix, h.next = s.field(was.Invoices.Prefix, "R-"), number(was.Invoices.Next)
	h.credit, h.credits = s.field(was.Credits.Prefix, "C-"), number(was.Credits.Next)
	s.add(labelled(lang.L("Name"), h.name), labelled(lang.L("Address"), h.address), labelled(lang.L("Tax ID"), h.taxID),
		numbered(lang.L("Invoices begin with"), h.prefix, h.next), numbered(lang.L("Credit notes begin with"), h.credit, h.credits), h.said,
		labelled(lang.L("Terms of payment"), h.terms), labelled(lang.L("Foot"), h.footer))
	for _, f := range []*widget.Field{h.prefix, h.next, h.credit, h.credits} {
		f.OnChanged = func(string) { h.tell() }
	}
	s.open(lang.L("Save"), widget.Primary, h.save)
	h.tell()
}

// numbered is a prefix beside the next number.
func numbered(name string, prefix, next *widget.Field) fyne.CanvasObject {
	one := func(name string, o fyne.CanvasObject) fyne.CanvasObject {
		return widget.Grow(widget.Wide(widget.Col(5, widget.Label(name, 12.5).Cut(), o)))
	}
	return widget.RowFill(16, one(name, prefix), one(lang.L("Next number"), next))
}

// tell says what the next papers are called.
func (h *heading) tell() {
	got, err := h.compose()
	if err != nil {
		h.said.SetIn(problem(err), widget.Bad)
	} else {
		h.said.SetIn(lang.L("Next invoice: {{.Invoice}}. Next credit note: {{.Credit}}.", words{
			"Invoice": widget.Brief(got.Invoices.Prefix) + strings.TrimSpace(h.next.Text()), "Credit": widget.Brief(got.Credits.Prefix) + strings.TrimSpace(h.credits.Text())}), widget.Foreground)
	}
	h.sheet.overlay.Grown()
}

// compose makes a head of the fields. A number that stays as it is is not chosen anew.
func (h *heading) compose() (to order.Head, err error) {
	to = order.Head{Seller: paper.Seller{Name: h.name.Text(), Address: h.address.Text(), TaxID: h.taxID.Text(), Terms: h.terms.Text(), Footer: h.footer.Text()}}
	to.Invoices.Prefix, to.Credits.Prefix = h.prefix.Text(), h.credit.Text()
	for _, f := range []struct {
		name string
		text *string
		most int
	}{
		{lang.L("Name"), &to.Name, order.MaxSeller}, {lang.L("Address"), &to.Address, order.MaxSellerText}, {lang.L("Tax ID"), &to.TaxID, order.MaxSeller},
		{lang.L("Invoices begin with"), &to.Invoices.Prefix, order.MaxPrefix}, {lang.L("Credit notes begin with"), &to.Credits.Prefix, order.MaxPrefix},
		{lang.L("Terms of payment"), &to.Terms, order.MaxSellerText}, {lang.L("Foot"), &to.Footer, order.MaxSellerText},
	} {
		if *f.text = strings.TrimSpace(*f.text); len(*f.text) > f.most {
			return to, tooLong{f.name, len(*f.text), f.most}
		}
	}
	if to.Invoices.Next, err = chosen(h.next, h.was.Invoices.Next); err == nil {
		to.Credits.Next, err = chosen(h.credits, h.was.Credits.Next)
	}
	return to, err
}

// chosen is the next number of a series, 0 if it is the one that it was.
func chosen(f *widget.Field, was uint64) (uint64, error) {
	n, err := strconv.ParseUint(strings.TrimSpace(f.Text()), 10, 40)
	if err != nil || n == 0 {
		return 0, errNumber
	}
	if n == was {
		n = 0
	}
	return n, nil
}

func (h *heading) save() {
	to, err := h.compose()
	if err != nil {
		h.sheet.say(problem(err))
		return
	}
	h.sheet.then = func() { h.sheet.p.o.Notice(lang.L("The head of invoices is saved")) }
	h.sheet.work(func(ctx context.Context) error { return h.sheet.p.o.Core.SetPaperHead(ctx, to) })
}
