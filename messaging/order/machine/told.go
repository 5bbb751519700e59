package machine

import (
	"errors"
	"fmt"

	"restante/messaging/order/event"
)

// Told is a [State] as one program gives it to another: what it was made of. Whoever gets
// it folds it again, and so has all of it, also what the rules ask and nobody else sees.
// It comes from a program that is trusted to say what happened, so it has no signatures.
type Told struct {
	Order  event.ID
	Events [][]byte // as [event.Event.Bare] gives them, of all that is in the timeline

	Parked, Wanted, Strange []event.Hash // of what is not
}

// maxTold is how many events can be told: what was parked when an order filled up may
// come on top.
const maxTold = MaxEvents + len(MaxOf)*MaxParked

// ErrTold is returned for what no state is told as.
var ErrTold = errors.New("this is not what an order was made of")

// Tell gives a state away.
func (s State) Tell() (Told, error) {
	t := Told{Order: s.Order, Parked: s.Parked, Wanted: s.Wanted, Strange: s.Strange}
	for _, e := range s.Timeline {
		b, err := e.Bare()
		if err != nil {
			return Told{}, err
		}
		t.Events = append(t.Events, b)
	}
	return t, nil
}

// State undoes [State.Tell].
func (t Told) State() (State, error) {
	if len(t.Events) > maxTold {
		return State{}, fmt.Errorf("%w: %d events, at most %d", ErrTold, len(t.Events), maxTold)
	}
	var events []event.Event
	for _, b := range t.Events {
		e, err := event.ParseBare(b)
		if err != nil {
			return State{}, fmt.Errorf("%w: %w", ErrTold, err)
		}
		events = append(events, e)
	}
	return t.of(events)
}

// of folds events of which each must count for something, or be told why it does not.
func (t Told) of(events []event.Event) (State, error) {
	s := Fold(t.Order, events)
	if len(s.Timeline) != len(events) {
		return State{}, fmt.Errorf("%w: %d of %d events belong to it", ErrTold, len(s.Timeline), len(events))
	}
	s.Parked, s.Wanted, s.Strange = t.Parked, t.Wanted, t.Strange
	return s, nil
}
