package outbox

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// sealers notes for which mailbox each body is sealed.
type sealers struct {
	cards
	sealed map[deposit.Mailbox]int
}

func (s sealers) SealBody(_ context.Context, _ peer.ID, m deposit.Mailbox, body []byte) ([]byte, error) {
	s.sealed[m]++
	return body, nil
}

// What goes to several mailboxes of one recipient is sealed, pointed to, published and
// taken back for each mailbox by itself.
func TestMailboxesOfOneRecipient(t *testing.T) {
	crying(t, func(t *testing.T, w *world, topics *fakeTopics) {
		d, s := newDHT(newPeer(t), newPeer(t)), sealers{cards{}, make(map[deposit.Mailbox]int)}
		w.Pointers, w.Recipients = d, s
		w.restart()
		to := newPeer(t)
		var ps []Parcel
		for i, ref := range []string{"a", "b", "c"} {
			p := w.parcel(ref, to)
			p.Mailbox = deposit.Mailbox{byte(7 + i/2)} // a and b share one
			ps = append(ps, p)
		}
		w.update(func(tx *vault.Tx) error { return errors.Join(w.Add(tx, ps[0]), w.Add(tx, ps[1]), w.Add(tx, ps[2])) })
		w.after(time.Minute)
		a, c := ps[0].Mailbox, ps[2].Mailbox
		if n := d.puts.Load(); n < 2 || n > 3 { // the first may be put before the second is there
			t.Errorf("%d puts for two mailboxes", n)
		}
		if s.sealed[a] != 2 || s.sealed[c] != 1 || d.copies() != 6 {
			t.Errorf("sealed %v, %d copies", s.sealed, d.copies())
		}
		said, watched := topics.count(c.Topic())
		topics.join(c.Topic(), to)
		synctest.Wait()
		if again, _ := topics.count(c.Topic()); watched != 2 || again != said+1 {
			t.Errorf("%d published, then %d; %d mailboxes watched", said, again, watched)
		}
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "c") })
		topics.join(c.Topic(), to)
		w.after(time.Minute)
		if _, watched := topics.count(c.Topic()); watched != 1 || d.copies() != 4 {
			t.Errorf("%d mailboxes watched, %d copies", watched, d.copies())
		}
	})
}
