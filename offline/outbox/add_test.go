package outbox

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/push"
)

func TestAddRolledBack(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		no := errors.New("no")
		err := w.Vault.Update(context.Background(), "test", func(tx *vault.Tx) error {
			if err := w.Add(tx, w.parcel("a", newPeer(t), newNode(t))); err != nil {
				return err
			}
			return no
		})
		if !errors.Is(err, no) {
			t.Fatal(err)
		}
		w.after(time.Minute)
		if len(w.direct.sent()) != 0 || len(w.push.stores) != 0 {
			t.Error("a parcel that was never accepted was sent")
		}
		w.wantNothing()
	})
}

// Whoever is asked finds the attempt counted and the next one scheduled.
func TestAttemptIsCountedFirst(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		var tries int
		check := func() {
			r, ok := w.row("a")
			if !ok || r.Attempts < tries || !r.NextAttempt.After(time.Now()) {
				t.Errorf("during attempt %d the row is %+v, %v", tries, r, ok)
			}
		}
		w.direct.answer = func(context.Context, peer.ID, []byte) (direct.Answer, error) {
			tries++
			check()
			return direct.Answer{}, errAway
		}
		w.push.during = func(peer.ID, []push.Deposit) { check() }
		w.push.set(node.ID, away)
		w.add(w.parcel("a", newPeer(t), node))
		w.after(time.Minute)
		if r, _ := w.row("a"); tries < 3 || r.Attempts != tries {
			t.Errorf("%d attempts were made, %d are counted", tries, r.Attempts)
		}
	})
}

func TestHeadStart(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		w.online[to] = true
		w.direct.says(direct.Answer{Outcome: direct.Committed}, headStart-time.Millisecond)
		w.add(w.parcel("quick", to, node))
		w.after(headStart - 2*time.Millisecond)
		if w.files() != 0 {
			t.Error("a file was written during the head start")
		}
		w.after(time.Minute)
		w.wantSeen("quick 3 ")
		w.wantNothing()
		if len(w.push.asked) != 0 {
			t.Error("a push node was asked")
		}

		w.direct.says(direct.Answer{Outcome: direct.Committed}, headStart+time.Millisecond)
		began := time.Now()
		p := w.parcel("slow", to, node)
		w.add(p)
		w.after(time.Minute)
		if got := w.push.stored(node.ID, string(p.Sealed)); len(got) != 1 || got[0].at.Sub(began) != headStart {
			t.Errorf("the push node was asked %v, want once after the head start", got)
		}
	})
}

func TestBothWaysAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node, own := newPeer(t), newNode(t), newNode(t)
		w.own = []peer.AddrInfo{own, node, {ID: to}} // each node once, the recipient never
		w.direct.answer = func(ctx context.Context, _ peer.ID, _ []byte) (direct.Answer, error) {
			return direct.Answer{}, hang(ctx)
		}
		w.push.set(node.ID, hang)
		w.push.set(own.ID, hang)
		began := time.Now()
		p := w.parcel("a", to, node)
		w.add(p)
		synctest.Wait()
		sent, a, b := w.direct.sent(), w.push.stored(node.ID, ""), w.push.stored(own.ID, "")
		if len(sent) != 1 || len(a) != 1 || len(b) != 1 || len(w.push.stores) != 2 {
			t.Fatalf("at once: %d direct, %d and %d of %d at push nodes", len(sent), len(a), len(b), len(w.push.stores))
		}
		if sent[0].at != began || a[0].at != began || b[0].at != began || sent[0].what != string(p.Sealed) || a[0].what != string(p.Sealed) {
			t.Error("it was not sent at once, or is not the same")
		}
	})
}

func TestReplacedParcelIsTakenBack(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		first, second := w.parcel("a", to, node), w.parcel("a", to, node)
		w.add(first)
		synctest.Wait()
		w.add(second)
		synctest.Wait()
		if got := w.push.stored(node.ID, string(second.Sealed)); len(got) != 1 || w.push.holds() != 1 || w.files() != 1 {
			t.Errorf("stored %d times, %d deposits, %d files; want one each", len(got), w.push.holds(), w.files())
		}
		if len(w.push.cancels) != 1 || w.count("cancel") != 0 {
			t.Errorf("%d deposits were taken back, %d are left", len(w.push.cancels), w.count("cancel"))
		}
		w.wantSeen("a 1 ", "a 1 ") // once for each
	})
}

// What comes back for bytes that were replaced says nothing about the new ones.
func TestStaleResultsAreVoid(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		release := make(chan struct{})
		w.direct.answer = func(context.Context, peer.ID, []byte) (direct.Answer, error) {
			<-release
			return direct.Answer{Outcome: direct.Committed}, nil
		}
		first, second := w.parcel("a", to, node), w.parcel("a", to, node)
		w.push.during = func(_ peer.ID, ds []push.Deposit) {
			if string(ds[0].Block) == string(first.Sealed) {
				<-release
			}
		}
		w.add(first)
		synctest.Wait()
		w.direct.mu.Lock()
		w.direct.answer = nil
		w.direct.mu.Unlock()
		w.push.refuse[node.ID] = errAway
		w.add(second)
		synctest.Wait()
		w.push.mu.Lock()
		delete(w.push.refuse, node.ID)
		w.push.mu.Unlock()
		close(release) // an answer and a custody receipt
		w.results.put(result{job: job{ref: "a", digest: digest(first)}, node: node.ID, refused: "no"})
		synctest.Wait()
		if r, ok := w.row("a"); !ok || r.Refused != "" {
			t.Errorf("the new parcel is %+v, %v", r, ok)
		}
		w.wantSeen("a 1 ") // of the new one, whose turn came behind the old one
	})
}
