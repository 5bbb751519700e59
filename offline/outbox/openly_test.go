package outbox

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// A push node that does not know the mailbox of the pair takes a deposit for the public
// one, and gives it back; where both are unknown it stays a refusal.
func TestAddressedOpenly(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node, bob := newNode(t), newPeer(t)
		p := w.parcel("a", bob, node)
		public := p.Mailbox
		p.Mailbox = deposit.Mailbox{1, 2, 3}
		w.push.serves = func(m deposit.Mailbox) bool { return m == public }
		w.add(p)
		w.after(time.Second)
		if r, _ := w.row("a"); r.State != Stored || w.push.holds() != 1 {
			t.Errorf("%+v; %d deposits", r, w.push.holds())
		}
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "a") })
		synctest.Wait()
		if n := w.push.holds(); n != 0 {
			t.Errorf("%d deposits are left", n)
		}
		w.push.serves = func(deposit.Mailbox) bool { return false }
		q := w.parcel("b", bob, node)
		q.Mailbox = p.Mailbox
		w.add(q)
		w.after(10 * time.Second)
		if n := len(w.push.stored(node.ID, string(q.Sealed))); n < 2 || n > 10 {
			t.Errorf("it was offered %d times in ten seconds", n)
		}
	})
}
