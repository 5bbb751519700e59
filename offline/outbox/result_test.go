package outbox

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/direct"
	"restante/offline/push"
)

func TestCustodyReceipts(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.life = 24 * time.Hour
		a, b := newNode(t), newNode(t)
		w.push.set(b.ID, away)
		w.add(w.parcel("m", newPeer(t), a, b))
		synctest.Wait()
		r, _ := w.row("m")
		if hs := w.holders("m"); r.State != Stored || len(hs) != 1 || hs[0].Node != a.ID || !hs[0].Until.Equal(r.Expires.Truncate(time.Second)) {
			t.Errorf("state %d, holders %v", r.State, hs)
		}
		w.push.set(b.ID, nil)
		w.after(time.Minute)
		if hs := w.holders("m"); len(hs) != 2 {
			t.Errorf("%d holders, want 2", len(hs))
		}
		if n := len(w.push.stored(a.ID, "")); n != 1 {
			t.Errorf("the node that signed was asked %d times", n)
		}
		w.wantSeen("m 1 ", "m 1 ") // one for each holder: people see who holds it
		w.after(w.life)
		if hs := w.holders("m"); len(hs) != 0 {
			t.Errorf("%v still hold it", hs)
		}
	})
}

func TestDelivered(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		a, b, dead := newNode(t), newNode(t), newNode(t)
		w.push.set(dead.ID, away)
		w.add(w.parcel("m", newPeer(t), a, b, dead))
		synctest.Wait()
		if w.push.holds() != 2 || w.files() != 1 {
			t.Fatalf("%d deposits, %d files", w.push.holds(), w.files())
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.after(5 * time.Second)
		w.wantSeen("m 1 ", "m 1 ", "m 3 ")
		if w.push.holds() != 0 || w.files() != 0 || w.count("parcel") != 0 || w.count("cancel") != 1 {
			t.Errorf("%d deposits, %d files, %d parcels, %d cancels are left", w.push.holds(), w.files(), w.count("parcel"), w.count("cancel"))
		}
		w.push.set(dead.ID, nil) // its deposit may have come through without an answer
		w.after(2 * time.Hour)
		w.wantNothing()
		if n := len(w.push.cancels); n != 3 {
			t.Errorf("%d cancels, want 3", n)
		}
	})
}

func TestRefused(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.direct.says(direct.Answer{Outcome: direct.Refused, Reason: "go away"}, 0)
		w.add(w.parcel("m", newPeer(t)))
		synctest.Wait()
		w.wantSeen("m 4 go away")
		w.wantNothing()
	})
}

func TestBusyIsAskedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.direct.says(direct.Answer{Outcome: direct.Busy}, 0)
		w.add(w.parcel("m", newPeer(t)))
		w.after(time.Minute)
		if n := len(w.direct.sent()); n < 3 {
			t.Errorf("%d attempts", n)
		}
		w.wantSeen()
	})
}

// What the recipient does not take yet keeps nothing behind it back, and is asked again.
func TestNotYetHoldsUpNothing(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to := newPeer(t)
		w.direct.says(direct.Answer{Outcome: direct.NotYet}, 0)
		w.add(w.parcel("m", to))
		w.add(w.parcel("n", to))
		w.after(time.Minute)
		asked := map[string]int{}
		for _, c := range w.direct.sent() {
			asked[c.what]++
		}
		if len(asked) != 2 {
			t.Errorf("asked %v", asked)
		}
		for m, n := range asked {
			if n < 3 {
				t.Errorf("%d bytes were asked of %d times", len(m), n)
			}
		}
		w.wantSeen()
	})
}

func TestRefusalOfAPushNode(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		never, later, mute := newNode(t), newNode(t), newNode(t)
		w.push.refuse[never.ID] = &push.Refusal{Code: push.CodeTooLarge, Reason: "too large", Permanent: true}
		w.push.refuse[mute.ID] = &push.Refusal{Code: push.CodeTooLarge, Permanent: true}
		w.push.refuse[later.ID] = &push.Refusal{Code: push.CodeMailboxFull, Reason: "full"}
		w.add(w.parcel("m", newPeer(t), never, later, mute))
		w.after(time.Minute)
		if a, b, c := len(w.push.stored(never.ID, "")), len(w.push.stored(later.ID, "")), len(w.push.stored(mute.ID, "")); a != 1 || b < 3 || c != 1 {
			t.Errorf("asked %d times for good, %d times for now, %d times without a reason", a, b, c)
		}
		if r, _ := w.row("m"); r.Refused == "" || r.State != Queued {
			t.Errorf("%+v", r)
		}
		w.add(w.parcel("n", newPeer(t), never)) // it concerned one parcel only
		synctest.Wait()
		if n := len(w.push.stored(never.ID, "")); n != 2 {
			t.Errorf("the node was asked %d times, want 2", n)
		}
	})
}

func TestReceiptParcelIsHandedOn(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		a, b := newNode(t), newNode(t)
		w.push.set(b.ID, away)
		p := w.parcel("r", newPeer(t), a, b)
		p.Class = Receipt
		w.add(p)
		w.after(time.Hour)
		r, ok := w.row("r")
		if !ok || r.State != HandedOn || w.files() != 0 || w.count("trash") != 0 || r.Attempts != 1 {
			t.Errorf("row %+v, %v; %d files", r, ok, w.files())
		}
		w.wantSeen()
		next := w.parcel("r", p.Peer, a, b)
		next.Class = Receipt
		w.add(next)
		synctest.Wait()
		if key, _ := w.recordKey(p); len(w.push.cancels) != 1 || w.push.cancels[0].what != key || w.push.holds() != 1 {
			t.Errorf("%d cancels, %d deposits: the older one was not taken back", len(w.push.cancels), w.push.holds())
		}
	})
}

func TestReceiptParcelIsDoneByAnAnswer(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.push.set(node.ID, away)
		for i, o := range []direct.Outcome{direct.Committed, direct.Refused} {
			w.direct.says(direct.Answer{Outcome: o, Reason: "no"}, 0)
			p := w.parcel(string(rune('a'+i)), newPeer(t), node)
			p.Class = Receipt
			w.add(p)
			synctest.Wait()
		}
		w.push.set(node.ID, nil)
		w.after(time.Minute)
		w.wantSeen()
		w.wantNothing()
	})
}

func TestHandOver(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node, no := newNode(t), newNode(t)
		w.push.set(node.ID, away)
		w.push.refuse[no.ID] = &push.Refusal{Code: push.CodeTooLarge, Permanent: true}
		p, hopeless, message := w.parcel("r", newPeer(t), node), w.parcel("h", newPeer(t), no), w.parcel("m", newPeer(t), node)
		p.Class, hopeless.Class = Receipt, Receipt
		w.add(p, hopeless, message)
		ctx, done := context.WithTimeout(context.Background(), 5*time.Second)
		defer done()
		if err := w.HandOver(ctx); err != context.DeadlineExceeded {
			t.Errorf("with a receipt left: %v", err)
		}
		w.push.set(node.ID, func(context.Context) error { <-time.After(time.Second); return nil })
		if err := w.HandOver(context.Background()); err != nil {
			t.Error(err)
		}
		if r, _ := w.row("r"); r.State != HandedOn {
			t.Errorf("HandOver returned before the receipt was handed over: %+v", r)
		}
	})
}
