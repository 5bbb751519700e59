//go:build e2e

package main

import "testing"

// TestWindowFollowsALink: Bob, whom Alice knows, sends her word of Carol. She adds Carol by
// the button below the message; then she writes a thought that she does not finish, and it
// is there when she comes back, though the computer was shut down in the middle of it.
func TestWindowFollowsALink(t *testing.T) {
	w := newTown(t, t.TempDir())
	w.carol = w.joins(t.TempDir(), "carol")
	alice, carol := w.alice.ready.PeerID, w.carol.ready.PeerID
	w.bob.add(w.carol.link())
	w.carol.add(w.bob.link())
	var given struct{ Link string }
	w.bob.must("POST", "/ob/introductions", map[string]string{"peerId": carol, "to": alice}, &given)
	w.bob.sends(alice, []string{"This is Carol:\n" + given.Link})
	w.bob.allAre(alice, 1, "delivered", "read")
	w.alice.stop()

	win := openAt(t, w.alice)
	win.click(245, 216)
	win.shot("link-message")
	win.click(590, 714) // the button below the message
	win.shot("link-question")
	win.keys("Return")
	win.shot("link-added")
	win.xdotool("type", "Bob says that you make mugs")
	win.until("the last letter", func() bool { return win.copied() == "Bob says that you make mugs" })
	win.close() // not half a second later, as a rule: what is written down by itself after a while is the same

	win = openAt(t, w.alice)
	win.click(245, 216)
	win.shot("link-draft")
	win.keys("Return")
	win.until("the message to leave", func() bool { return len(w.carol.messages(alice)) == 1 })
	win.shot("link-sent")
	win.close()
	if m := w.carol.messages(alice)[0]; m.Message != "Bob says that you make mugs" {
		t.Errorf("Carol got %q", m.Message)
	}
	w.alice.mustStart()
	var known []struct{ PeerID string }
	w.alice.must("GET", "/ob/contacts", nil, &known)
	if len(known) != 2 || known[1].PeerID != carol {
		t.Errorf("Alice knows %+v", known)
	}
	w.end(t)
}
