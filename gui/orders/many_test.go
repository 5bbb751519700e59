package orders

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"restante/gui/guitest"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// tick chooses a row with the pointer.
func (d *desk) tick(i int, held fyne.KeyModifier) {
	d.page.table.tick(i, held)
	d.settle()
}

func (d *desk) chosen() int { return len(d.page.table.ticks.rows) }

// Rows are chosen one by one, from one to another, and all that the filter shows.
func TestChoosingRows(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.tick(1, 0)
	d.tick(4, fyne.KeyModifierShift)
	d.says("4 chosen", "Pick list")
	d.tick(2, 0)
	if d.chosen() != 3 {
		t.Errorf("%d are chosen", d.chosen())
	}
	d.press("Choose none")
	d.silent("Pick list")
	d.chip("To confirm")
	d.page.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	d.says("5 chosen")
	d.chip("Current")
	if d.chosen() != 0 {
		t.Error("what another filter showed is still chosen")
	}
	d.page.FocusSearch()
	d.key(fyne.KeyDown, fyne.KeyHome)
	d.page.table.TypedRune(' ')
	d.page.table.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.key(fyne.KeyDown, fyne.KeyDown)
	d.page.table.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.key(fyne.KeyDown)
	if d.chosen() != 3 {
		t.Errorf("with Shift and the arrows %d are chosen", d.chosen())
	}
}

// All that the filter shows are chosen, also those that nobody has read yet.
func TestAllOfManyAreChosen(t *testing.T) {
	w := guitest.WithOrders(guitest.Busy())
	for range order.MaxPage + 20 {
		w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods("Mug", 1, 100)))
	}
	d := newDesk(t, w, large)
	d.page.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if d.chosen() != order.MaxPage+20 {
		t.Errorf("%d are chosen", d.chosen())
	}
}

// Many are confirmed; those that cannot be are told with the reason, stay chosen, and a
// second try does nothing to the others.
func TestManyAreConfirmed(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	for i := range 5 {
		d.tick(i, 0) // the fifth is confirmed already
	}
	d.press("Confirm")
	d.press("Confirm")
	d.says("4 done, 1 not", "the order is confirmed already")
	if d.chosen() != 1 {
		t.Errorf("%d are still chosen", d.chosen())
	}
	before := 0
	for _, x := range d.world.Orders.All {
		before += len(x.Events)
	}
	d.press("Try those again")
	after := 0
	for _, x := range d.world.Orders.All {
		after += len(x.Events)
	}
	if after != before {
		t.Errorf("the second try said %d things", after-before)
	}
	d.press("Close")
	d.says("the order is confirmed already") // in its row
}

// One invoice is not sent to many: all but one would pay for nothing.
func TestOneInvoiceIsForOneOrder(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.tick(0, 0)
	d.tick(1, 0)
	d.press("Confirm")
	d.write(invoice)
	d.press("Confirm")
	d.says("0 done, 2 not", "A Lightning invoice is for one order: confirm it by itself, or give an address that takes many payments.")
}

// A try that broke off half way does nothing twice.
func TestNothingIsDoneTwice(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.tick(0, 0)
	j := d.page.newJob("Confirm", d.page.table.ticks.all())
	for range 2 { // the answer to the first was lost
		if err := j.says(t.Context(), j.rows[0].ID, func(order.Page) (event.Body, error) { return event.Message{Text: "Hello"}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for _, e := range d.world.Orders.Find(j.rows[0].ID).Events {
		if e.Body == (event.Message{Text: "Hello"}) {
			n++
		}
	}
	if n != 1 {
		t.Errorf("it was said %d times", n)
	}
}

// Many are paid: each what is due of it.
func TestManyArePaid(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.chip("Unpaid")
	d.tick(0, 0)
	id := d.page.table.ticks.all()[0].ID
	d.press("Paid")
	d.press("Payment received")
	x := d.world.Orders.Find(id)
	if b, ok := x.Events[len(x.Events)-1].Body.(event.Paid); !ok || b.Amount != 3800 || x.Stage != machine.Paid {
		t.Errorf("it says %#v", x.Events[len(x.Events)-1].Body)
	}
}

// Many are sent, each with its own number, and only what is left of each.
func TestManyAreShipped(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.chip("To ship")
	d.page.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	rows := d.page.table.ticks.all()
	d.press("Ship")
	d.write("JD00001\n" + strings.ToLower(number(rows[0].ID)) + ": JD00000")
	d.press("Ship")
	for i, want := range []event.Ship{
		{Parts: []event.Part{{Line: 0, Quantity: 2}}, Carrier: "DHL", Tracking: "JD00000"},
		{Parts: []event.Part{{Line: 0, Quantity: 2}}, Carrier: "DHL", Tracking: "JD00001"},
	} {
		x := d.world.Orders.Find(rows[i].ID)
		b, ok := x.Events[len(x.Events)-1].Body.(event.Ship)
		if !ok || !slices.Equal(b.Parts, want.Parts) || b.Carrier != want.Carrier || b.Tracking != want.Tracking || !strings.HasSuffix(b.URL, want.Tracking) {
			t.Errorf("order %d says %#v", i, b)
		}
	}
}

// A pasted list gives each order its number, and too many are refused.
func TestTrackings(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	for i := range 3 {
		d.tick(i, 0)
	}
	rows := d.page.table.ticks.all()
	a, b, c := rows[0].ID, rows[1].ID, rows[2].ID
	for text, want := range map[string][3]string{
		"":                             {},
		"1\n2\n3\n":                    {"1", "2", "3"},
		"1\r\n\r\n3":                   {"1", "", "3"},
		number(c) + "\t9":              {"", "", "9"},
		"1\n" + number(a) + ", 7 7\n2": {"7 7", "1", "2"},
	} {
		got, err := trackings(rows, text)
		if err != nil || [3]string{got[a], got[b], got[c]} != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := trackings(rows, "1\n2\n3\n4"); !errors.Is(err, errTrackings) {
		t.Error(err)
	}
}

// Tags are added to those that are there, and taken back.
func TestManyAreTagged(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.tick(3, 0)
	d.tick(4, 0)
	rows := d.page.table.ticks.all()
	d.page.bulkTag(rows)
	d.write("spring, gift")
	d.press("Tag")
	if x := d.world.Orders.Find(rows[1].ID); !slices.Equal(x.Tags, []string{"fragile", "gift", "spring"}) {
		t.Errorf("the tags are %q", x.Tags)
	}
	d.press("Undo all of it")
	if x := d.world.Orders.Find(rows[1].ID); !slices.Equal(x.Tags, []string{"gift", "fragile"}) {
		t.Errorf("the tags are %q", x.Tags)
	}
	if x := d.world.Orders.Find(rows[0].ID); len(x.Tags) != 0 {
		t.Errorf("the tags are %q", x.Tags)
	}
}

// A pick list is one paper over all that are chosen, and is opened.
func TestAPickListIsPrinted(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	shown := ""
	d.page.o.Show = func(path string) error { shown = path; return nil }
	d.path = filepath.Join(t.TempDir(), "list.pdf")
	d.tick(0, 0)
	d.tick(1, 0)
	d.press("Pick list")
	b, err := os.ReadFile(d.path)
	if err != nil || !d.called("paper 3") || shown != d.path {
		t.Fatalf("%v, opened %q", err, shown)
	}
	for _, r := range d.page.table.ticks.all() {
		if !strings.Contains(string(b), r.ID.String()) {
			t.Errorf("%s is not on it", r.ID)
		}
	}
}
