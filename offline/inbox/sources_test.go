package inbox

import (
	"testing"
	"time"

	"restante/node/ipfs"
)

// Somebody who is away is left alone for a minute. Who is there and only lacks a block,
// because another took its place meanwhile, gives that one to the next search.
func TestWhoIsLeftAlone(t *testing.T) {
	for name, away := range map[string]bool{"away": true, "there": false} {
		t.Run(name, func(t *testing.T) {
			finding(t, func(t *testing.T, w *world, d *field) {
				alice := newPeer(t)
				d.set(func() { d.away[alice] = away })
				d.leave(t, "replaced", alice)
				delete(d.blocks, ipfs.CID([]byte("replaced")))
				w.start()
				w.after(fetchLimit) // it was in vain
				d.set(func() { delete(d.away, alice) })
				d.leave(t, "the next", alice)
				if n, err := w.Scan(t.Context()); err != nil || (n == 1) == away {
					t.Errorf("the next search found %d, %v", n, err)
				}
				w.after(shunFor)
				if n, err := w.Scan(t.Context()); err != nil || (n == 0) == away {
					t.Errorf("a minute later it found %d, %v", n, err)
				}
				w.after(time.Second)
			})
		})
	}
}
