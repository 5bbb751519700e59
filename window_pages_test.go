//go:build e2e

package main

import "testing"

// TestWindowPages writes to Bob who is there and reads it, turns on holding mail on
// the Network page and read receipts off in the settings, and finds all of it true
// when the folder is opened without a window.
func TestWindowPages(t *testing.T) {
	w := newTown(t, t.TempDir())
	alice, bob := w.alice.ready.PeerID, w.bob.ready.PeerID
	w.bob.sends(alice, []string{"Are you there?"})
	w.bob.allAre(alice, 1, "delivered")
	w.alice.stop()

	win := openAt(t, w.alice)
	win.click(245, 216) // the first person in the list, below the reminder of the recovery words
	win.click(640, 786) // the composer
	win.types("I am.")
	w.bob.until("the window's message", func() bool { return len(w.bob.messages(alice)) == 2 })
	w.bob.allAre(alice, 1, "read")
	before := win.picture()
	w.bob.must("POST", "/ob/markchatasread/"+alice, nil, nil)
	win.until("the message to be read", func() bool { return win.picture() != before })
	win.shot("read")

	win.xdotool("key", "ctrl+2")
	win.shot("network")
	win.click(1216, 549) // mail I hold for others
	win.shot("network-holding")
	win.xdotool("key", "ctrl+comma")
	win.click(154, 388) // privacy
	win.click(749, 218) // read receipts
	win.shot("settings-privacy")
	win.close()

	w.alice.mustStart()
	if ms := w.alice.messages(bob); len(ms) != 2 || ms[1].State != "read" {
		t.Errorf("the window's messages are %+v, want the second read", ms)
	}
	var holding struct{ On bool }
	var chosen struct{ ReadReceipts, Typing bool }
	w.alice.must("GET", "/ob/holding", nil, &holding)
	w.alice.must("GET", "/ob/settings", nil, &chosen)
	if !holding.On || chosen.ReadReceipts || !chosen.Typing {
		t.Errorf("holding is %+v, the settings are %+v", holding, chosen)
	}
	w.end(t)
}
