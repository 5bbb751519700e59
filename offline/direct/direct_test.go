package direct

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

var quiet = slog.New(slog.DiscardHandler)

// side is one peer with what it received.
type side struct {
	*Direct
	host *p2p.Host

	answer func(sealed []byte) Answer
	mu     sync.Mutex
	got    [][]byte
	hints  chan []byte
}

func newSide(t *testing.T) *side {
	t.Helper()
	h := newHost(t)
	s := &side{Direct: New(h, quiet), host: h, hints: make(chan []byte, 8)}
	s.answer = func([]byte) Answer { return Answer{Outcome: Committed} }
	s.Serve(s)
	t.Cleanup(s.Direct.Close)
	return s
}

func newHost(t *testing.T) *p2p.Host {
	t.Helper()
	words, err := identity.NewWords()
	if err != nil {
		t.Fatal(err)
	}
	k, err := identity.FromWords(words)
	if err != nil {
		t.Fatal(err)
	}
	h, err := p2p.New(p2p.Options{Key: k.Libp2p(), Loopback: true, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func (s *side) Message(_ context.Context, _ peer.ID, _ deposit.Mailbox, sealed []byte) Answer {
	s.mu.Lock()
	s.got = append(s.got, sealed)
	s.mu.Unlock()
	return s.answer(sealed)
}

func (s *side) Hint(_ context.Context, _ peer.ID, b []byte) { s.hints <- b }

func (s *side) received() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.got)
}

func connect(t *testing.T, a, b *p2p.Host) {
	t.Helper()
	if err := a.Connect(t.Context(), b.Info()); err != nil {
		t.Fatal(err)
	}
}

func newPair(t *testing.T) (alice, bob *side) {
	alice, bob = newSide(t), newSide(t)
	connect(t, alice.host, bob.host)
	return alice, bob
}

func mailboxOf(t *testing.T, s *side) deposit.Mailbox {
	t.Helper()
	m, err := deposit.MailboxOf(s.host.ID())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

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

// A receiver's panic costs its stream, not the program.
func TestPanickingReceiver(t *testing.T) {
	alice, bob := newPair(t)
	bob.answer = func(sealed []byte) Answer {
		if string(sealed) == "bad" {
			panic("no")
		}
		return Answer{Outcome: Committed}
	}
	if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("bad")); err == nil {
		t.Errorf("the panic was answered with %v", a)
	}
	if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("good")); err != nil || a.Outcome != Committed {
		t.Errorf("afterwards: %v, %v", a, err)
	}
}

func raw(t *testing.T, from, to *p2p.Host) *p2p.Stream {
	t.Helper()
	s, err := from.Open(t.Context(), to.ID(), Protocol, p2p.Limits{Frame: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Reset)
	return s
}

func TestHostileFrames(t *testing.T) {
	alice, bob := newPair(t)
	for name, frame := range map[string][]byte{
		"empty":          {},
		"no protobuf":    []byte("\xff\xff\xff"),
		"too large":      make([]byte, maxFrame+1),
		"bad mailbox":    []byte("\x0a\x05\x0a\x01x\x12\x00"),
		"unknown call":   {0x7a, 0x00},
		"message of nil": {0x0a, 0x00},
	} {
		s := raw(t, alice.host, bob.host)
		if err := s.SendBytes(frame); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b, err := s.ReceiveBytes(); err == nil {
			t.Errorf("%s was answered %x", name, b)
		}
	}
	if n := bob.received(); n != 0 {
		t.Errorf("%d bad messages reached the receiver", n)
	}
	if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("x")); err != nil || a.Outcome != Committed {
		t.Errorf("afterwards: %v, %v", a, err)
	}
}

// A peer that answers nonsense costs an error, and no memory.
func TestHostileAnswers(t *testing.T) {
	alice, mallory := newSide(t), newHost(t)
	connect(t, alice.host, mallory)
	answers := func(reply *pb.Reply) {
		mallory.Handle(Protocol, p2p.Limits{}, func(_ context.Context, s *p2p.Stream) error {
			if _, err := s.ReceiveBytes(); err != nil {
				return err
			}
			return s.Send(reply)
		})
	}
	large := cardToWire(make([]byte, MaxCard+1))
	for name, reply := range map[string]*pb.Reply{
		"nothing":        {},
		"card for text":  cardToWire([]byte("card")),
		"too large card": large,
	} {
		answers(reply)
		if a, err := alice.Send(t.Context(), mallory.ID(), deposit.Mailbox{}, []byte("x")); !errors.Is(err, ErrProto) {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	answers(large)
	if _, err := alice.Card(t.Context(), mallory.ID()); err == nil {
		t.Error("a card was accepted that is none")
	}
}

func TestRate(t *testing.T) {
	var r rate
	now := time.Unix(1000, 0)
	for i := range burst {
		if !r.allow("p", now) {
			t.Fatalf("message %d of a burst was not allowed", i)
		}
	}
	if r.allow("p", now) {
		t.Error("more than the burst was allowed")
	}
	if !r.allow("q", now) {
		t.Error("another peer is kept waiting too")
	}
	now = now.Add(time.Second)
	for i := range perSecond {
		if !r.allow("p", now) {
			t.Fatalf("message %d of the next second was not allowed", i)
		}
	}
	if r.allow("p", now) {
		t.Error("more than a second's worth was allowed")
	}
}

func TestRateForgets(t *testing.T) {
	var r rate
	now := time.Unix(1000, 0)
	for i := range 100 * purgeAt {
		now = now.Add(time.Millisecond)
		r.allow(peer.ID(strings.Repeat("x", i%7)+string(rune(i))), now)
	}
	if len(r.buckets) > 2*purgeAt {
		t.Errorf("%d peers are remembered", len(r.buckets))
	}
}

func TestTooManyMessages(t *testing.T) {
	alice, bob := newPair(t)
	bob.rate.buckets = map[peer.ID]*bucket{alice.host.ID(): {left: 0, at: time.Now().Add(time.Hour)}}
	a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("x"))
	if err != nil || a.Outcome != Busy || bob.received() != 0 {
		t.Errorf("over the rate: %v, %v, %d received", a, err, bob.received())
	}
}

func TestReasonIsShort(t *testing.T) {
	got, err := answerFromWire(answerToWire(Answer{Outcome: Refused, Reason: strings.Repeat("é", 1000)}))
	if err != nil || len(got.Reason) > maxReason || !bytes.HasPrefix([]byte(got.Reason), []byte("éé")) {
		t.Errorf("reason of %d bytes, %v", len(got.Reason), err)
	}
}
