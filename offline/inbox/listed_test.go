package inbox

import (
	"context"
	"testing"
	"time"

	"restante/node/ipfs"
	"restante/offline/deposit"
	"restante/offline/push"
)

// twin leaves one text behind a pointer and, under the same key, at a push node.
func twin(t *testing.T, d *field, n *fakeNode, text string) deposit.Key {
	t.Helper()
	k := d.leave(t, text, newPeer(t))
	n.mu.Lock()
	defer n.mu.Unlock()
	n.seq++
	n.entries = append(n.entries, push.Entry{Key: k, Seq: n.seq, CID: ipfs.CID([]byte(text)), Size: len(text)})
	n.blocks[ipfs.CID([]byte(text))] = []byte(text)
	return k
}

// What a push node gives is not fetched by its pointer too, and is released there.
func TestPushNodeBeforePointer(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		n := w.push.node(t)
		w.use(n)
		n.set("get", func(context.Context) error { <-time.After(200 * time.Millisecond); return nil })
		var keys []deposit.Key
		for _, text := range letters(100) {
			keys = append(keys, twin(t, d, n, text))
		}
		d.leave(t, "by pointer alone", newPeer(t))
		w.start()
		w.after(findFirst + time.Second)
		w.wantCame(append(letters(100), "by pointer alone")...)
		fetches := 0
		for _, count := range d.fetches {
			fetches += count
		}
		if fetches != 2 { // the one, from its peer or the push node
			t.Errorf("%d peers were asked for blocks", fetches)
		}
		for _, k := range keys {
			if !d.cleared[k] {
				t.Fatal("a pointer was not released")
			}
		}
	})
}

// A push node that lists and does not give delays what pointers lead to by a few
// seconds, however long it goes on.
func TestListedAndWithheld(t *testing.T) {
	finding(t, func(t *testing.T, w *world, d *field) {
		n := w.push.node(t)
		w.use(n)
		n.set("get", hang)
		twin(t, d, n, "withheld")
		d.leave(t, "another", newPeer(t))
		w.start()
		w.after(claimFor)
		w.wantCame("another")
		for range 2 * int(findFirst/time.Second) {
			n.notices()
			w.after(time.Second)
		}
		w.wantCame("another", "withheld")
	})
}
