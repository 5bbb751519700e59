package guitest

import (
	"fmt"
	"strings"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/terms"
)

// Soft is a line of an order that is handed over without a parcel.
func Soft(title string, quantity uint32, price money.Amount) terms.Line {
	l := Goods(title, quantity, price)
	l.Kind = terms.Digital
	return l
}

// Claim is as long as somebody who is angry writes.
var Claim = strings.Repeat("I ordered the shelf in ash, oiled, and asked twice whether it fits a wall of 118 cm. "+
	"What came is birch, 121 cm wide, and one of the four boards has a crack of a hand's length.\n\n", 9) + "I want my money back, and I send the shelf back at your cost."

// Delivered is a small world that bought digital goods, with all that can be handed over;
// they are seen by one of the two.
func Delivered(role machine.Role) *World {
	w := WithOrders(Busy())
	buyer, merchant := w.Me.Peer, ID("Atelier Norte")
	if role == machine.Merchant {
		buyer, merchant = merchant, buyer
	}
	x := w.Orders.Place(role, buyer, merchant, ID("Kenji Watanabe"), Now.Add(-3*time.Hour), Terms(0, Soft("Norte Grotesk, the whole family", 3, 4900)))
	x.Say(machine.Merchant, x.Placed.Add(time.Minute), event.Confirm{}, "")
	x.Say(machine.Merchant, x.Placed.Add(time.Hour), event.Paid{Method: "Bank transfer", Reference: "NORTE 12", Amount: x.Total}, "")
	d := event.Deliver{Parts: []event.Part{{Line: 0, Quantity: 3}}, Text: "Thank you! Each key is for one computer. The files are the same for all of them."}
	for i := range 3 {
		d.Keys = append(d.Keys, fmt.Sprintf("NORTE-%04X-%04X-%04X-%04X", 0xA1F0+i*0x1357, 0x77C4+i*0x0B1D, 0x5E02+i*0x2211, 0x90DD+i*0x0F0F))
	}
	d.Files = []event.File{{Name: "norte-grotesk-2.1.zip", Size: 18_400_000, CID: cidOf("zip")}, {Name: "licence.pdf", Size: 84_000, CID: cidOf("pdf")}}
	x.Say(machine.Merchant, x.Placed.Add(2*time.Hour), d, "")
	return w
}

func cidOf(s string) cid.Cid {
	h, err := multihash.Sum([]byte(s), multihash.SHA2_256, -1)
	if err != nil {
		panic(err)
	}
	return cid.NewCidV1(cid.Raw, h)
}
