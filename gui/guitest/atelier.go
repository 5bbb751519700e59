package guitest

import (
	"time"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/terms"
)

// Atelier is a busy world whose shop has orders in every state.
func Atelier() *World {
	w := WithOrders(Busy())
	w.Meet("Layla Haddad", false, Now.Add(-time.Hour))
	o := w.Orders
	me := w.Me.Peer
	place := func(name string, ago time.Duration, t terms.Terms) *Order {
		return o.Place(machine.Merchant, ID(name), me, ID("Holm & Co"), Now.Add(-ago), t)
	}
	ok := event.Confirm{Ways: []event.Way{{Method: "Bank transfer", To: "PT50 0002 0123 1234 5678 9015 4"}}}
	paid := func(x *Order, after time.Duration) *Order {
		return x.Say(machine.Merchant, x.Placed.Add(after), event.Paid{Method: "Bank transfer", Reference: "R1", Amount: x.Total}, delivery.Read)
	}
	day := 24 * time.Hour
	ines := place("Ines Duarte", 12*time.Minute, Terms(1600, Goods("Walnut desk organiser", 2, 7400), Goods("Stoneware mug, sand", 1, 1800)))
	ines.Say(machine.Merchant, ines.Placed.Add(time.Minute), event.Message{Text: "Thank you! I look at it this afternoon."}, delivery.Stored)
	ines.Say(machine.Buyer, ines.Placed.Add(3*time.Minute), event.Noted{Method: "Bank transfer", Reference: "DUARTE 182", Amount: ines.Total}, "")
	ines.Unread = 2
	place("Kenji Watanabe", time.Hour, Terms(0, Goods("Oak desk lamp", 1, 9600)))
	place("Nadia Petrova", 3*time.Hour, Terms(0, Goods("Stoneware mug", 4, 1800)))
	place("Jonas Berg", 5*time.Hour, Terms(0, Goods("Round stool", 1, 12900)))
	marta := place("Marta Oliveira", day, Terms(0, Goods("Walnut organiser", 2, 7400)))
	paid(marta.Say(machine.Merchant, marta.Placed.Add(time.Hour), ok, delivery.Read), 2*time.Hour)
	c := &marta.Copies[marta.Events[2].Hash][0]
	c.State, c.Held = delivery.Stored, []delivery.Holder{{Node: ID("push-oslo")}, {Node: ID("push-lima")}}
	marta.Tags, marta.Assignee = []string{"gift", "fragile"}, "Rui"
	norte := place("Atelier Norte", 2*day, Terms(0, Goods("Serving tray", 6, 5500)))
	paid(norte.Say(machine.Merchant, norte.Placed.Add(time.Hour), ok, delivery.Read), 2*time.Hour)
	norte.Say(machine.Merchant, norte.Placed.Add(day), event.Ship{Parts: []event.Part{{Line: 0, Quantity: 4}}, Carrier: "DHL", Tracking: "JD014600"}, delivery.Read)
	place("Tomás Rivera", 6*day, Terms(0, Goods("Blue vase", 1, 5400)))
	layla := place("Layla Haddad", 5*day, Terms(0, Goods("Notebook set", 2, 1900)))
	layla.Say(machine.Merchant, layla.Placed.Add(time.Hour), ok, delivery.Delivered)
	holm := place("Supplier · Holm & Co", 9*day, Terms(0, Goods("Walnut organiser", 12, 7400)))
	paid(holm.Say(machine.Merchant, holm.Placed.Add(time.Hour), ok, delivery.Read), 2*time.Hour)
	holm.Say(machine.Merchant, holm.Placed.Add(day), event.Ship{Parts: []event.Part{{Line: 0, Quantity: 12}}, Carrier: "DHL", Tracking: "JD014601"}, delivery.Failed)
	quarrel := place("Kenji Watanabe", 12*day, Terms(900, Goods("Ash shelf", 1, 21000)))
	paid(quarrel.Say(machine.Merchant, quarrel.Placed.Add(time.Hour), ok, delivery.Read), 2*time.Hour)
	quarrel.Say(machine.Buyer, quarrel.Placed.Add(5*day), event.Dispute{Text: "The shelf never came."}, "")
	o.ended(place, ok, paid)
	o.bought()
	return w
}

// ended are the atelier's orders that are over.
func (o *Orders) ended(place func(string, time.Duration, terms.Terms) *Order, ok event.Confirm, paid func(*Order, time.Duration) *Order) {
	day := 24 * time.Hour
	done := place("Jonas Berg", 20*day, Terms(500, Goods("Oak spoon", 3, 900)))
	paid(done.Say(machine.Merchant, done.Placed.Add(time.Hour), ok, delivery.Read), 2*time.Hour)
	done.Say(machine.Merchant, done.Placed.Add(day), event.Ship{Parts: []event.Part{{Line: 0, Quantity: 3}}, Carrier: "CTT", Tracking: "RR12"}, delivery.Read)
	done.Say(machine.Buyer, done.Placed.Add(4*day), event.Complete{}, "")
	done.Say(machine.Buyer, done.Placed.Add(5*day), event.Rate{Scores: []event.Score{{Line: 0, Stars: 5}}, Text: "Lovely spoons, and well packed."}, "")
	place("Nadia Petrova", 22*day, Terms(0, Goods("Blue vase", 1, 5400))).Say(machine.Merchant, Now.Add(-21*day), event.Decline{Reason: "The last one broke in the kiln."}, delivery.Read)
	place("Ines Duarte", 25*day, Terms(0, Goods("Round stool", 1, 12900))).Say(machine.Buyer, Now.Add(-25*day), event.Cancel{Reason: "I chose another one."}, "")
}

// bought is what the atelier ordered elsewhere, and a case that it has to judge.
func (o *Orders) bought() {
	me, day := o.World.Me.Peer, 24*time.Hour
	buy := func(name string, ago time.Duration, t terms.Terms) *Order {
		return o.Place(machine.Buyer, me, ID(name), ID("Kenji Watanabe"), Now.Add(-ago), t)
	}
	ok := event.Confirm{Ways: []event.Way{{Method: "Bank transfer", To: "PT50 0002 0123 1234 5678 9015 4", Reference: "NORTE 7"}}}
	buy("Atelier Norte", 2*time.Hour, Terms(0, Goods("Beeswax, 1 kg", 2, 2400)))
	pay := buy("Supplier · Holm & Co", day, Terms(1200, Goods("Walnut board", 8, 3100)))
	pay.Say(machine.Merchant, pay.Placed.Add(time.Hour), ok, "")
	sent := buy("Atelier Norte", 6*day, Terms(400, Goods("Linen cloth", 5, 800)))
	sent.Say(machine.Merchant, sent.Placed.Add(time.Hour), ok, "")
	sent.Say(machine.Merchant, sent.Placed.Add(day), event.Paid{Method: "Bank transfer", Reference: "R2", Amount: sent.Total}, "")
	sent.Say(machine.Merchant, sent.Placed.Add(2*day), event.Ship{Parts: []event.Part{{Line: 0, Quantity: 5}}, Carrier: "CTT", Tracking: "RR77"}, "")
	judge := o.Place(machine.Moderator, ID("Nadia Petrova"), ID("Jonas Berg"), me, Now.Add(-8*day), Terms(1000, Goods("Used lathe", 1, 45000)))
	judge.Say(machine.Merchant, judge.Placed.Add(time.Hour), ok, "")
	judge.Say(machine.Merchant, judge.Placed.Add(day), event.Paid{Method: "Bank transfer", Reference: "R3", Amount: judge.Total}, "")
	judge.Say(machine.Buyer, judge.Placed.Add(5*day), event.Dispute{Text: "The motor was broken when it came."}, "")
	judge.Say(machine.Merchant, judge.Placed.Add(6*day), event.Answer{Text: "It ran when it left the workshop."}, "")
}
