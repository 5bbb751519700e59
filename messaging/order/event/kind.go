package event

import "fmt"

// Kind is what an event says. Its number travels and stays for good; its order is the
// one in which events that know nothing of each other are told.
type Kind uint8

const (
	KindOrder    Kind = 1 + iota // the buyer places the order
	KindPaid                     // the merchant has money
	KindNoted                    // the buyer says to have sent money
	KindMessage                  // somebody writes
	KindConfirm                  // the merchant takes the order
	KindFailure                  // the merchant's program cannot take it
	KindDecline                  // the merchant does not take it
	KindUnpaid                   // the merchant waited for money long enough
	KindShip                     // the merchant sends goods
	KindDeliver                  // the merchant hands over what has no weight
	KindRefund                   // the merchant pays back
	KindCancel                   // the buyer takes the order back
	KindDispute                  // one of the two calls the moderator
	KindAnswer                   // the other answers
	KindDecision                 // the moderator decides
	KindComplete                 // the order is done
	KindRate                     // the buyer rates
	KindReply                    // the merchant replies to a rating
	KindReturn                   // the buyer wants to send something back
	KindAllow                    // the merchant takes it back, and says how
	KindRefuse                   // the merchant does not
	KindReceive                  // the merchant has something back
	lastKind     = KindReceive
)

var kindNames = [...]string{
	KindOrder: "order", KindPaid: "paid", KindNoted: "noted", KindMessage: "message", KindConfirm: "confirm",
	KindFailure: "failure", KindDecline: "decline", KindUnpaid: "unpaid", KindShip: "ship", KindDeliver: "deliver",
	KindRefund: "refund", KindCancel: "cancel", KindDispute: "dispute", KindAnswer: "answer",
	KindDecision: "decision", KindComplete: "complete", KindRate: "rate", KindReply: "reply",
	KindReturn: "return", KindAllow: "allow", KindRefuse: "refuse", KindReceive: "receive",
}

func (k Kind) String() string {
	if k == 0 || k > lastKind {
		return fmt.Sprintf("kind %d", uint8(k))
	}
	return kindNames[k]
}

// Kinds are all there are, in their order.
func Kinds() (all []Kind) {
	for k := KindOrder; k <= lastKind; k++ {
		all = append(all, k)
	}
	return all
}
