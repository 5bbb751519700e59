package event

import (
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/terms"
)

// Order is the first event, by the buyer.
type Order struct {
	Merchant  peer.ID
	Moderator peer.ID // "" is nobody
	Terms     terms.Terms
	ShipTo    Address // zero where nothing is sent
	Memo      string
	Contact   string // an address or a number besides this program
	Tickets   []Ticket
	Times     Times
	Salt      [saltSize]byte // random: two orders are never the same
}

// Address is where goods are sent to.
type Address struct {
	Name, Company, Street, Extra, City, Region, Postcode string

	Country string // two letters of ISO 3166, such as "DE"
}

// Ticket is one piece that was set aside for this buyer; only package order knows
// what is in it.
type Ticket struct {
	Line  uint32 // from 0
	Token []byte // by the merchant
	Claim []byte // by the push node that handed it out
}

// Times says within how many hours what is due: they are the shop's, frozen. 0 is
// the usual, see package machine.
type Times struct {
	Confirm  uint32 // after the order was placed
	Pay      uint32 // after it was confirmed
	Ship     uint32 // after it was confirmed and paid
	Complete uint32 // after the last piece was sent
	Return   uint32 // likewise; 0 is without an end
}

// Part is some pieces of a line of the order.
type Part struct {
	Line     uint32 // from 0
	Quantity uint32
}

func (Order) Kind() Kind { return KindOrder }
