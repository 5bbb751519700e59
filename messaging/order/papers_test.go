package order

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
	"restante/messaging/order/paper/pdf/pdftest"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/vault"
)

// prints gives the sheets of a paper.
func (s *side) prints(k paper.Kind, language string, ids ...event.ID) []pdftest.Page {
	s.T.Helper()
	b, err := s.Paper(ctx, k, language, ids)
	must(s.T, err)
	return pdftest.Read(s.T, b)
}

func wantSaid(t testing.TB, p pdftest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(p.String(), w) {
			t.Errorf("%q is missing in\n%s", w, p)
		}
	}
}

// sold is an order of mugs that is confirmed, paid and shipped.
func (w *trade) sold(n uint32) event.ID {
	w.Helper()
	id := w.placed(n)
	w.merchant.says(id, event.Confirm{Ways: []event.Way{{Method: "Bank", To: "PT50", Reference: "NORTE 7"}}})
	w.merchant.says(id, event.Paid{Reference: "1", Amount: w.merchant.page(id).Total})
	w.merchant.says(id, event.Ship{Parts: []event.Part{{Quantity: n}}})
	w.settle()
	return id
}

var norte = Head{
	Seller:   paper.Seller{Name: "Atelier Norte", Address: "Rua das Flores 12\nPorto", TaxID: "PT 501", Terms: "Thank you.", Footer: "IBAN PT50"},
	Invoices: Series{Prefix: "N-", Next: 100}, Credits: Series{Prefix: "C-", Next: 7},
}

// An invoice once printed stays as it is, whatever its seller is called later.
func TestPrintedInvoiceIsFrozen(t *testing.T) {
	w := newTrade(t)
	must(t, w.merchant.SetPaperHead(ctx, norte))
	id := w.sold(2)
	first, err := w.merchant.Paper(ctx, paper.Invoice, "en", []event.ID{id})
	must(t, err)
	p := pdftest.Read(t, first)[0]
	wantSaid(t, p, "Invoice N-100", "Atelier Norte", "Rua das Flores 12", "Tax ID PT 501", "Zoë Müller", "50667 Köln", id.Number(), "Blue", "Thank you.")
	other := norte
	other.Name, other.Invoices = "Another name", Series{Prefix: "X-"}
	must(t, w.merchant.SetPaperHead(ctx, other))
	shop := listingtest.Shop(t, "")
	shop.Name, shop.Logo, shop.Moderators = "Another shop", listing.Photo{}, nil
	must(t, w.merchant.shop.SaveShop(ctx, shop))
	w.merchant.says(id, event.Refund{Amount: 1, Reason: "late"})
	w.merchant.restart()
	again, err := w.merchant.Paper(ctx, paper.Invoice, "en", []event.ID{id})
	must(t, err)
	if !bytes.Equal(again, first) {
		t.Errorf("printed again it says\n%s", pdftest.Read(t, again)[0])
	}
	wantSaid(t, w.merchant.prints(paper.Invoice, "de", id)[0], "Rechnung N-100", "Atelier Norte")
	wantSaid(t, w.merchant.prints(paper.Invoice, "en", w.placed(1))[0], "Invoice X-101", "Another name")
}

// Numbers of invoices and credit notes are given once, in two series without gaps.
func TestCreditNotesTakeTheInvoiceBack(t *testing.T) {
	w := newTrade(t)
	must(t, w.merchant.SetPaperHead(ctx, norte))
	id := w.sold(2)
	if _, err := w.merchant.Paper(ctx, paper.CreditNote, "en", []event.ID{id}); !errors.Is(err, ErrPaper) {
		t.Errorf("a credit note for nothing: %v", err)
	}
	total := w.merchant.page(id).Total
	w.merchant.says(id, event.Refund{Reference: "a", Amount: 1001, Reason: "a scratch"})
	one := w.merchant.prints(paper.CreditNote, "en", id)
	if len(one) != 1 {
		t.Fatalf("%d credit notes", len(one))
	}
	wantSaid(t, one[0], "Credit note C-7", "N-100", "a scratch", "10.01")
	w.merchant.says(id, event.Refund{Reference: "b", Amount: 333})
	w.merchant.says(id, event.Refund{Reference: "c", Amount: total - 1334})
	all := w.merchant.prints(paper.CreditNote, "en", id)
	if len(all) != 3 {
		t.Fatalf("%d credit notes", len(all))
	}
	wantSaid(t, all[0], "Credit note C-7", "10.01")
	wantSaid(t, all[2], "Credit note C-9")
	w.merchant.takenBack(id)
	h, err := w.merchant.PaperHead(ctx)
	if err != nil || h.Invoices.Next != 101 || h.Credits.Next != 10 {
		t.Errorf("%+v, %v", h, err)
	}
}

// takenBack wants the credit notes of an order to be its invoice, tax by tax.
func (s *side) takenBack(id event.ID) {
	s.T.Helper()
	s.View(func(tx *vault.Tx) error {
		of, _, err := madeInvoice(tx, id)
		must(s.T, err)
		back, err := madeCredits(tx, id)
		must(s.T, err)
		for _, r := range uncredited(of, back) {
			if r.Net != 0 || r.Gross != 0 || taxes([]paper.Rate{r}) != 0 {
				s.T.Errorf("%+v is left", r)
			}
		}
		return nil
	})
}

func taxes(all []paper.Rate) (sum money.Amount) {
	for _, r := range all {
		for _, x := range r.Taxes {
			sum += x.Amount
		}
	}
	return sum
}

// What was paid beyond the invoice goes back without a credit note.
func TestOverpaidIsNoSale(t *testing.T) {
	w := newTrade(t)
	id := w.sold(1)
	total := w.merchant.page(id).Total
	w.merchant.says(id, event.Paid{Reference: "2", Amount: 500})
	w.merchant.says(id, event.Refund{Reference: "a", Amount: total})
	w.merchant.says(id, event.Refund{Reference: "b", Amount: 500})
	if all := w.merchant.prints(paper.CreditNote, "en", id); len(all) != 1 {
		t.Errorf("%d credit notes", len(all))
	}
	w.merchant.takenBack(id)
}

func TestPapersThatThereAreNot(t *testing.T) {
	w := newTrade(t)
	id, gone := w.placed(1), w.placed(1)
	w.merchant.says(gone, event.Decline{Reason: "no"})
	for name, c := range map[string]struct {
		by       *side
		k        paper.Kind
		language string
		ids      []event.ID
		want     error
	}{
		"of none":            {w.merchant, paper.PickList, "en", nil, ErrPaper},
		"of two":             {w.merchant, paper.Invoice, "en", []event.ID{id, gone}, ErrPaper},
		"of no kind":         {w.merchant, 9, "en", []event.ID{id}, ErrPaper},
		"in no language":     {w.merchant, paper.Invoice, "xx", []event.ID{id}, ErrPaper},
		"of a declined one":  {w.merchant, paper.Invoice, "en", []event.ID{gone}, ErrPaper},
		"by the buyer":       {w.buyer, paper.Invoice, "en", []event.ID{id}, ErrInvoice},
		"a slip of theirs":   {w.buyer, paper.PackingSlip, "en", []event.ID{id}, ErrPaper},
		"of an unknown":      {w.merchant, paper.Invoice, "en", []event.ID{{1}}, ErrNoOrder},
		"a list with theirs": {w.mallory, paper.PickList, "en", []event.ID{id}, ErrNoOrder},
		"of too many":        {w.merchant, paper.PickList, "en", make([]event.ID, MaxPage+1), ErrPaper},
	} {
		if _, err := c.by.Paper(ctx, c.k, c.language, c.ids); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if h, err := w.merchant.PaperHead(ctx); h.Invoices.Next != 1 || err != nil {
		t.Errorf("a number was given: %+v, %v", h, err)
	}
}

// Slips say what is still to be sent; a pick list puts the same goods together.
func TestSlipsAndPickLists(t *testing.T) {
	w := newTrade(t)
	one, two := w.placed(2), w.placed(1)
	w.merchant.says(one, event.Confirm{})
	w.merchant.says(one, event.Paid{Amount: w.merchant.page(one).Total})
	slips := w.merchant.prints(paper.PackingSlip, "en", one, two)
	if len(slips) != 2 {
		t.Fatalf("%d slips", len(slips))
	}
	wantSaid(t, slips[0], "Packing slip", one.Number(), "Zoë Müller", "Ring twice.", "Parcel, Standard")
	wantSaid(t, slips[1], two.Number())
	list := w.merchant.prints(paper.PickList, "en", one, two)
	wantSaid(t, list[0], "3", one.Number()+"\u00a0×\u00a02", two.Number()+"\u00a0×\u00a01")
	w.merchant.says(one, event.Ship{Parts: []event.Part{{Quantity: 1}}})
	wantSaid(t, w.merchant.prints(paper.PickList, "en", one, two)[0], one.Number()+"\u00a0×\u00a01")
}

func TestPaperHead(t *testing.T) {
	w := newTrade(t)
	must(t, w.merchant.SetPaperHead(ctx, norte))
	if h, err := w.merchant.PaperHead(ctx); h != norte || err != nil {
		t.Errorf("%+v, %v", h, err)
	}
	for name, change := range map[string]func(*Head){
		"a long name":   func(h *Head) { h.Name = strings.Repeat("x", MaxSeller+1) },
		"a long footer": func(h *Head) { h.Footer = strings.Repeat("x", MaxSellerText+1) },
		"a long prefix": func(h *Head) { h.Credits.Prefix = strings.Repeat("x", MaxPrefix+1) },
		"two lines":     func(h *Head) { h.TaxID = "a\nb" },
		"control":       func(h *Head) { h.Terms = "a\x00" },
		"no letters":    func(h *Head) { h.Address = "\xff" },
	} {
		h := norte
		if change(&h); !errors.Is(w.merchant.SetPaperHead(ctx, h), ErrHead) {
			t.Errorf("%s was kept", name)
		}
	}
	w.merchant.prints(paper.Invoice, "en", w.placed(1))
	h := norte
	if h.Invoices.Next = 500; !errors.Is(w.merchant.SetPaperHead(ctx, h), ErrInvoice) {
		t.Error("a number was left out")
	}
	if h.Invoices.Next = 101; w.merchant.SetPaperHead(ctx, h) != nil {
		t.Error("the same number again is refused")
	}
}

// An invoice of what was shipped says when, and what was paid until then.
func TestInvoiceSaysWhenItWasSupplied(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	w.merchant.says(id, event.Confirm{Ways: []event.Way{{Method: "Bank", To: "PT50", Reference: "NORTE 7"}}})
	wantSaid(t, w.merchant.prints(paper.Invoice, "en", id)[0], time.Now().Format("2 January 2006"), "Pay to: Bank · PT50", "Reference: NORTE 7", "Payable until")
	w.merchant.wants(id, machine.Confirmed)
}
