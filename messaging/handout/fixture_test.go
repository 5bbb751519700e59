package handout

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/handout/handouttest"
	"restante/node/vault"
	"restante/offline/outbox"
)

// side is one person's word for all contacts: a text, which is its own edition.
type side struct {
	*handouttest.Side
	word    string
	service *Service
	kept    map[peer.ID]note // of others
	faults  int              // that the next bodies are to have
}

// note is a word that came.
type note struct {
	version uint64
	word    string
}

// said is the event that there is another word.
type said struct{}

var (
	errFault = errors.New("a fault")
	errStore = errors.New("a full disk")
)

func newSide(t testing.TB) *side { return newSideOf(t, 0) }

func newSideOf(t testing.TB, renewAfter time.Duration) *side {
	t.Helper()
	s := &side{Side: handouttest.New(t, Schema), kept: make(map[peer.ID]note)}
	s.service = New(s.options(envelope.KindPicture))
	s.service.RenewAfter = renewAfter
	s.Service = s.service
	return s
}

func (s *side) options(k envelope.Kind) Options {
	return Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Contacts: s.Contacts, Delivery: s.Delivery, Kind: k,
		Edition: func(*vault.Tx) (string, error) { return s.word, nil }, Body: s.body, Keep: s.keep,
		Concerns: func(e any) bool { return e == said{} }}
}

func (s *side) body(_ *vault.Tx, word string, version uint64) ([]byte, error) {
	if s.faults > 0 {
		s.faults--
		return nil, errFault
	}
	return fmt.Appendf(nil, "%d %s.", version, word), nil
}

// keep takes what [side.body] wrote.
func (s *side) keep(_ *vault.Tx, in delivery.Incoming) error {
	var n note
	if string(in.Body) == "full" {
		return errStore
	}
	if _, err := fmt.Sscanf(string(in.Body), "%d %s", &n.version, &n.word); err != nil {
		return fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	if n.version > s.kept[in.Peer].version {
		s.kept[in.Peer] = n
	}
	return nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// friends are two contacts who have written to each other.
func friends(t testing.TB) (a, b *side) { return friendsOf(t, 0) }

func friendsOf(t testing.TB, renewAfter time.Duration) (a, b *side) {
	t.Helper()
	a, b = newSideOf(t, renewAfter), newSideOf(t, renewAfter)
	handouttest.Befriend(a.Side, b.Side)
	return a, b
}

// says makes another word one's own; "" is none.
func (s *side) says(word string) {
	s.word = word
	s.Bus.Publish(said{})
}

// brings carries what is given now.
func (s *side) brings(to *side) {
	s.T.Helper()
	s.Carry(to.Side, s.Gives()...)
}

// has wants the other side's word here.
func (s *side) has(other *side, want string) {
	s.T.Helper()
	if got := s.kept[other.ID()].word; got != want+"." {
		s.T.Errorf("the word is %q, want %q", got, want)
	}
}

// nothing wants nobody to be sent anything.
func (s *side) nothing(why string) {
	s.T.Helper()
	if ps := s.Gives(); len(ps) != 0 {
		s.T.Errorf("%s: %d were sent", why, len(ps))
	}
}

// under wants so many parcels in the outbox, receipts left out.
func (s *side) under(want int) {
	s.T.Helper()
	n := 0
	s.View(func(tx *vault.Tx) error {
		all, err := outbox.List(tx)
		for _, p := range all {
			if p.Class == outbox.Message && p.Ref[0] == '3' {
				n++
			}
		}
		return err
	})
	if n != want {
		s.T.Errorf("%d are under way, want %d", n, want)
	}
}

// becomes tells what became of the last that was sent to somebody.
func (s *side) becomes(to *side, state delivery.State) {
	s.T.Helper()
	s.Update(func(tx *vault.Tx) error {
		h, err := readHanded(tx, s.service.Kind, to.ID())
		must(s.T, err)
		return s.service.Changed(tx, delivery.Change{Peer: to.ID(), ID: h.id(), State: state})
	})
}

// loses is the news that somebody lost their device.
func (s *side) loses(other *side) {
	s.T.Helper()
	s.Update(func(tx *vault.Tx) error { return s.service.Lost(tx, other.ID()) })
}
