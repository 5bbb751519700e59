package outbox

import (
	"testing"
	"time"

	"restante/offline/direct"
)

func TestDelay(t *testing.T) {
	for attempts := range 40 {
		top := min(lastRetry, firstRetry<<min(max(attempts-1, 0), 20))
		var low, high int
		for range 1000 {
			d := delay(attempts)
			if d < time.Second || d >= time.Second+top {
				t.Fatalf("delay(%d) = %v, want within a second and %v more", attempts, d, top)
			}
			if d < time.Second+top/4 {
				low++
			}
			if d > time.Second+3*top/4 {
				high++
			}
		}
		if low < 150 || high < 150 {
			t.Errorf("delay(%d): %d in the lowest quarter, %d in the highest: no full jitter", attempts, low, high)
		}
	}
}

// The second attempt and all others are made when the table says so.
func TestAttemptsFollowTheSchedule(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.add(w.parcel("m", newPeer(t), newNode(t)))
		w.after(0)
		for range 20 {
			r, _ := w.row("m")
			before := len(w.direct.sent())
			w.after(time.Until(r.NextAttempt) - time.Microsecond)
			early := len(w.direct.sent())
			w.after(2 * time.Millisecond)
			sent := w.direct.sent()
			if early != before || len(sent) != before+1 {
				t.Fatalf("attempt %d: %d more before its time, %d after", r.Attempts+1, early-before, len(sent)-early)
			}
		}
		sent := w.direct.sent()
		for i := 1; i < len(sent); i++ {
			gap, top := sent[i].at.Sub(sent[i-1].at), min(lastRetry, firstRetry<<(i-1))
			if gap < time.Second || gap > time.Second+top+time.Millisecond {
				t.Errorf("%v between attempts %d and %d", gap, i, i+1)
			}
		}
	})
}

func TestExpiry(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.life = 24 * time.Hour
		node, dead := newNode(t), newNode(t)
		w.push.set(dead.ID, away)
		m, r := w.parcel("m", newPeer(t), node, dead), w.parcel("r", newPeer(t), dead)
		r.Class = Receipt
		w.add(m, r)
		w.after(w.life - time.Second)
		w.wantSeen("m 1 ")
		w.after(2 * time.Second)
		w.wantSeen("m 1 ", "m 5 ")
		w.wantNothing()
	})
}

// One that cannot be expired holds up nobody, and is not tried without a pause.
func TestTroubleWithOneParcel(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.seen.refuses("bad")
		bad := w.parcel("bad", newPeer(t))
		bad.Expires = time.Now().Add(time.Minute)
		good := w.parcel("good", newPeer(t))
		w.add(bad, good)
		w.after(2 * time.Minute)
		if n := len(w.seen.all()); n < 10 || n > 60 {
			t.Errorf("within a minute it was tried %d times", n)
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.after(time.Hour)
		if _, there := w.row("good"); there {
			t.Error("the other parcel was held up")
		}
		w.seen.refuses("")
		w.after(time.Minute)
		w.wantNothing()
	})
}

// A result that its observer refuses is void alone, not with its whole group.
func TestTroubleWithOneResult(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.seen.refuses("bad")
		node := newNode(t)
		w.add(w.parcel("a", newPeer(t), node), w.parcel("bad", newPeer(t), node), w.parcel("b", newPeer(t), node))
		w.after(0)
		for ref, want := range map[string]State{"a": Stored, "bad": Queued, "b": Stored} {
			if r, _ := w.row(ref); r.State != want {
				t.Errorf("%s has state %d, want %d", ref, r.State, want)
			}
		}
	})
}
