//go:build e2e

package main

import "testing"

// TestWindowStorage writes to Bob who is away, with a bucket that somebody deleted: the
// page Storage says what to do. Once there is a bucket again and the account was tried,
// the message lies there; left, the account gives it back, and Bob gets it.
func TestWindowStorage(t *testing.T) {
	s := bucket(t)
	w := people(t, t.TempDir(), "push,pubsub")
	said := w.converse()
	w.alice.must("POST", "/ob/storage/accounts", s.account, nil)
	w.bob.stop()
	w.alice.stop()

	win := openAt(t, w.alice)
	win.xdotool("key", "ctrl+3")
	win.shot("storage")
	win.click(680, 200) // the account
	calm := win.colour(130, 400)
	s.remove()
	win.xdotool("key", "ctrl+1")
	win.click(245, 216) // the first person there, below the reminder of the recovery words
	win.click(640, 786) // the composer
	before := win.picture()
	win.types("It lies there once there is room.")
	win.until("the message to show", func() bool { return win.picture() != before })
	win.xdotool("key", "ctrl+3")
	win.until("the trouble to show", func() bool { return win.colour(130, 400) != calm })
	win.shot("storage-trouble")
	s.make()
	win.click(171, 765) // Try now
	win.until("the message to lie there", func() bool { return s.blocks() >= 1 })
	win.shot("storage-tried")
	page := win.colour(640, 90)
	for _, y := range []int{765, 728} { // Leave; the page has a line more while something is on its way
		if win.colour(640, 90) == page { // not under a question yet
			win.click(718, y)
			win.shot("storage-leaving")
		}
	}
	win.click(805, 472) // in earnest
	win.until("an empty bucket", func() bool { return s.blocks() == 0 })
	win.shot("storage-left")
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, append(said, "It lies there once there is room."))
	win.close()
	w.alice.mustStart()
	w.end(t)
}
