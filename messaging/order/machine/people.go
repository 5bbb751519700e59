package machine

import (
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
)

// Role is what somebody is in an order; 0 is nobody.
type Role uint8

const (
	Buyer Role = 1 + iota
	Merchant
	Moderator
	roles = 4 // and nobody
)

func (r Role) String() string {
	return [...]string{"nobody", "buyer", "merchant", "moderator"}[min(r, roles-1)]
}

// other is the one whom a buyer or a merchant deals with.
func (r Role) other() Role { return Buyer + Merchant - r }

// People are those who are named in an order.
type People struct {
	Buyer, Merchant peer.ID
	Moderator       peer.ID // "" is nobody
}

// PeopleOf are those whom the first event of an order names.
func PeopleOf(first event.Event) People {
	o, _ := first.Body.(event.Order)
	return People{first.Author, o.Merchant, o.Moderator}
}

// Role is what somebody is here.
func (p People) Role(id peer.ID) Role {
	switch id {
	case "":
		return 0
	case p.Buyer:
		return Buyer
	case p.Merchant:
		return Merchant
	case p.Moderator:
		return Moderator
	}
	return 0
}
