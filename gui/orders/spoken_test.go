package orders

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// A buyer calls the moderator, the merchant answers, and the moderator reads both.
func TestADisputeIsSpokenOut(t *testing.T) {
	d := sold(t, machine.Buyer)
	d.page.do(*d.page.panel.is, event.KindDispute)
	d.says("Call the moderator?")
	d.write("It is chipped.")
	d.press("Call the moderator")
	if d.last() != (event.Dispute{Text: "It is chipped."}) {
		t.Fatalf("it says %#v", d.last())
	}
	d.turn(machine.Merchant)
	d.press("Answer")
	d.write("It was whole.")
	d.key(fyne.KeyReturn)
	if d.last() != (event.Answer{Text: "It was whole."}) {
		t.Fatalf("it says %#v", d.last())
	}
	d.turn(machine.Moderator)
	d.says("It is chipped.", "It was whole.", "Decide")
}

// turn makes the open order another's.
func (d *desk) turn(role machine.Role) {
	d.world.Orders.Find(d.page.open).Role = role
	d.page.Reload()
	d.settle()
}

// A merchant replies to a rating, once, and both read it.
func TestAReplyToARating(t *testing.T) {
	d := sold(t, machine.Merchant)
	x := d.world.Orders.Find(d.page.open)
	x.Say(machine.Buyer, d.world.Loop.Now(), event.Rate{Scores: []event.Score{{Line: 0, Stars: 2}, {Line: 1, Stars: 5}}, Text: "Too small."}, delivery.Delivered)
	rated := x.Events[len(x.Events)-1].Hash
	d.page.Reload()
	d.settle()
	d.press("Reply to the rating")
	d.write("The next one is larger.")
	d.press("Reply")
	if d.last() != (event.Reply{Rating: rated, Text: "The next one is larger."}) {
		t.Fatalf("it says %#v", d.last())
	}
	d.says("Too small.", "The next one is larger.")
	if slices.Contains(d.page.panel.is.Allowed, event.KindReply) {
		t.Error("it can be replied to again")
	}
	d.turn(machine.Buyer)
	d.says("The next one is larger.")
}

// Many orders get somebody who looks after them, and are seen.
func TestManyAreAssignedAndSeen(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.tick(0, 0)
	d.tick(1, 0)
	rows := d.page.table.ticks.all()
	d.withMany("Who looks after it")
	d.write("Rui")
	d.key(fyne.KeyReturn)
	for _, r := range rows {
		if x := d.world.Orders.Find(r.ID); x.Assignee != "Rui" {
			t.Errorf("%q looks after %s", x.Assignee, x.Title)
		}
	}
	if d.world.Orders.Find(rows[0].ID).Unread == 0 {
		t.Fatal("there was nothing new")
	}
	d.tick(0, 0)
	d.withMany("Mark as seen")
	d.settle()
	for _, r := range rows {
		if x := d.world.Orders.Find(r.ID); x.Unread != 0 {
			t.Errorf("%s is not seen", x.Title)
		}
	}
}

// withMany does what stands in the menu of what is done to many.
func (d *desk) withMany(word string) {
	d.t.Helper()
	all := d.page.bulkMore()
	i := slices.IndexFunc(all, func(b bulkDeed) bool { return b.word == word })
	if i < 0 {
		d.t.Fatalf("the menu has no %q", word)
	}
	all[i].do(d.page.table.ticks.all())
	d.settle()
}
