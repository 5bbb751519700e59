package inbox

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p"
	"restante/offline/pointer"
)

// What pointers lead to comes in once, and the pointers are released.
func TestFind(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		alice := newPeer(t)
		one, again := d.leave(t, "one", alice), d.leave(t, "one", alice)
		w.start()
		w.wantCame("one")
		if !d.cleared[one] || !d.cleared[again] {
			t.Error("a pointer was not released")
		}
		d.leave(t, "two", alice)
		w.after(findEvery + time.Second)
		w.wantCame("one", "two")
		d.leave(t, "three", alice)
		if n, err := w.Scan(t.Context()); n != 1 || err != nil {
			t.Errorf("a scan found %d, %v", n, err)
		}
	})
}

// Twenty pointers that lead nowhere delay the live one by nothing.
func TestDeadPointers(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		for i := range 20 {
			dead := newPeer(t)
			d.away[dead] = true
			d.leave(t, fmt.Sprint("dead ", i), dead)
		}
		d.leave(t, "alive", newPeer(t))
		began := time.Now()
		w.start()
		w.wantCame("alive")
		if waited := time.Since(began); waited != 0 {
			t.Errorf("it took %v", waited)
		}
		d.set(func() { clear(d.away) })
		w.after(findEvery)
		if n := len(w.got.came()); n != 21 {
			t.Errorf("%d came", n)
		}
	})
}

// Ten thousand pointers to one victim are no reason to call it often, nor to be
// late for others.
func TestFloodOfPointers(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		victim := newPeer(t)
		d.away[victim] = true
		for i := range findMax - 1 {
			d.leave(t, fmt.Sprint(i), victim)
		}
		d.leave(t, "alive", newPeer(t))
		w.start()
		w.after(fetchLimit + time.Second)
		w.wantCame("alive")
		if n := d.fetches[victim]; n > perSource {
			t.Errorf("the victim was asked %d times", n)
		}
	})
}

// A sender with many messages is not slowed down, nor is everything asked at once.
func TestManyFromOne(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		alice := newPeer(t)
		for i := range 300 {
			d.leave(t, fmt.Sprint(i), alice)
		}
		w.start()
		if n := len(w.got.came()); n != 300 || d.most > perSource {
			t.Errorf("%d came, %d at a time", n, d.most)
		}
	})
}

// What is not ours is opened once a day.
func TestForeignPointers(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		d.put(t, []byte("for somebody else"))
		d.put(t, append(make([]byte, 20), 0)) // opens, and says nothing
		w.start()
		if marks := w.marks(); marks != 2 {
			t.Errorf("%d marks", marks)
		}
		w.after(findEvery + time.Second)
		w.wantCame()
		if len(d.fetches) != 0 || d.released() != 0 {
			t.Error("something was fetched or released")
		}
	})
}

// While nobody can be asked it is tried often, and at once when somebody comes.
func TestFindAlone(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		d.alone = true
		w.start()
		w.after(time.Minute)
		if d.finds < 3 || d.finds > 8 {
			t.Errorf("%d searches in a minute", d.finds)
		}
		d.set(func() { d.alone = false })
		d.leave(t, "hello", newPeer(t))
		w.Bus.Publish(p2p.DHTReached{})
		synctest.Wait()
		w.wantCame("hello")
		finds := d.finds
		w.Bus.Publish(p2p.DHTReached{})
		synctest.Wait()
		if d.finds != finds {
			t.Error("each peer that comes causes a search")
		}
	})
}

// What could not be stored is not released.
func TestFindFullDisk(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		w.got.fail = 2
		d.leave(t, "one", newPeer(t))
		w.start()
		if d.released() != 0 {
			t.Error("it was released before it was stored")
		}
		w.after(findEvery + time.Second)
		if !slices.Equal(w.got.came(), []string{"one"}) || d.released() != 1 {
			t.Errorf("%q came, %d released", w.got.came(), d.released())
		}
	})
}

// Strangers' pointers at our own holder call for a search each. They get a few at
// once, and then one now and then, and the last of them is not forgotten.
func TestCalledForSearches(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		w.start()
		before := d.finds
		for range 200 {
			w.Bus.Publish(pointer.Stored{Mailbox: w.Mailbox.Mailbox()})
			w.after(100 * time.Millisecond)
		}
		if n := d.finds - before; n < findBurst || n > findBurst+int(20*time.Second/findDistance)+1 {
			t.Errorf("200 calls in 20 s led to %d searches", n)
		}
		d.leave(t, "the last of them", newPeer(t))
		w.Bus.Publish(pointer.Stored{Mailbox: w.Mailbox.Mailbox()})
		w.after(findDistance + time.Second)
		w.wantCame("the last of them")
	})
}
