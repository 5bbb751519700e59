package direct

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

func TestAnswers(t *testing.T) {
	alice, bob := newPair(t)
	for _, want := range []Answer{
		{Outcome: Committed},
		{Outcome: Refused, Reason: "you are blocked"},
		{Outcome: Busy},
	} {
		bob.answer = func([]byte) Answer { return want }
		got, err := alice.Send(t.Context(), bob.host.ID(), mailboxOf(t, bob), []byte("sealed"))
		if err != nil || got != want {
			t.Errorf("Send() = %v, %v; want %v", got, err, want)
		}
	}
}

// The answer comes after the receiver is done, never before.
func TestAnswerWaitsForTheCommit(t *testing.T) {
	alice, bob := newPair(t)
	entered, committed := make(chan struct{}), make(chan struct{})
	bob.answer = func([]byte) Answer { close(entered); <-committed; return Answer{Outcome: Committed} }
	answered := make(chan Answer, 1)
	go func() {
		a, _ := alice.Send(context.Background(), bob.host.ID(), mailboxOf(t, bob), []byte("sealed"))
		answered <- a
	}()
	<-entered
	select {
	case a := <-answered:
		t.Fatalf("answered %v before the commit", a)
	default:
	}
	close(committed)
	if a := <-answered; a.Outcome != Committed {
		t.Fatalf("answer = %v", a)
	}
}

func TestSizes(t *testing.T) {
	alice, bob := newPair(t)
	to, m := bob.host.ID(), mailboxOf(t, bob)
	if a, err := alice.Send(t.Context(), to, m, make([]byte, MaxSealed)); err != nil || a.Outcome != Committed {
		t.Errorf("the largest message: %v, %v", a, err)
	}
	for _, size := range []int{0, MaxSealed + 1} {
		if _, err := alice.Send(t.Context(), to, m, make([]byte, size)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	if err := alice.SendHint(t.Context(), to, make([]byte, MaxHint+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("long hint: %v", err)
	}
}

func TestConcurrentSenders(t *testing.T) {
	alice, bob := newPair(t)
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{1}, []byte("x")); err != nil || a.Outcome != Committed {
				t.Errorf("Send() = %v, %v", a, err)
			}
		})
	}
	wg.Wait()
	if n := bob.received(); n != 32 {
		t.Errorf("%d of 32 arrived", n)
	}
}

func TestHint(t *testing.T) {
	alice, bob := newPair(t)
	// A hint does not wait behind a message that is being committed.
	entered, hold := make(chan struct{}), make(chan struct{})
	bob.answer = func([]byte) Answer { close(entered); <-hold; return Answer{Outcome: Committed} }
	var wg sync.WaitGroup
	wg.Go(func() { alice.Send(context.Background(), bob.host.ID(), deposit.Mailbox{}, []byte("x")) })
	<-entered
	if err := alice.SendHint(t.Context(), bob.host.ID(), []byte("typing")); err != nil {
		t.Fatal(err)
	}
	if got := <-bob.hints; string(got) != "typing" {
		t.Errorf("hint = %q", got)
	}
	close(hold)
	wg.Wait()
	if err := alice.SendHint(t.Context(), newHost(t).ID(), nil); !errors.Is(err, ErrNotConnected) {
		t.Errorf("hint to a stranger: %v", err)
	}
}

func TestCard(t *testing.T) {
	alice, bob := newPair(t)
	if _, err := alice.Card(t.Context(), bob.host.ID()); !errors.Is(err, ErrNoCard) {
		t.Errorf("without a card: %v", err)
	}
	bob.ServeCard(func(_ context.Context, asker peer.ID) ([]byte, error) { return []byte("for " + asker), nil })
	got, err := alice.Card(t.Context(), bob.host.ID())
	if err != nil || string(got) != "for "+string(alice.host.ID()) {
		t.Errorf("Card() = %q, %v", got, err)
	}
	bob.ServeCard(func(context.Context, peer.ID) ([]byte, error) { return nil, errors.New("no") })
	if _, err := alice.Card(t.Context(), bob.host.ID()); !errors.Is(err, ErrNoCard) {
		t.Errorf("with a failing source: %v", err)
	}
}
