package push

import (
	"errors"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/offline/deposit"
)

func TestUnreachableNode(t *testing.T) {
	n := newNode(t, Limits{})
	n.Close()
	n.host.Close()
	alice := newUser(t)
	l := newLetter(t, alice.Mailbox(), 10)
	results, err := alice.Store(t.Context(), n.info, []Deposit{l.Deposit})
	if !errors.Is(err, p2p.ErrUnreachable) || !errors.Is(results[0].Err, p2p.ErrUnreachable) {
		t.Errorf("Store() = %v, %v", results, err)
	}
	if len(alice.nodes) != 0 {
		t.Error("a node that cannot be reached is remembered")
	}
	if _, err := alice.Test(t.Context(), newNode(t, Limits{}).info); err != nil {
		t.Errorf("another node: %v", err)
	}
}

func TestLinesAreKeptAndReplaced(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	idle := func() []*line { return bob.nodes[n.info.ID].idle }
	first := idle()[0]
	bob.list(t, n)
	if len(idle()) != 1 || idle()[0] != first {
		t.Error("a second stream was opened for the second call")
	}
	first.stream.Reset()
	bob.list(t, n)
	n.host.Libp2p().Network().ClosePeer(bob.host.ID())
	bob.store(t, n, newLetter(t, bob.Mailbox(), 10))
	bob.Client.Close()
	if _, err := bob.Test(t.Context(), n.info); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// A refused GET leaves answers on the way that no later call may read.
func TestLineOutOfStepIsDropped(t *testing.T) {
	calls := 0
	n := fake(t, func(s *p2p.Stream) error {
		if err := greet(s); err != nil {
			return err
		}
		for {
			if _, err := s.ReceiveBytes(); err != nil {
				return nil
			}
			calls++
			if err := s.Send(refusalResponse(refuse(CodeBusy, "busy"))); err != nil {
				return err
			}
		}
	})
	alice := newUser(t)
	cids := make([]cid.Cid, 3*deposit.MaxBatch)
	for i := range cids {
		cids[i] = ipfs.CID([]byte{byte(i)})
	}
	if _, err := alice.Get(t.Context(), n.info, alice, cids); code(t, err) != CodeBusy {
		t.Errorf("Get(): %v", err)
	}
	if len(alice.nodes) != 0 {
		t.Error("the stream is kept")
	}
}
