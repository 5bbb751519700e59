package event

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/node/identity"
)

// check holds an event to all rules that it shows by itself, its author's signature
// aside.
func (e Event) check() error {
	if e.Body == nil {
		return fmt.Errorf("%w: it says nothing", ErrMalformed)
	}
	if err := cmp.Or(checkPerson(e.Author), e.checkParents(), checkTime(e.At), e.Body.check()); err != nil {
		return err
	}
	if o, first := e.Body.(Order); first {
		return o.checkPeople(e.Author)
	}
	return nil
}

// checkParents: the first event has none, and each other one has some.
func (e Event) checkParents() error {
	n := len(e.Parents)
	switch {
	case (n == 0) != (e.Kind() == KindOrder):
		return fmt.Errorf("%w: a %s with %d parents", ErrMalformed, e.Kind(), n)
	case n > MaxParents:
		return tooMuch("parents", n, MaxParents)
	}
	for i := range max(n-1, 0) {
		if e.Parents[i].Compare(e.Parents[i+1]) >= 0 {
			return fmt.Errorf("%w: parents are not in ascending order", ErrMalformed)
		}
	}
	return nil
}

func (o Order) checkPeople(buyer peer.ID) error {
	people := []peer.ID{buyer, o.Merchant}
	if o.Moderator != "" {
		people = append(people, o.Moderator)
	}
	slices.Sort(people)
	if len(slices.Compact(slices.Clone(people))) != len(people) {
		return ErrPeople
	}
	return nil
}

func checkPerson(id peer.ID) error {
	if _, err := identity.PublicKey(id); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}

func checkTime(t time.Time) error {
	if t.Before(Earliest) || !t.Before(Latest) {
		return fmt.Errorf("%w: its time is %s", ErrMalformed, t.Format(time.RFC3339))
	}
	return nil
}

// checkDue is checkTime for a time that may be missing.
func checkDue(t time.Time) error {
	if t.IsZero() {
		return nil
	}
	return checkTime(t)
}

// checkMoney wants an amount that is something.
func checkMoney(a money.Amount) error {
	if a == 0 {
		return fmt.Errorf("%w: the amount is nothing", ErrMalformed)
	}
	return checkAmount(a)
}

func checkAmount(a money.Amount) error {
	if err := a.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}

// checkParts wants lines in ascending order, with something of each.
func checkParts(parts []Part) error {
	if err := upTo("lines", len(parts), MaxLines); err != nil {
		return err
	}
	for i, p := range parts {
		if p.Quantity == 0 || i > 0 && parts[i-1].Line >= p.Line {
			return fmt.Errorf("%w: its lines are not in ascending order, or nothing of one", ErrMalformed)
		}
	}
	return nil
}
