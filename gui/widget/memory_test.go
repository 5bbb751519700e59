package widget

import (
	"runtime"
	"testing"
)

// TestScrollingThroughAllKeepsNoMemory goes up through 100,000 messages: what is
// kept near the end is what was kept near the beginning.
func TestScrollingThroughAllKeepsNoMemory(t *testing.T) {
	c, _ := conversation(t, many, true)
	var early uint64
	for steps := 0; c.older || c.view.first > 0; steps++ {
		c.ScrollBy(-2000)
		if early == 0 && number(c.items[0].ID) < many*4/5 {
			early = heap()
		}
		if steps > many {
			t.Fatal("the view never comes to the first message")
		}
	}
	if n := len(c.pool) + len(c.rows); n > 200 {
		t.Errorf("%d bubbles are kept", n)
	}
	if late := heap(); late > early+4<<20 {
		t.Errorf("%d KiB are kept at the end, %d near the beginning", late>>10, early>>10)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
