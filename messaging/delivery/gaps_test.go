package delivery

import (
	"testing"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/inbox"
)

// A peer that leaves gaps on purpose does not make the set of what came grow without
// end: beyond the limit the lowest gap is closed, and what belongs there is too late.
func TestDeliberateGapsAreBounded(t *testing.T) {
	alice, bob := pair(t)
	var set ranges
	for n := uint64(2); len(set) < maxSpans; n += 2 {
		set = append(set, span{n, n})
	}
	top := set[len(set)-1].last
	bob.update(func(tx *vault.Tx) error { return putCame(tx, alice.id(), alice.run, came{set: set}) })
	gets := func(seq uint64) inbox.Outcome {
		return bob.gets(alice.forge(bob, envelope.Message{Seq: seq, Kind: envelope.KindChat}, payload{}))
	}
	if o := gets(1); o != inbox.Done {
		t.Errorf("outcome %d at the limit", o)
	}
	for i := range uint64(3) {
		if o := gets(top + 2*(i+1)); o != inbox.Done {
			t.Errorf("outcome %d beyond the limit", o)
		}
	}
	bob.view(func(tx *vault.Tx) error {
		c, err := readCame(tx, alice.id(), alice.run)
		if len(c.set) != maxSpans {
			t.Errorf("%d spans, want %d", len(c.set), maxSpans)
		}
		return err
	})
	if o := gets(3); o != inbox.Duplicate {
		t.Errorf("outcome %d in a gap that was closed", o)
	}
	if o := gets(top - 1); o != inbox.Done {
		t.Errorf("outcome %d in a gap that is open", o)
	}
}
