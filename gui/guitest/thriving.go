package guitest

import (
	"time"

	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// Thriving is the atelier after so many more orders, of many people, over most of a year.
func Thriving(n int) *World {
	w := Atelier()
	goods := []struct {
		title string
		price money.Amount
	}{{"Walnut desk organiser", 7400}, {"Oak desk lamp", 9600}, {"Stoneware mug", 1800}, {"Serving tray", 5500}, {"Round stool", 12900}, {"Blue vase", 5400}, {"Notebook set", 1900}}
	names := []string{"Ines Duarte", "Kenji Watanabe", "Nadia Petrova", "Jonas Berg", "Marta Oliveira", "Tomás Rivera", "Layla Haddad", "Atelier Norte"}
	for i := range n {
		g := goods[i*i%len(goods)]
		at := Now.Add(-time.Duration(i*i%300+i%7)*24*time.Hour - time.Duration(i%24)*time.Hour)
		x := w.Orders.Place(machine.Merchant, ID(names[i*5%len(names)]), w.Me.Peer, "", at, Terms(0, Goods(g.title, uint32(1+i%3), g.price)))
		if i%9 > 0 {
			x.Say(machine.Merchant, at.Add(time.Minute), event.Confirm{}, delivery.Read)
			x.Say(machine.Merchant, at.Add(2*time.Minute), event.Paid{Method: "Bank transfer", Reference: x.ID.String(), Amount: x.Total}, delivery.Read)
		}
		if i%9 > 1 {
			x.Say(machine.Merchant, at.Add(3*time.Minute), event.Ship{Parts: []event.Part{{Line: 0, Quantity: uint32(1 + i%3)}}, Carrier: "DHL"}, delivery.Read)
			x.Say(machine.Buyer, at.Add(4*time.Minute), event.Complete{}, "")
		}
	}
	return w
}
