package machine

import (
	"crypto/sha256"
	"slices"

	"restante/messaging/order/event"
)

// Digest is the same on both sides when both have the same events of an order: SHA-256
// over their hashes in ascending order. Parked ones are among them.
func Digest(id event.ID, events []event.Event) [sha256.Size]byte {
	all := hashes(newGraph(id, events).all())
	slices.SortFunc(all, event.Hash.Compare)
	h := sha256.New()
	for _, one := range all {
		h.Write(one[:])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Missing are those of the events that somebody lacks who has others, parents first.
func Missing(id event.ID, events []event.Event, have []event.Hash) (missing []event.Event) {
	has := make(map[event.Hash]bool, len(have))
	for _, h := range have {
		has[h] = true
	}
	for _, e := range newGraph(id, events).all() {
		if !has[e.Hash] {
			missing = append(missing, e)
		}
	}
	return missing
}

// all are the events of the order in the order in which they are told, then those that
// cannot be told yet.
func (g *graph) all() []event.Event {
	events := make([]event.Event, 0, len(g.nodes)+len(g.parked))
	for _, n := range g.nodes {
		events = append(events, n.Event)
	}
	return append(events, g.parked...)
}
