package outbox

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/push"
)

// A push node that lost its disk gets everything again, within a day, and nobody
// sees a change: it was stored and is stored.
func TestLostDisk(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		w.add(w.parcel("a", to, node), w.parcel("b", to, node))
		w.after(time.Minute)
		w.push.loses()
		w.after(checkEvery + checkLook)
		if w.push.holds() != 2 || len(w.holders("a")) != 1 {
			t.Errorf("it holds %d, want 2; holders of a: %v", w.push.holds(), w.holders("a"))
		}
		w.wantStored("a", "b")
	})
}

// The day is counted on disk: a computer that is on for some hours only asks as well.
func TestLostDiskOfWhoIsOffAtNight(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.add(w.parcel("a", newPeer(t), newNode(t)))
		w.after(time.Minute)
		w.push.loses()
		for range 2 { // on for eight hours, off for four
			if w.push.holds() != 0 {
				t.Error("it asks much sooner than within a day")
			}
			w.after(8 * time.Hour)
			w.Close()
			w.after(4 * time.Hour)
			w.Outbox = New(w.Options)
			w.start()
		}
		if w.push.holds() != 1 {
			t.Error("the push node was not asked")
		}
		w.wantStored("a")
	})
}

// A word that has run out counts no more: who signed is asked at once.
func TestWordsThatRanOut(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.add(w.parcel("a", newPeer(t), newNode(t)))
		w.after(time.Minute)
		w.push.loses()
		w.update(func(tx *vault.Tx) error {
			return tx.Do("shortening", `UPDATE target SET held_until = ?`, time.Now().Add(time.Hour).UnixNano())
		})
		w.after(time.Hour + checkLook)
		if w.push.holds() != 1 || len(w.holders("a")) != 1 {
			t.Errorf("it holds %d; holders: %v", w.push.holds(), w.holders("a"))
		}
	})
}

// One that has no room any more is believed no longer: the parcel is on this
// computer only, and says so until it is taken again.
func TestEvicted(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node, other := newNode(t), newNode(t)
		w.add(w.parcel("one", newPeer(t), node), w.parcel("two", newPeer(t), node, other))
		w.after(time.Minute)
		w.push.losesAt(node.ID)
		w.push.setRefusal(node.ID, &push.Refusal{Code: push.CodeMailboxFull, Reason: "full"})
		w.Check(node.ID)
		synctest.Wait()
		if r, _ := w.row("one"); r.State != Queued || len(w.holders("one")) != 0 {
			t.Errorf("one is %+v with holders %v", r, w.holders("one"))
		}
		if r, _ := w.row("two"); r.State != Stored || len(w.holders("two")) != 1 {
			t.Errorf("two is %+v with holders %v", r, w.holders("two"))
		}
		if log := w.seen.all(); log[len(log)-1] != "one 0 " {
			t.Errorf("the observer saw %q", log)
		}
		w.push.setRefusal(node.ID, nil)
		w.after(2 * time.Hour)
		if len(w.holders("one")) != 1 || len(w.holders("two")) != 2 {
			t.Error("it was not offered again")
		}
	})
}

// What was collected is not offered for ever: the push node says that it is gone.
func TestCollected(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.add(w.parcel("a", newPeer(t), node))
		w.after(time.Minute)
		w.push.losesAt(node.ID)
		w.push.setRefusal(node.ID, &push.Refusal{Code: push.CodeGone, Reason: "gone", Permanent: true})
		w.Check(node.ID)
		synctest.Wait()
		if r, _ := w.row("a"); r.State != Queued || r.Refused == "" || r.Refused == "gone" {
			t.Errorf("it is %+v", r)
		}
		before := len(w.push.stored(node.ID, ""))
		w.after(48 * time.Hour)
		if n := len(w.push.stored(node.ID, "")); n != before {
			t.Errorf("it was offered %d times more", n-before)
		}
	})
}

// A push node that cannot be asked is believed.
func TestCheckWithoutAnswer(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.add(w.parcel("a", newPeer(t), node))
		w.after(time.Minute)
		w.push.set(node.ID, hang)
		w.after(checkEvery + time.Minute)
		w.wantStored("a")
	})
}

// The parcel before is taken back only once the one that replaces it is held.
func TestReplacedLast(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node, other := newPeer(t), newNode(t), newNode(t)
		old := w.parcel("a", to, node)
		w.add(old)
		w.after(time.Minute)
		w.push.setRefusal(node.ID, &push.Refusal{Code: push.CodeBusy, Reason: "busy"})
		w.add(w.parcel("a", to, node, other)) // as add does: in place of the first
		w.push.set(other.ID, away)
		w.after(time.Hour)
		w.restart() // which wakes everything else
		if len(w.push.cancels) != 0 || w.push.holds() != 1 {
			t.Fatalf("%d cancels, %d held: nobody holds the new one yet", len(w.push.cancels), w.push.holds())
		}
		w.push.set(other.ID, nil)
		w.after(2 * time.Hour)
		_, key := w.recordKey(old)
		if len(w.push.cancels) != 1 || w.push.cancels[0].what != string(key[:]) {
			t.Errorf("cancels: %v", w.push.cancels)
		}
	})
}

// When the one that replaces it is answered directly, the parcel before is taken
// back at once.
func TestReplacedAndAnswered(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		w.add(w.parcel("a", to, node))
		w.after(time.Minute)
		w.online[to] = true
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.add(w.parcel("a", to, node)) // in place of the first
		w.after(time.Second)
		if w.push.holds() != 0 {
			t.Errorf("%d are left at the push node", w.push.holds())
		}
		w.wantNothing()
	})
}

// A push node that asks for work gets it, and holds the record with the stamp;
// the cancel names that one.
func TestStamp(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		const bits = 6
		to, node := newPeer(t), newNode(t)
		p := w.parcel("a", to, node)
		w.push.wants(node.ID, bits)
		w.add(p)
		w.after(time.Hour)
		if w.push.holds() != 1 || len(w.holders("a")) != 1 {
			t.Fatalf("it holds %d", w.push.holds())
		}
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "a") })
		w.after(time.Hour)
		w.wantNothing()
		if w.push.holds() != 0 {
			t.Error("the record with the stamp was not taken back")
		}
	})
}

// One that asks for more than a few seconds of work goes without.
func TestTooMuchWork(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.push.wants(node.ID, stampMax+1)
		w.add(w.parcel("a", newPeer(t), node))
		w.after(time.Hour)
		if r, _ := w.row("a"); w.push.holds() != 0 || r.State != Queued {
			t.Errorf("it is %+v", r)
		}
	})
}

func (w *world) wantStored(refs ...string) {
	w.t.Helper()
	for _, ref := range refs {
		if r, ok := w.row(ref); !ok || r.State != Stored {
			w.t.Errorf("%s is %+v", ref, r)
		}
	}
	for _, line := range w.seen.all() {
		if line == refs[0]+" 0 " {
			w.t.Errorf("the observer saw %q", w.seen.all())
		}
	}
}
