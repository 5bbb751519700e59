package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/session"
)

// A stranger writes a contact's name on a block once an hour, for days: the resets that
// he causes, and those that are repeated, leave the two in one session that heals.
func TestForgeriesLeaveItHealing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLife(t)
		l.send(0)
		l.settle()
		l.sides[0].update(session.Restored) // and one reset is for good reason
		l.send(1)
		l.settle()
		before := l.sides[1].count(`SELECT coalesce(max(asked_at), 0) FROM reset`)
		for range 3 * 24 {
			<-time.After(askEvery)
			for who := range l.sides {
				l.do(step{what: "forge", who: who})
			}
			l.exchange()
		}
		for _, s := range l.sides {
			if n := s.count(`SELECT count(*) FROM session WHERE retired = 0`); n != 1 {
				t.Errorf("%d sessions are in use", n)
			}
		}
		if l.sides[1].count(`SELECT coalesce(max(asked_at), 0) FROM reset`) == before {
			t.Error("nobody is asked for another session")
		}
		must(t, l.heals())
	})
}

// Two offers cross, and one comes when the other has been answered: its recipient retires
// what its maker goes on to seal in, half of the times, and says so.
func TestLateOfferHeals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 6 {
			l := newLife(t)
			alice, bob := l.sides[0], l.sides[1]
			_, late := alice.send(bob.side, "early")
			_, p := bob.send(alice.side, "early")
			alice.gets(p.Sealed)
			bob.gets(alice.receipts()[0])
			bob.gets(late.Sealed)
			l.settle()
			l.send(0)
			l.send(1)
			l.settle()
			must(t, l.heals())
		}
	})
}
