package messagingtest

import (
	"fmt"
	"net"
	"sync/atomic"
	"testing"

	"restante/messaging"
)

// doorbell is a listener that counts who calls, and hangs up.
type doorbell struct {
	rings atomic.Int64
	addr  string
}

func newDoorbell(t *testing.T) *doorbell {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	d := &doorbell{addr: fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", l.Addr().(*net.TCPAddr).Port)}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			d.rings.Add(1)
			c.Close()
		}
	}()
	return d
}

// How often strangers may have one address called: by a thousand pointers that name
// it, in three searches; and by a peer of the DHT that sends all who ask it there,
// while a message and its receipt travel.
const (
	callsByPointers = 100
	callsByDHT      = 100
)

// A stranger leaves a thousand pointers, each to another peer at the same
// address. Whoever lives there is not called a thousand times.
func TestPointersToOneVictim(t *testing.T) {
	w := New(t)
	w.User("carol")
	w.Hub("carol")
	bob := w.UserWithout("bob", messaging.Without{Push: true, Pubsub: true})
	victim := newDoorbell(t)
	m := w.mallory()
	var bodies [][]byte
	for i := range 1000 {
		at := fmt.Sprintf("%s/p2p/%s", victim.addr, nobody(t))
		bodies = append(bodies, m.sealed(bob, nothing(fmt.Sprint(i), at)))
	}
	t.Logf("%d of %d pointers were taken", m.points(bob.id, bodies...), len(bodies))
	for i := range 3 {
		bob.Looks()
		t.Logf("after search %d: %d calls", i+1, victim.rings.Load())
	}
	if n := victim.rings.Load(); n > callsByPointers {
		t.Errorf("the victim was called %d times, at most %d were expected", n, callsByPointers)
	}
}
