package machine

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/identity"
)

// admits stores an event if it may.
func (l *log) admits(e event.Event) (Outcome, error) {
	outcome, err := Admit(l.id, l.events, e)
	if err == nil && outcome != Known {
		l.events = append(l.events, e)
	}
	return outcome, err
}

func TestAdmit(t *testing.T) {
	l := sold(t)
	lost := sha256.Sum256([]byte("lost"))
	elsewhere := l.event(bob, l.state().Parents(), event.Cancel{})
	elsewhere.Order = event.ID{1}
	for name, c := range map[string]struct {
		e    event.Event
		want Outcome
		err  error
	}{
		"told":              {l.event(bob, l.state().Parents(), event.Message{}), Taken, nil},
		"void":              {l.event(bob, l.state().Parents(), event.Cancel{}), Taken, nil},
		"known":             {l.events[1], Known, nil},
		"without parents":   {l.event(bob, []event.Hash{lost}, event.Message{}), Parked, nil},
		"by a stranger":     {l.event(eve, l.state().Parents(), event.Message{}), 0, ErrStranger},
		"of another order":  {elsewhere, 0, ErrOther},
		"by the moderator":  {l.event(judy, l.state().Parents(), event.Message{}), Taken, nil},
		"a stranger's lost": {l.event(eve, []event.Hash{lost}, event.Message{}), 0, ErrStranger},
	} {
		if got, err := Admit(l.id, l.events, c.e); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %d, %v", name, got, err)
		}
	}
}

// Events that came before the first one wait, and a stranger's go when it is here.
func TestBeforeTheFirst(t *testing.T) {
	l := newLog(t, mugs())
	first := l.events[0]
	confirm, junk := l.says(Merchant, event.Confirm{}), l.event(eve, l.state().Parents(), event.Paid{Amount: 1})
	l.events = nil
	for _, e := range []event.Event{confirm, junk} {
		if got, err := l.admits(e); got != Parked || err != nil {
			t.Errorf("%s: %d, %v", e.Kind(), got, err)
		}
	}
	s := l.state()
	if s.Stage != Unknown || len(s.Parked) != 2 || !slices.Equal(s.Wanted, []event.Hash{first.Hash}) {
		t.Errorf("%+v", s)
	}
	if err := s.Check(Merchant, event.Confirm{}, noon); !errors.Is(err, NotHere) || s.Allowed(Buyer, noon) != nil {
		t.Errorf("something may be said: %v", err)
	}
	l.admits(first)
	if s := l.state(); s.Stage != Confirmed || s.Parked != nil || !slices.Equal(s.Strange, []event.Hash{junk.Hash}) {
		t.Errorf("%+v", s)
	}
	if Digest(l.id, l.events) != Digest(l.id, []event.Event{first, confirm}) {
		t.Error("a stranger's event is in the digest")
	}
}

// Nobody fills what is for the others.
func TestEachHasRoom(t *testing.T) {
	sum := 0
	for by, most := range MaxOf {
		if sum += most; by == 0 {
			continue
		}
		l := newLog(t, mugs())
		have := l.state().wrote[by]
		for i := have; i < most; i++ {
			if got, err := l.admits(l.event(named[Role(by)], l.state().Parents(), event.Message{})); got != Taken {
				t.Fatalf("event %d of the %s: %v", i+1, Role(by), err)
			}
		}
		if _, err := l.admits(l.event(named[Role(by)], l.state().Parents(), event.Message{})); !errors.Is(err, ErrFull) {
			t.Errorf("the %s goes on: %v", Role(by), err)
		}
		other := Role(by)%Moderator + 1
		if got, err := l.admits(l.event(named[other], l.state().Parents(), event.Message{})); got != Taken {
			t.Errorf("no room for the %s: %v", other, err)
		}
	}
	if sum != MaxEvents {
		t.Errorf("%d events in all", sum)
	}
}

// Messages end before all else does.
func TestTalkLeavesRoom(t *testing.T) {
	l := newLog(t, mugs())
	for range MaxOf[Buyer] - Spare - 1 {
		l.says(Buyer, event.Message{})
	}
	s := l.state()
	if err := s.Check(Buyer, event.Message{}, noon); !errors.Is(err, TooMany) {
		t.Errorf("one more message: %v", err)
	}
	if err := s.Check(Buyer, event.Cancel{}, noon); err != nil {
		t.Errorf("a cancel: %v", err)
	}
}

func TestParkedHaveAnEnd(t *testing.T) {
	l := newLog(t, mugs())
	park := func(by Role, i uint64) error {
		lost := sha256.Sum256(binary.BigEndian.AppendUint64(nil, i))
		_, err := l.admits(l.event(named[by], []event.Hash{lost}, event.Message{}))
		return err
	}
	for i := range uint64(MaxParked) {
		if err := park(Buyer, i); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	if err := park(Buyer, MaxParked); !errors.Is(err, ErrParked) {
		t.Errorf("one more: %v", err)
	}
	if err := park(Merchant, MaxParked); err != nil {
		t.Errorf("one of the merchant's: %v", err)
	}
	if s := l.state(); len(s.Parked) != MaxParked+1 || len(s.Wanted) != MaxParked+1 {
		t.Errorf("%d wait for %d", len(s.Parked), len(s.Wanted))
	}
}

// Strangers have as many names as they like, as long as nobody knows whom the order names.
func TestParkedHaveAnEndBeforeTheFirst(t *testing.T) {
	l := newLog(t, mugs())
	l.events = nil
	for i := range MaxEvents + 1 {
		who, err := identity.IDOf(binary.BigEndian.AppendUint64(make([]byte, 24), uint64(i)))
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.admits(l.event(who, []event.Hash{event.Hash(l.id)}, event.Message{}))
		if full := i == MaxEvents; errors.Is(err, ErrParked) != full {
			t.Fatalf("event %d: %v", i, err)
		}
	}
}

func TestDigest(t *testing.T) {
	l := sold(t)
	part := l.events[:2]
	if Digest(l.id, l.events) == Digest(l.id, part) {
		t.Error("what is missing is not seen")
	}
	sorted := slices.SortedFunc(slices.Values(hashes(l.events)), event.Hash.Compare)
	if Digest(l.id, l.events) != sha256.Sum256(slices.Concat(sorted[0][:], sorted[1][:], sorted[2][:])) {
		t.Error("the digest is not over the hashes in ascending order")
	}
	turned := append(slices.Clone(l.events), l.events...)
	slices.Reverse(turned)
	if Digest(l.id, l.events) != Digest(l.id, turned) {
		t.Error("the order of arrival is seen")
	}
	lacks := Missing(l.id, turned, hashes(part))
	if len(lacks) != 1 || lacks[0].Hash != l.events[2].Hash {
		t.Errorf("%v", lacks)
	}
	if all := Missing(l.id, turned, nil); !slices.EqualFunc(all, l.events, func(a, b event.Event) bool { return a.Hash == b.Hash }) {
		t.Errorf("not parents first: %v", all)
	}
}

func TestOthers(t *testing.T) {
	l := sent(t)
	if got := l.state().Others(Merchant); !slices.Equal(got, []peer.ID{bob}) {
		t.Errorf("%v", got)
	}
	l.says(Buyer, event.Dispute{Text: "cracked"})
	if got := l.state().Others(Merchant); !slices.Equal(got, []peer.ID{bob, judy}) {
		t.Errorf("%v", got)
	}
}
