package ipfs

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"github.com/ipfs/go-cid"
)

func TestGetFromAPeer(t *testing.T) {
	served, client := pair(t, quicHere)
	data := random(t, 8<<10)
	got, err := client.Get(t.Context(), served.put(data), 8<<10)
	if err != nil || string(got) != string(data) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

// The stock limits lose some of the blocks for good once more than 64 are under
// way, on either transport.
func TestManyBlocksLoseNone(t *testing.T) {
	const blocks, size = 1500, 8 << 10
	for name, listen := range map[string]string{"quic": quicHere, "tcp": tcpHere} {
		t.Run(name, func(t *testing.T) {
			served, client := pair(t, listen)
			wanted := make(map[cid.Cid]bool)
			var cids []cid.Cid
			for range blocks {
				c := served.put(random(t, size))
				wanted[c] = true
				cids = append(cids, c)
			}
			err := client.GetMany(t.Context(), cids, size, func(c cid.Cid, data []byte) error {
				if !wanted[c] || CID(data) != c {
					t.Error("a block that was not asked for")
				}
				delete(wanted, c)
				return nil
			})
			if err != nil || len(wanted) > 0 {
				t.Errorf("%d of %d blocks are missing: %v", len(wanted), blocks, err)
			}
		})
	}
}

// Single gets at once must not exceed what is safe either.
func TestManyGetsAtOnce(t *testing.T) {
	served, client := pair(t, quicHere)
	var group sync.WaitGroup
	for range 600 {
		c := served.put(random(t, 8<<10))
		group.Go(func() {
			if _, err := client.Get(t.Context(), c, 8<<10); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestLargerThanExpectedIsRefused(t *testing.T) {
	served, client := pair(t, quicHere)
	local := new(memory)
	client.stores.list = append(client.stores.list, local)
	for name, store := range map[string]*memory{"of a peer": served, "of a store": local} {
		if _, err := client.Get(t.Context(), store.put(random(t, 1001)), 1000); !errors.Is(err, ErrTooLarge) {
			t.Errorf("a block %s: error %v, want ErrTooLarge", name, err)
		}
	}
}

// A store with other bytes under a name is as good as one without: its exchange
// does not serve them, and does not return them.
func TestOtherBytesAreNeverServed(t *testing.T) {
	served, client := pair(t, quicHere)
	data := random(t, 100)
	c := CID(data)
	served.lie(c, random(t, 100))
	local := new(memory)
	local.lie(c, data[:99])
	client.stores.list = append(client.stores.list, local)

	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan error)
	go func() {
		_, err := client.Get(ctx, c, 100)
		got <- err
	}()
	// Once a later request is answered the earlier one was seen too.
	if _, err := client.Get(ctx, served.put(random(t, 10)), 10); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-got; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the wait to go on", err)
	}
}

func TestDamagedStoreDoesNotHideAPeer(t *testing.T) {
	served, client := pair(t, quicHere)
	data := random(t, 100)
	local := new(memory)
	local.lie(served.put(data), nil)
	client.stores.list = append(client.stores.list, local)
	got, err := client.Get(t.Context(), CID(data), 100)
	if err != nil || string(got) != string(data) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

func TestLocalBlockNeedsNoNetwork(t *testing.T) {
	local := new(memory)
	client := newExchange(t, newHost(t, quicHere), local)
	data := random(t, 100)
	c := local.put(data)
	client.swap.Close() // a fetch would fail now
	if got, err := client.Get(t.Context(), c, 100); err != nil || string(got) != string(data) {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

func TestGetEnds(t *testing.T) {
	client := newExchange(t, newHost(t, quicHere))
	nowhere := CID([]byte("nowhere"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.Get(ctx, nowhere, 100); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context: %v", err)
	}
	ended := make(chan error)
	go func() {
		_, err := client.Get(t.Context(), nowhere, 100)
		ended <- err
	}()
	client.Close()
	if err := <-ended; !errors.Is(err, ErrClosed) {
		t.Errorf("a closed exchange: %v", err)
	}
}

func TestBlockThatComesLater(t *testing.T) {
	a, b := newHost(t, quicHere), newHost(t, quicHere)
	served := new(memory)
	newExchange(t, a, served)
	client := newExchange(t, b)
	c := served.put(random(t, 100))
	got := make(chan error)
	go func() {
		_, err := client.Get(t.Context(), c, 100)
		got <- err
	}()
	if err := b.Connect(t.Context(), a.Info()); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Error(err)
	}
}

// Peers ask everybody for everything: a no must not read a store.
func TestUnknownBlocksAreNotRead(t *testing.T) {
	m := new(memory)
	s := stores{list: []Store{m}, log: slog.New(slog.DiscardHandler)}
	c := CID([]byte("unknown"))
	if has, err := s.Has(t.Context(), c); has || err != nil {
		t.Error(has, err)
	}
	if _, err := s.GetSize(t.Context(), c); err == nil {
		t.Error("a size for an unknown block")
	}
	if m.asked > 0 {
		t.Error("the store was read")
	}
}
