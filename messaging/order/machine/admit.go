package machine

import (
	"errors"
	"fmt"

	"restante/messaging/order/event"
)

// Limits of one order.
const (
	MaxEvents = 256 // of the three together, parked ones aside
	MaxParked = 64  // of one person

	// Spare is how many of somebody's events cannot be messages, so that nobody talks
	// until nothing can be done any more.
	Spare = 16
)

// MaxOf is how many events somebody may write.
var MaxOf = [roles]int{Buyer: 96, Merchant: 128, Moderator: 32}

// room is how many events somebody may have written before one of a kind.
func room(by Role, k event.Kind) int {
	if k == event.KindMessage {
		return MaxOf[by] - Spare
	}
	return MaxOf[by]
}

var (
	ErrStranger = errors.New("the order does not name the author of this event")
	ErrOther    = errors.New("the event is of another order")
	ErrFull     = errors.New("this order holds no more events of its author")
	ErrParked   = errors.New("too many events wait for others that are not here")
)

// Outcome is what becomes of an event that is not refused.
type Outcome uint8

const (
	Taken  Outcome = 1 + iota // it can be told
	Parked                    // it waits for others
	Known                     // it is here
)

// Admit says whether an event may be stored beside those that are here. Fold is what
// decides about its effect.
func Admit(id event.ID, here []event.Event, e event.Event) (Outcome, error) {
	if e.Order != id {
		return 0, ErrOther
	}
	g := newGraph(id, append(here[:len(here):len(here)], e))
	if len(g.nodes) > 0 && g.people.Role(e.Author) == 0 {
		return 0, ErrStranger
	}
	for _, h := range here {
		if h.Hash == e.Hash {
			return Known, nil
		}
	}
	return g.measure(e)
}

// measure counts an event that is among those of the graph.
func (g *graph) measure(e event.Event) (Outcome, error) {
	parked := 0
	for _, p := range g.parked {
		if p.Author == e.Author {
			parked++
		}
	}
	if waits(g.parked, e) {
		if parked > MaxParked || len(g.parked) > MaxEvents { // of people whom nobody knows yet
			return 0, fmt.Errorf("%w: %d", ErrParked, MaxParked)
		}
		return Parked, nil
	}
	by, wrote := g.people.Role(e.Author), 0
	for _, n := range g.nodes {
		if n.by == by {
			wrote++
		}
	}
	if wrote > MaxOf[by] {
		return 0, fmt.Errorf("%w: %d", ErrFull, MaxOf[by])
	}
	return Taken, nil
}

func waits(parked []event.Event, e event.Event) bool {
	for _, p := range parked {
		if p.Hash == e.Hash {
			return true
		}
	}
	return false
}
