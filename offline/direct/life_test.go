package direct

import (
	"context"
	"errors"
	"testing"

	"restante/node/p2p"
	"restante/offline/deposit"
)

func TestUnreachable(t *testing.T) {
	alice := newSide(t)
	if _, err := alice.Send(t.Context(), newHost(t).ID(), deposit.Mailbox{}, []byte("x")); !errors.Is(err, p2p.ErrUnreachable) {
		t.Errorf("unknown peer: %v", err)
	}
	if len(alice.pipes) != 0 {
		t.Error("a failed call left its pipe behind")
	}
}

func TestNotServing(t *testing.T) {
	alice, bob := newSide(t), newHost(t)
	d := New(bob, quiet)
	connect(t, alice.host, bob)
	a, err := alice.Send(t.Context(), bob.ID(), deposit.Mailbox{}, []byte("x"))
	if err != nil || a.Outcome != Busy {
		t.Errorf("before Serve: %v, %v", a, err)
	}
	d.Close()
	d.Close()
	if a, err := alice.Send(t.Context(), bob.ID(), deposit.Mailbox{}, []byte("x")); err == nil && a.Outcome != Busy {
		t.Errorf("after Close: %v", a)
	}
	if _, err := d.Send(t.Context(), alice.host.ID(), deposit.Mailbox{}, []byte("x")); !errors.Is(err, ErrClosed) {
		t.Errorf("sending after Close: %v", err)
	}
}

// Close returns only when what the receiver has is answered for.
func TestCloseWaits(t *testing.T) {
	alice, bob := newPair(t)
	entered, hold := make(chan struct{}), make(chan struct{})
	bob.answer = func([]byte) Answer { close(entered); <-hold; return Answer{Outcome: Committed} }
	answered := make(chan Answer, 1)
	go func() {
		a, _ := alice.Send(context.Background(), bob.host.ID(), deposit.Mailbox{}, []byte("x"))
		answered <- a
	}()
	<-entered
	closed := make(chan struct{})
	go func() { bob.Direct.Close(); close(closed) }()
	select {
	case <-closed:
		t.Fatal("Close did not wait for the receiver")
	default:
	}
	close(hold)
	<-closed
	if a := <-answered; a.Outcome != Committed {
		t.Errorf("the message under way was answered %v", a)
	}
}

func TestCancelledSend(t *testing.T) {
	alice, bob := newPair(t)
	entered, hold := make(chan struct{}), make(chan struct{})
	bob.answer = func([]byte) Answer { close(entered); <-hold; return Answer{Outcome: Committed} }
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-entered; cancel() }()
	if _, err := alice.Send(ctx, bob.host.ID(), deposit.Mailbox{}, []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("Send() = %v", err)
	}
	close(hold)
}

func TestStreamIsKeptAndReplaced(t *testing.T) {
	alice, bob := newPair(t)
	to, m := bob.host.ID(), mailboxOf(t, bob)
	send := func() {
		t.Helper()
		if a, err := alice.Send(t.Context(), to, m, []byte("x")); err != nil || a.Outcome != Committed {
			t.Fatalf("Send() = %v, %v", a, err)
		}
	}
	send()
	kept := alice.pipes[lane{to, messages}].stream
	send()
	if alice.pipes[lane{to, messages}].stream != kept {
		t.Error("a second stream was opened for the second message")
	}
	kept.Reset()
	send()
	bob.host.Libp2p().Network().ClosePeer(alice.host.ID())
	connect(t, alice.host, bob.host)
	send()
}
