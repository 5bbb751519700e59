package deposit

import (
	"errors"
	"testing"

	"restante/node/identity/identitytest"
)

// An enrolment is good for one node, one user and one mailbox, and is no call.
func TestEnrolment(t *testing.T) {
	node, other := identitytest.New(t), identitytest.New(t)
	s, user := newOwner(t, identitytest.New(t)), newOwner(t, other).Mailbox()
	word := Enrolment{Node: node.ID(), User: user}
	sig := word.Sign(s)
	if err := word.Verify(s.Mailbox(), sig); err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]Enrolment{
		"another node": {Node: other.ID(), User: user}, "another user": {Node: node.ID(), User: s.Mailbox()},
	} {
		if err := w.Verify(s.Mailbox(), sig); !errors.Is(err, ErrEnrolment) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := word.Verify(user, sig); !errors.Is(err, ErrEnrolment) {
		t.Errorf("another mailbox: %v", err)
	}
	for _, op := range []string{"enrol", "enrolled with"} {
		if (Call{Node: node.ID(), Op: op, Args: user[:]}).Verify(s.Mailbox(), sig) == nil {
			t.Errorf("it is a call to %s", op)
		}
	}
}

// The order does not matter, each mailbox does.
func TestFingerprint(t *testing.T) {
	a, b, c := Mailbox{1}, Mailbox{2}, Mailbox{3}
	all := FingerprintOf([]Mailbox{a, b, c})
	if all != FingerprintOf([]Mailbox{c, a, b}) || all == FingerprintOf([]Mailbox{a, b}) || FingerprintOf(nil) != (Fingerprint{}) {
		t.Error("sets are not told apart")
	}
}
