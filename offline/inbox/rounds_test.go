package inbox

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/push"
)

// looked counts the searches for each of the further mailboxes, and how many there
// were at most within a quarter of an hour.
func (f *field) looked() (each map[deposit.Mailbox]int, most int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	each = make(map[deposit.Mailbox]int)
	var times []time.Time
	for _, a := range f.asked {
		if a.mailbox == (deposit.Mailbox{1}) {
			continue
		}
		each[a.mailbox]++
		times = append(times, a.at)
		from := slices.IndexFunc(times, func(at time.Time) bool { return a.at.Sub(at) < findEvery })
		most = max(most, len(times)-from)
	}
	return each, most
}

// However many mailboxes there are, so many searches are made and no more. Each has
// its turn, those that matter first and more often.
func TestRoundsAreBounded(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		w.Watch(slices.Concat(further(0, 300, Now), further(1000, 600, Near), further(2000, 600, Past), further(3000, 300, Later)))
		w.start()
		w.after(time.Minute)
		each, _ := d.looked()
		for i := range roundBurst {
			if each[named(i)] != 1 {
				t.Errorf("%d searches for mailbox %d", each[named(i)], i)
			}
		}
		w.after(8 * time.Hour)
		each, most := d.looked()
		if limit := roundBurst + int(findEvery/roundEvery) + 1; most > limit {
			t.Errorf("%d searches within a quarter of an hour, more than %d", most, limit)
		}
		for i, m := range map[string]deposit.Mailbox{"first": named(0), "last now": named(299), "last near": named(1599), "last past": named(2599)} {
			if each[m] == 0 {
				t.Errorf("the %s had no turn", i)
			}
		}
		if each[named(0)] <= each[named(2000)] || each[named(3000)] != 0 {
			t.Errorf("%d searches now, %d past, %d ahead of the time", each[named(0)], each[named(2000)], each[named(3000)])
		}
	})
}

// Where push nodes work, searches are rare; where they fail, they are not any more.
func TestRoundsAreRareBesidePushNodes(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		n := w.push.node(t)
		w.use(n)
		w.Watch(further(0, 500, Now))
		w.start()
		w.after(4 * time.Hour)
		_, most := d.looked()
		if limit := roundBurst + int(findEvery/roundRarely) + 1; most > limit {
			t.Errorf("%d searches within a quarter of an hour, more than %d", most, limit)
		}
		n.set("list", away)
		n.set("subscribe", away)
		n.end <- errAway
		w.after(2 * time.Hour)
		if _, more := d.looked(); more < int(findEvery/roundEvery)-1 {
			t.Errorf("%d searches within a quarter of an hour without push nodes", more)
		}
	})
}

// A few mailboxes are looked for like the public one, and what pointers to one of them
// lead to is opened, handed up and released as of that one.
func TestFindInMailboxes(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		alice := newPeer(t)
		d.box = named(1)
		d.leave(t, "one", alice)
		w.Watch(further(0, 3, Now))
		w.start()
		w.after(time.Minute)
		if w.wantCame("one"); w.got.from["one"] != named(1) || d.opened[named(1)] != 1 || d.freed[named(1)] != 1 || len(d.opened) != 1 {
			t.Errorf("from %v, opened %v, released %v", w.got.from, d.opened, d.freed)
		}
		d.leave(t, "two", alice)
		w.after(findEvery + time.Minute)
		w.wantCame("one", "two")
		d.leave(t, "three", alice)
		if n, err := w.Scan(t.Context()); n != 1 || err != nil {
			t.Errorf("a scan found %d, %v", n, err)
		}
		d.leave(t, "four", alice)
		w.after(findEvery + time.Minute)
		w.wantCame("one", "two", "three", "four")
	})
}

// A search that missed something is made again soon, and then less and less often.
func TestRoundsAgain(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		dead := newPeer(t)
		d.away[dead] = true
		d.box = named(0)
		d.leave(t, "late", dead)
		w.Watch(further(0, 1, Past))
		w.start()
		w.after(10 * time.Minute)
		if each, _ := d.looked(); each[named(0)] < 3 || each[named(0)] > 5 {
			t.Errorf("%d searches in 10 minutes", each[named(0)])
		}
		d.set(func() { clear(d.away) })
		w.after(20 * time.Minute)
		w.wantCame("late")
	})
}

// Who starts before anybody of the DHT is there looks again as soon as somebody is, in
// the further mailboxes too, whether an event tells of it or not.
func TestRoundsBeforeAnybodyIsThere(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		d.alone, d.box = true, named(0)
		d.leave(t, "hello", newPeer(t))
		w.Watch(further(0, 1, Now))
		w.start()
		w.after(findFirst / 2)
		d.set(func() { d.alone = false })
		w.after(2 * findFirst)
		w.wantCame("hello")
	})
}

// Waiting for somebody uses up nothing of the pace: then as many are looked for at once
// as ever, among them the last one that matters.
func TestRoundsKeepTheirPaceForLater(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		d.alone, d.box = true, named(roundBurst-1)
		d.leave(t, "hello", newPeer(t))
		w.Watch(further(0, roundBurst, Now))
		w.start()
		w.after(time.Minute)
		d.set(func() { d.alone = false })
		w.Bus.Publish(p2p.DHTReached{})
		synctest.Wait()
		w.wantCame("hello")
	})
}

// Everything counts as collected only when each mailbox was looked into since.
func TestDrainedOfMailboxes(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		var told []time.Time
		w.Options.Drained = func(_ context.Context, began time.Time) error { told = append(told, began); return nil }
		dead := newPeer(t)
		d.away[dead] = true
		d.box = named(7)
		d.leave(t, "late", dead)
		w.start()
		w.after(2 * time.Hour)
		if len(told) != 0 {
			t.Error("nobody has said yet which mailboxes there are")
		}
		w.Watch(slices.Concat(further(0, 9, Now), further(20, 9, Later)))
		w.after(5 * time.Hour)
		if len(told) != 0 {
			t.Error("one of the mailboxes was not emptied")
		}
		d.set(func() { clear(d.away) })
		back := time.Now()
		w.after(5 * time.Hour)
		if len(told) < 2 || told[0].Before(back) {
			t.Errorf("told of %v, back at %v", told, back)
		}
	})
}

// A push node that says it holds what it was never told of, or names other mailboxes,
// changes nothing for others.
func TestLiesAboutMailboxes(t *testing.T) {
	bubble(t, 2, func(t *testing.T, w *world, ns []*fakeNode) {
		liar, honest := ns[0], ns[1]
		liar.set("enrolled", func(context.Context) error { return push.ErrProto })
		w.Watch(further(0, 5, Now))
		liar.box = named(77)
		liar.leaves("to nobody")
		liar.notices()
		w.after(time.Minute)
		if len(honest.enrolled) != 5 || w.got.from["to nobody"] != named(77) {
			t.Errorf("%d enrolled at the other, from %v", len(honest.enrolled), w.got.from)
		}
	})
}
