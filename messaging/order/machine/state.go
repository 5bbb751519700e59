package machine

import (
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// State is what the events of an order come to.
type State struct {
	Order  event.ID
	People People
	Placed event.Order // what was ordered, and where it goes
	At     time.Time   // when it was placed

	Stage     Stage
	Confirmed *event.Confirm
	Ended     *End
	Completed time.Time
	Money     Money
	Lines     []Line // like the lines of the terms
	Due       Due
	Dispute   *Dispute
	Ratings   []Rating
	Returns   []Return

	Timeline []Entry      // all events that can be told, in their order
	Forks    []Fork       // where somebody said two things at once
	Parked   []event.Hash // events that wait for others
	Wanted   []event.Hash // the ones that they wait for
	Strange  []event.Hash // events that may go: they came before it was known whom the order names

	facts facts
	wrote [roles]int
	heads []event.Hash
}

// Money is the order's, in units of its currency. All of it is what the merchant
// says, but for Noted.
type Money struct {
	Total    money.Amount // of the terms
	Noted    money.Amount // that the buyer says to have sent
	Paid     money.Amount // that came
	Refunded money.Amount // that went back: never more than came
	Held     money.Amount // Paid - Refunded
	Due      money.Amount // what the buyer still has to pay
	Owed     money.Amount // what the merchant still has to pay back
}

// Line is how far a line of the order is.
type Line struct {
	Ordered uint32
	Sent    uint32 // shipped or delivered
	Dropped uint32 // will not be sent any more

	Returned  uint32 // came back
	Restocked uint32 // of it, can be sold again
}

// Left is what is still to be sent.
func (l Line) Left() uint32 { return l.Ordered - l.Sent - l.Dropped }

// Due is when what has to be done; zero is nothing.
type Due struct {
	Confirm  time.Time // by the merchant
	Pay      time.Time // by the buyer
	Ship     time.Time // by the merchant
	Complete time.Time // by the buyer; then the merchant may
	Return   time.Time // until when the buyer may ask to return; zero: no end is said, or nothing was sent
}

// End is why an order ended before it was done.
type End struct {
	Kind   event.Kind // failure, decline, unpaid, cancel or refund
	By     Role
	At     time.Time
	Code   string // of a failure
	Reason string
}

// Dispute is a quarrel. Its words are in the timeline.
type Dispute struct {
	Open     bool
	By       []Role // whose claims stand
	Since    time.Time
	Decision *event.Decision
	Decided  time.Time
}

// Rating is one, with what the merchant replied.
type Rating struct {
	event.Rate
	Hash  event.Hash
	At    time.Time
	Reply string
}

// Entry is an event in the order's story.
type Entry struct {
	event.Event
	By   Role
	Void Reason // why it has no effect, or ""
}

// Fork is two events of one author in one place.
type Fork struct {
	By           Role
	Counts, Void event.Hash
}
