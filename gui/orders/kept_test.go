package orders

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// What is narrowed down is kept under a name, becomes a chip and is chosen; it is renamed,
// moved and removed again.
func TestAFilterIsKept(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.page.AskNarrow()
	d.write("gift")
	d.key(fyne.KeyReturn)
	if d.page.last.window.total != 1 {
		t.Errorf("%d orders are gifts", d.page.last.window.total)
	}
	d.says("gift", "Show all again")
	d.page.AskNarrow()
	for range 8 {
		d.window.Canvas().FocusNext()
	}
	d.write("Gifts")
	d.press("Show")
	if k := d.world.Orders.Kept; len(k) != 1 || k[0].Tag != "gift" || k[0].Role != machine.Merchant || len(k[0].Stages) != len(running) {
		t.Fatalf("kept is %+v", k)
	}
	if c := d.page.choices[d.page.chosen]; c.name != "Gifts" || d.page.last.window.total != 1 {
		t.Errorf("%q is chosen", c.name)
	}
	d.world.Orders.Kept = append(d.world.Orders.Kept, order.KeptFilter{Name: "Rui's", Filter: order.Filter{Assignee: "Rui"}})
	d.page.ManageFilters()
	d.press("Move Rui's forward")
	if d.world.Orders.Kept[0].Name != "Rui's" {
		t.Error("it is not moved")
	}
	d.press("Rename Rui's")
	d.write("Gifts")
	d.press("Save")
	d.says("The name is taken.")
	d.press("Cancel")
	d.page.ManageFilters()
	d.press("Remove Gifts")
	d.silent("Gifts")
}

// A filter of one side is no chip of another.
func TestAKeptFilterStaysOnItsSide(t *testing.T) {
	w := guitest.Atelier()
	w.Orders.Kept = []order.KeptFilter{{Name: "Bought", Filter: order.Filter{Role: machine.Buyer, Text: "bees"}}}
	d := newDesk(t, w, large)
	d.silent("Bought")
	d.press("Purchases")
	d.chip("Bought")
	if d.page.last.window.total != 1 {
		t.Errorf("it chooses %d", d.page.last.window.total)
	}
}

// A canned reply is filled in from the order, and goes behind what is written.
func TestCannedReplies(t *testing.T) {
	w := guitest.Atelier()
	w.Orders.Canned["Sent"] = "Dear {name}, {order} left: {tracking} {other}"
	d := newDesk(t, w, large)
	x := w.Orders.All[5] // one that was sent
	one, _ := w.Orders.Page(t.Context(), x.ID)
	if got := filled(w.Orders.Canned["Sent"], one); got != "Dear Atelier Norte, "+number(x.ID)+" left: DHL JD014600 {other}" {
		t.Errorf("it says %q", got)
	}
	area := widget.NewArea("", 3)
	area.SetText("Hello!\n")
	insert(area, "Bye")
	if area.Text() != "Hello!\nBye" {
		t.Errorf("it says %q", area.Text())
	}
	d.page.ManageReplies()
	d.says("Sent")
	d.press("Change Sent")
	d.write("Gone")
	d.press("Save")
	if w.Orders.Canned["Sent"] != "" || !strings.HasPrefix(w.Orders.Canned["Gone"], "Dear") {
		t.Errorf("kept are %q", w.Orders.Canned)
	}
	d.page.ManageReplies()
	d.press("Remove Gone")
	d.says("None yet. A canned reply is a text that you write once and insert into messages on orders.")
}

// What is looked for is told from the rest in each row.
func TestWhatIsSoughtIsMarked(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.page.FocusSearch()
	before := d.window.Canvas().Capture()
	d.write("oak")
	d.settle()
	d.says("1 × Oak desk lamp")
	if before == d.window.Canvas().Capture() {
		t.Error("nothing changed")
	}
}

// Customers are told with what they came to; one of them leads to their orders.
func TestCustomers(t *testing.T) {
	d := deskAt(t, guitest.Thriving(400), large, customersView)
	d.says("9 customers", "Ines Duarte", "Supplier · Holm & Co", "EUR 888.00", "EUR 8,100.00")
	d.page.ShowCustomer(guitest.ID("Kenji Watanabe"))
	d.settle()
	d.says("All customers")
	d.press("All 52 orders")
	if d.page.last.window.total != 52 || d.page.view != salesView {
		t.Errorf("it leads to %d orders", d.page.last.window.total)
	}
}

// TestFindACustomer searches among them; Escape shows all again.
func TestFindACustomer(t *testing.T) {
	d := deskAt(t, guitest.Thriving(400), large, customersView)
	d.page.FocusSearch()
	turns := d.page.turns
	d.write("kenji")
	d.settle()
	d.says("1 customer", "Kenji Watanabe")
	if turns == d.page.turns {
		t.Error("the answer to what was asked before would be taken for this one's")
	}
	d.silent("Ines Duarte")
	d.write(" nobody")
	d.settle()
	d.says("Nobody found")
	d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.settle()
	d.says("9 customers", "Ines Duarte")
}

// Tags and notes of a customer are kept, and notes go again.
func TestTheDeskOfACustomer(t *testing.T) {
	d := deskAt(t, guitest.Atelier(), large, customersView)
	d.page.ShowCustomer(guitest.ID("Kenji Watanabe"))
	d.settle()
	d.press("Tags of the customer")
	d.write("regular")
	d.press("Save")
	d.press("Add a note")
	d.write("Likes oak")
	d.press("Save")
	d.says("regular", "Likes oak")
	d.press("Remove the note")
	d.silent("Likes oak")
	d.press("Conversation")
	if d.with != guitest.ID("Kenji Watanabe") {
		t.Error("another conversation is open")
	}
	d.press("All customers")
	d.says("regular", "Ines Duarte")
}

// Beside a conversation stands what its person ordered, and nothing of who never did.
func TestBesideAConversation(t *testing.T) {
	d := deskAt(t, guitest.Atelier(), large, todayView)
	var got []fyne.CanvasObject
	take := func(o fyne.CanvasObject) { got = append(got, o) }
	d.page.Beside(guitest.ID("nobody"), func() {}, take)
	if len(got) != 0 {
		t.Error("a stranger is a customer")
	}
	shown := false
	d.page.Beside(guitest.ID("Kenji Watanabe"), func() { shown = true }, take)
	lamp := d.world.Orders.All[1]
	tap, ok := guitest.Find[*widget.Tap](got[0], "Order "+number(lamp.ID))
	if !ok {
		t.Fatal("their order is not there")
	}
	tap.Tapped(nil)
	d.settle()
	if !shown || d.page.open != lamp.ID {
		t.Error("it leads elsewhere")
	}
}

// A payment that surely is for an order is ticked, and what is ticked is noted once.
func TestAStatement(t *testing.T) {
	w := guitest.Atelier()
	unpaid := w.Orders.All[7]
	match := func(a int64, sure bool, why order.Why) order.Match {
		return order.Match{When: guitest.Now, Amount: 3800, Currency: "EUR", Text: "HADDAD", Order: unpaid.ID, Sure: sure, Why: why, Due: 3800, Reference: "bank-1"}
	}
	w.Orders.Matches = []order.Match{match(3800, true, order.ByReference), match(3800, false, order.PaidAlready), {Why: order.NothingFits}}
	d := newDesk(t, w, large)
	d.page.o.Pick = func(take func(io.ReadCloser)) { take(io.NopCloser(bytes.NewReader([]byte("a;b")))) }
	d.page.PickStatement()
	d.settle()
	d.says("reference", "paid already", "1 payment fits no order.", "Note 1 as received")
	d.press("Note 1 as received")
	b, ok := unpaid.Events[len(unpaid.Events)-1].Body.(event.Paid)
	if !ok || b.Amount != 3800 || b.Reference != "bank-1" || unpaid.Stage != machine.Paid {
		t.Fatalf("it says %#v", unpaid.Events[len(unpaid.Events)-1].Body)
	}
	d.says("noted", "Note 0 as received")
}

// What tickets keep is told to both sides.
func TestWhatIsKept(t *testing.T) {
	w := guitest.Atelier()
	w.Orders.All[0].Kept = []order.Kept{{Pieces: 2, Until: guitest.Now.Add(48 * time.Hour)}, {Line: 1, Pieces: 1, Until: guitest.Now.Add(24 * time.Hour)}}
	mine := w.Orders.Place(machine.Buyer, w.Me.Peer, guitest.ID("Atelier Norte"), "", guitest.Now, guitest.Terms(0, guitest.Goods("Mug", 1, 100)))
	mine.Kept = []order.Kept{{Pieces: 1, Until: guitest.Now.Add(24 * time.Hour)}}
	d := newDesk(t, w, large)
	d.row(0)
	d.says("3 pieces kept for Ines Duarte until 22 Nov")
	d.press("Purchases")
	d.says("1 piece kept for you until 22 Nov")
}

// An invoice is a paper of one order; a credit note there is where money went back.
func TestPapersOfAnOrder(t *testing.T) {
	w := guitest.Atelier()
	x := w.Orders.All[4]
	d := newDesk(t, w, large)
	d.row(4)
	d.says("Invoice", "Packing slip")
	d.silent("Credit note")
	x.Say(machine.Merchant, guitest.Now, event.Refund{Amount: 100, Reference: "back"}, delivery.Read)
	d.page.Reload()
	d.says("Credit note")
	d.press("Purchases")
	d.silent("Invoice")
}
