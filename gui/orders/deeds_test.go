package orders

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// last is the newest event of the open order.
func (d *desk) last() event.Body {
	d.t.Helper()
	x := d.world.Orders.Find(d.page.open)
	return x.Events[len(x.Events)-1].Body
}

// The merchant takes an order, notes the payment and sends the goods, with what each
// step asks for; then the order waits for the buyer.
func TestAnOrderIsServed(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(1) // one lamp
	d.press("Confirm")
	d.write("PT50 0002")
	d.key(fyne.KeyReturn)
	b, ok := d.last().(event.Confirm)
	if !ok || len(b.Ways) != 1 || b.Ways[0] != (event.Way{Method: "Bank transfer", To: "PT50 0002", Reference: number(d.page.open)}) {
		t.Fatalf("it says %#v", d.last())
	}
	d.press("Mark as received")
	d.write("96.00")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Paid); !ok || b.Amount != 9600 || b.Method != "Bank transfer" {
		t.Fatalf("it says %#v", d.last())
	}
	d.press("Ship")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Ship); !ok || b.Carrier != "DHL" || !slices.Equal(b.Parts, []event.Part{{Line: 0, Quantity: 1}}) {
		t.Fatalf("it says %#v", d.last())
	}
	d.says("Shipped", "Waiting for Kenji Watanabe")
}

// What the core refuses is said in the sheet, which stays.
func TestARefusalStaysInTheSheet(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(1)
	d.press("Confirm")
	d.world.Err = machine.IsConfirmed
	d.key(fyne.KeyReturn)
	d.says("the order is confirmed already", "Confirm the order")
	d.key(fyne.KeyEscape)
	d.silent("Confirm the order")
}

// Nothing is offered that the order does not allow.
func TestOnlyWhatIsAllowedIsOffered(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	offered := map[event.Kind]string{event.KindConfirm: "Confirm", event.KindShip: "Ship", event.KindDecline: "Decline", event.KindDecision: "Decide"}
	for i := range d.page.last.window.total {
		d.row(i)
		x := d.page.panel.is
		for k, word := range offered {
			_, button := guitest.Find[*widget.Button](d.page.panel.foot, word)
			if button && !slices.Contains(x.Allowed, k) {
				t.Errorf("%v is offered in %v", k, x.Stage)
			}
		}
	}
}

// A wrong amount or number of pieces is said before anything is sent.
func TestWrongNumbersAreSaid(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(0)
	d.press("Mark as received")
	d.write("a lot")
	d.key(fyne.KeyReturn)
	d.says("This is not an amount.")
	d.key(fyne.KeyEscape)
	d.row(4)
	d.press("Ship")
	d.write("3")
	d.key(fyne.KeyReturn)
	d.says("The pieces are whole numbers, at most what is left.")
	if d.called("act") {
		t.Error("it was sent")
	}
}

// Words go with the deed that they were asked for.
func TestWords(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(1)
	d.press("Decline")
	d.write("Sold out")
	d.key(fyne.KeyReturn)
	if d.last() != (event.Decline{Reason: "Sold out"}) {
		t.Errorf("it says %#v", d.last())
	}
	d.press("Write a message on the order")
	d.write("I am sorry.")
	d.key(fyne.KeyReturn)
	if d.last() != (event.Message{Text: "I am sorry."}) {
		t.Errorf("it says %#v", d.last())
	}
}

// A buyer notes a payment, then completes and rates what came.
func TestTheBuyersSide(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.press("Purchases")
	d.row(1)
	d.says("Bank transfer", "PT50 0002 0123 1234 5678 9015 4", "NORTE 7")
	d.press("I have paid")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Noted); !ok || b.Amount != 26000 || b.Reference != "NORTE 7" {
		t.Errorf("it says %#v", d.last())
	}
	d.row(2)
	d.press("Complete")
	d.key(fyne.KeyReturn)
	d.press("Rate")
	d.write("Well woven")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Rate); !ok || b.Text != "Well woven" || !slices.Equal(b.Scores, []event.Score{{Line: 0, Stars: 5}}) {
		t.Errorf("it says %#v", d.last())
	}
	d.says("★★★★★")
}

// A moderator gives each side its part, and sees what the seller keeps.
func TestTheModeratorShares(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.press("Cases")
	d.press("Decide")
	d.write("500")
	d.key(fyne.KeyReturn)
	d.says("The buyer would get more than there is.")
	d.write("160")
	d.says("EUR 300.00")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Decision); !ok || b.Buyer != 16000 || b.Merchant != 30000 {
		t.Errorf("it says %#v", d.last())
	}
	d.says("Decided")
}

// Tags, assignee and notes are kept, and notes go again.
func TestTheDesk(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(4)
	d.press("Tags, and who looks after it")
	d.write("gift, blue ,")
	d.key(fyne.KeyReturn)
	x := d.world.Orders.Find(d.page.open)
	if !slices.Equal(x.Tags, []string{"gift", "blue"}) || x.Assignee != "Rui" {
		t.Errorf("kept are %q and %q", x.Tags, x.Assignee)
	}
	d.press("Add a note")
	d.write("Wrap it twice")
	d.key(fyne.KeyReturn)
	d.says("Wrap it twice")
	d.press("Remove the note")
	d.silent("Wrap it twice")
}

// What a customer in France notes is what was typed, and not a hundred times as much; what
// could be a thousand times as much is asked about.
func TestAFrenchAmount(t *testing.T) {
	t.Setenv("LANGUAGE", "fr")
	t.Setenv("LC_ALL", "fr_FR.UTF-8")
	d := newDesk(t, guitest.Atelier(), large)
	d.press("Purchases")
	d.row(1)
	d.press("I have paid")
	d.write("1,000")
	d.key(fyne.KeyReturn)
	d.says("This can mean 1,00 or 1000. Write the one that you mean like that.")
	d.write("12,50")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Noted); !ok || b.Amount != 1250 {
		t.Errorf("it says %#v", d.last())
	}
}

// Amounts are read as they are written, in each of the languages.
func TestAmounts(t *testing.T) {
	if s := sum(guitest.Euro, 123456789); s != "EUR 1,234,567.89" {
		t.Errorf("it says %q", s)
	}
	for s, want := range map[string]int64{"182.50": 18250, "1,234.5": 123450, " 7 ": 700} {
		if a, err := parse(guitest.Euro, s); err != nil || int64(a) != want {
			t.Errorf("%q is %d: %v", s, a, err)
		}
	}
	for _, s := range []string{"", "-1", "1.005", "x"} {
		if a, err := parse(guitest.Euro, s); err == nil {
			t.Errorf("%q is %d", s, a)
		}
	}
}

// Hostile words leave the page as large as it was, and drawn in time.
func TestHostileWords(t *testing.T) {
	for what, s := range guitest.Hostile {
		w := guitest.WithOrders(guitest.Busy())
		x := w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods(s, 1, 100)))
		x.Name, x.Tags = s, []string{s}
		x.Say(machine.Buyer, guitest.Now, event.Message{Text: s}, "")
		began := time.Now()
		d := newDesk(t, w, large)
		test.RenderToMarkup(d.window.Canvas())
		if m := d.page.Object.MinSize(); m.Width > 824 || time.Since(began) > guitest.Patience {
			t.Errorf("%s: it needs %v, and took %v", what, m, time.Since(began))
		}
	}
}

// TestEverythingIsReachedByTab goes round the page; each stop looks another way than
// without the keyboard.
func TestEverythingIsReachedByTab(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	before, seen := test.RenderToMarkup(d.window.Canvas()), map[string]bool{}
	for range 40 {
		d.window.Canvas().FocusNext()
		if n, ok := d.window.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok {
			seen[n.AccessibilityLabel()] = true
		}
		if test.RenderToMarkup(d.window.Canvas()) == before {
			t.Error("nobody sees where the keyboard is")
		}
	}
	for _, name := range []string{"Sales", "Purchases", "Export", "to confirm", "overdue", "Current", "Completed", "Orders", "Mark as received",
		"Copy the address", "Add a note", "Confirm", "Decline", "Write a message on the order", "More"} {
		if !seen[name] {
			t.Errorf("Tab does not lead to %q", name)
		}
	}
}
