package pointer

import (
	"errors"
	"testing"

	"restante/offline/deposit"
)

// In a network of two the one who is there holds for both, and counts for nobody.
func TestOwnHolder(t *testing.T) {
	own := newHolder(t, Limits{PerMailbox: maxRecords + 5})
	alice, bob := newUser(t), newUser(t, own)
	alice.Client = NewClient(own.host, alice.way, quiet)
	t.Cleanup(alice.Client.Close)
	alice.Own = own.Holder
	ls := newLetters(t, maxRecords+3, bob.Mailbox())
	placed, err := alice.Put(t.Context(), bob.Mailbox(), recordsOf(ls), nil)
	if !errors.Is(err, ErrNoHolder) || len(placed) != len(ls) || len(placed[0].Holders) != 0 {
		t.Errorf("placed %+v, %v", placed, err)
	}
	bob.holds(t, ls...)
	cs := []Cancellation{ls[0].cancellation(), {Key: ls[1].key}}
	if done, err := alice.Cancel(t.Context(), bob.Mailbox(), cs, nil, nil); !errors.Is(err, ErrNoHolder) || len(done) != 0 {
		t.Errorf("cancelled at %v, %v", done, err)
	}
	bob.holds(t, ls[1:]...)

	mine := newLetters(t, maxRecords+2, alice.Mailbox())
	bob.leave(t, mine...)
	found := 0
	err = alice.Find(t.Context(), alice, nil, func(f Found) {
		if f.Record.Mailbox == alice.Mailbox() && f.Holder == own.info.ID {
			found++
		}
	})
	if !errors.Is(err, ErrNoHolder) || found != len(mine) {
		t.Errorf("found %d of %d, %v", found, len(mine), err)
	}
	if err := alice.Release(t.Context(), alice, nil, []deposit.Key{mine[0].key, ls[1].key}); !errors.Is(err, ErrNoHolder) {
		t.Error(err)
	}
	bob.holds(t, ls[1:]...) // not hers to release
	if c := code(t, bob.refused(t, mine[0])); c != CodeGone {
		t.Errorf("a released record came back: code %d", c)
	}
}
