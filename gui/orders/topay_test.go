package orders

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/qr"
	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// invoice is one of the Lightning network, from BOLT 11.
const invoice = "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh"

// bought opens an order of oneself whose seller said how to pay.
func bought(t *testing.T, ways ...event.Way) (*desk, *guitest.Order) {
	t.Helper()
	w := guitest.WithOrders(guitest.Busy())
	x := w.Orders.Place(machine.Buyer, w.Me.Peer, guitest.ID("Ines Duarte"), "", guitest.Now.Add(-time.Hour), guitest.Terms(1200, guitest.Goods("Walnut board", 8, 3100)))
	x.Say(machine.Merchant, guitest.Now, event.Confirm{Ways: ways, PayBy: guitest.Now.Add(73 * time.Hour)}, "")
	d := newDesk(t, w, large)
	d.press("Purchases")
	d.row(0)
	return d, x
}

func pasted() string { return fyne.CurrentApp().Clipboard().Content() }

// All of where to pay is shown and copied, however long, and the amount and the reference
// as a bank's form takes them.
func TestWhereToPayIsCopied(t *testing.T) {
	long := "Atelier Norte\n" + strings.Repeat("IBAN and more ", 100) + "END"
	d, _ := bought(t, event.Way{Method: "Bank transfer", To: long, Reference: "NORTE 7"})
	d.says("Bank transfer", "Atelier Norte", strings.Repeat("IBAN and more ", 100)+"END", "NORTE 7")
	for name, want := range map[string]string{"Copy": long, "Copy: Reference": "NORTE 7", "Copy: Amount": "260.00"} {
		d.pressSaid(name)
		if got := pasted(); got != want {
			t.Errorf("%s gives %q", name, got)
		}
	}
	d.press("Select text")
	d.press("Copy all")
	if pasted() != long {
		t.Errorf("all of it is %q", pasted())
	}
	d.silent("Open the link", "Show as a code")
}

// The view tells what is to be paid, what was seen, what remains, and until when.
func TestHowFarAPaymentIs(t *testing.T) {
	d, x := bought(t, event.Way{Method: "Bank transfer", To: "PT50 0002"})
	d.says("To be paid in all", "EUR 260.00", "Seen by the seller", "EUR 0.00", "Remaining", "3 days left to pay, until 24 Nov.")
	x.Say(machine.Buyer, guitest.Now, event.Noted{Amount: 10000, Reference: "a"}, delivery.Read)
	d.page.Reload()
	d.settle()
	d.says("Paid, says the buyer", "PT50 0002")
	d.pressSaid("Copy: Amount")
	if pasted() != "160.00" {
		t.Errorf("still to be sent are %q", pasted())
	}
	x.Say(machine.Merchant, guitest.Now, event.Paid{Amount: 6000, Reference: "b"}, "")
	d.page.Reload()
	d.settle()
	d.says("EUR 60.00", "EUR 200.00")
}

// When the time is over it says so, and what follows.
func TestTheTimeToPayIsOver(t *testing.T) {
	if got := expiry(guitest.Now.Add(-48*time.Hour), guitest.Now); got != "The time to pay ended on 19 Nov: the seller may give the order up." {
		t.Errorf("it says %q", got)
	}
}

// A link is opened after a question that says where to it leads.
func TestALinkIsOpenedAfterAQuestion(t *testing.T) {
	d, _ := bought(t, event.Way{Method: "Card", To: "Pay here: https://pay.example/7?order=1"})
	d.press("Open the link")
	d.says("Open this page?", "It opens in your browser. pay.example learns that somebody looks at it, and from which address on the network.\n\nhttps://pay.example/7?order=1")
	if d.browsed != "" {
		t.Fatal("it was opened unasked")
	}
	d.press("Open the page")
	if d.browsed != "https://pay.example/7?order=1" {
		t.Errorf("it leads to %q", d.browsed)
	}
	d, _ = bought(t, event.Way{Method: "Card", To: "javascript:alert(1)"})
	d.silent("Open the link", "Show as a code")
}

// An invoice is shown as a code of exactly its text.
func TestAnInvoiceAsACode(t *testing.T) {
	d, _ := bought(t, event.Way{Method: "Lightning", To: invoice})
	d.press("Show as a code")
	var b bytes.Buffer
	if err := png.Encode(&b, d.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	if text, err := qr.Read(&b); err != nil || text != invoice {
		t.Errorf("a camera reads %q: %v", text, err)
	}
	d.press("Close")
	d.silent("Pay with a wallet or a camera that reads it.")
}
