package orders

import (
	"slices"
	"strings"
	"testing"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/terms"
)

// digital opens a paid order of something without weight, and the sheet that hands it over.
func digital(t *testing.T) (d *desk, text, keys *widget.Area) {
	t.Helper()
	w := guitest.WithOrders(guitest.Busy())
	line := guitest.Goods("Typeface", 3, 4000)
	line.Kind = terms.Digital
	x := w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now, guitest.Terms(0, line))
	x.Say(machine.Merchant, guitest.Now, event.Confirm{}, delivery.Read)
	x.Say(machine.Merchant, guitest.Now, event.Paid{Amount: 12000}, delivery.Read)
	d = newDesk(t, w, large)
	d.row(0)
	d.press("Hand over")
	areas := guitest.All[*widget.Area](d.window.Canvas().Overlays().Top())
	if len(areas) != 2 {
		t.Fatalf("it asks for %d texts", len(areas))
	}
	return d, areas[0], areas[1]
}

// Keys are handed over to the letter, without the lines that they were typed on.
func TestKeysAreHandedOverAsTyped(t *testing.T) {
	d, text, keys := digital(t)
	long := strings.Repeat("a", event.MaxKey)
	text.SetText("Enter one on each computer.")
	keys.SetText("\n  AB\u200bCD-1\u2028x \r\n" + long + "\n\n\u00ad ü, 2\n")
	d.press("Hand over")
	b, ok := d.last().(event.Deliver)
	if !ok || b.Text != "Enter one on each computer." || !slices.Equal(b.Keys, []string{"AB\u200bCD-1\u2028x", long, "\u00ad ü, 2"}) {
		t.Fatalf("it says %#v", d.last())
	}
	if !slices.Equal(b.Parts, []event.Part{{Line: 0, Quantity: 3}}) {
		t.Errorf("it is of %v", b.Parts)
	}
	d.says("Handed over")
}

// What does not fit is refused before it is sent, with the limit.
func TestKeysThatDoNotFit(t *testing.T) {
	d, text, keys := digital(t)
	for typed, want := range map[string]string{
		"short\n" + strings.Repeat("é", 251):     "Key 2 has 502 bytes, and at most 500 fit.",
		strings.Repeat("key\n", event.MaxKeys+1): "These are 51 keys, and at most 50 fit into one delivery.",
	} {
		keys.SetText(typed)
		d.press("Hand over")
		d.says(want)
	}
	keys.SetText("key")
	text.SetText(strings.Repeat("a", event.MaxText+1))
	d.press("Hand over")
	d.says("The text has 5001 bytes, and at most 5000 fit.")
	if d.called("act") {
		t.Error("it was sent")
	}
}
