package contact

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/inbox"
)

// somebody is a peer ID that nobody has seen.
func somebody(t testing.TB) peer.ID {
	t.Helper()
	words, err := identity.NewWords()
	must(t, err)
	key, err := identity.FromWords(words)
	must(t, err)
	return key.ID()
}

// writes is one message of a peer, as delivery takes it; it tells what became of it.
func (s *side) writes(from peer.ID, n int) (v Verdict) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) (err error) {
		if v, err = s.Judge(tx, from); err != nil {
			return err
		}
		switch v {
		case Show, Stamped:
			return s.Showed(tx, from)
		case Leave, Full, Guest: // it brings nothing
			return inbox.Leave(tx, [32]byte{byte(n), byte(n >> 8), from[len(from)-1], from[len(from)-2]}, from.String())
		}
		return nil
	})
	return v
}

// full takes n places for requests.
func (s *side) full(n int) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) (err error) {
		for i := range n {
			err = errors.Join(err, s.Showed(tx, peer.ID(strconv.Itoa(i))))
		}
		return err
	})
}

func (s *side) left(of peer.ID) (n int) {
	s.t.Helper()
	must(s.t, s.Vault.View(s.t.Context(), func(tx *vault.Tx) (err error) {
		n, err = inbox.Left(tx, of.String())
		return err
	}))
	return n
}

// Three messages of a stranger come in, the first for its stamp; the others stay where
// they lie until the stranger is accepted; then all of them are wanted.
func TestAStrangerShowsThree(t *testing.T) {
	s, alice := newSide(t), somebody(t)
	looked := 0
	s.OnRoom = func() { looked++ }
	for n, want := range []Verdict{Stamped, Show, Show, Guest, Guest} {
		if v := s.writes(alice, n); v != want {
			t.Errorf("message %d: %v, want %v", n+1, v, want)
		}
	}
	if c := s.get(alice); !c.Request || c.Shown != 3 || c.Left != 2 {
		t.Errorf("%+v", c)
	}
	must(t, s.Answer(t.Context(), alice, true))
	if s.left(alice) != 0 || looked != 1 {
		t.Errorf("%d left, looked %d times", s.left(alice), looked)
	}
	if v := s.writes(alice, 9); v != Take {
		t.Errorf("%v from a contact", v)
	}
}

// Who was declined stays out until they are added.
func TestDeclinedUntilAdded(t *testing.T) {
	s, alice := newSide(t), somebody(t)
	s.writes(alice, 1)
	must(t, s.Answer(t.Context(), alice, false))
	if v := s.writes(alice, 2); v != Leave {
		t.Errorf("%v after declining", v)
	}
	if c := s.get(alice); c.Request || c.Left != 1 {
		t.Errorf("%+v", c)
	}
	_, err := s.Add(t.Context(), alice.String())
	must(t, err)
	if v := s.writes(alice, 2); v != Take || s.left(alice) != 0 {
		t.Errorf("%v after adding, %d left", v, s.left(alice))
	}
}

// Where those who were introduced have taken their places too, whoever leaves makes room
// for the next of them.
func TestTheIntroducedGetRoom(t *testing.T) {
	s, first, late := newSide(t), somebody(t), somebody(t)
	s.writes(first, 1)
	s.full(MaxRequests + MaxIntroduced - 1)
	if v := s.writes(late, 1); v != Guest || s.left(late) != 1 {
		t.Fatalf("%v, %d left", v, s.left(late))
	}
	looked := false
	s.OnRoom = func() { looked = true }
	must(t, s.Answer(t.Context(), first, false))
	if v := s.writes(late, 1); v != Full || !looked {
		t.Errorf("%v once there is room, looked: %v", v, looked)
	}
}

// No more strangers than a person can look through come in at a time; the next one
// does once another one was answered, either way.
func TestRequestsAreBounded(t *testing.T) {
	for name, answer := range map[string]func(*side, peer.ID) error{
		"accepted": func(s *side, id peer.ID) error { return s.Answer(t.Context(), id, true) },
		"declined": func(s *side, id peer.ID) error { return s.Answer(t.Context(), id, false) },
		"blocked":  func(s *side, id peer.ID) error { return s.Block(t.Context(), id) },
	} {
		t.Run(name, func(t *testing.T) {
			s, first, late := newSide(t), somebody(t), somebody(t)
			s.writes(first, 1)
			s.full(MaxRequests - 1)
			if v := s.writes(late, 1); v != Full || s.get(late).Request {
				t.Fatalf("%v beyond the limit", v)
			}
			if v := s.writes(first, 2); v != Show {
				t.Errorf("%v from one who is in", v)
			}
			looked := false
			s.OnRoom = func() { looked = true }
			must(t, answer(s, first))
			if s.left(late) != 0 || !looked {
				t.Errorf("%d left, looked: %v", s.left(late), looked)
			}
			if v := s.writes(late, 1); v != Stamped {
				t.Errorf("%v once there is room", v)
			}
		})
	}
}

// Somebody who is blocked stays what they were, and is that again afterwards.
func TestBlock(t *testing.T) {
	s, friend, stranger, unknown := newSide(t), somebody(t), somebody(t), somebody(t)
	_, err := s.Add(t.Context(), friend.String())
	must(t, err)
	s.writes(stranger, 1)
	var told []bool
	s.OnBlock = func(_ peer.ID, blocked bool) { told = append(told, blocked) }
	for _, id := range []peer.ID{friend, stranger, unknown} {
		must(t, s.Block(t.Context(), id))
		must(t, s.Block(t.Context(), id)) // twice is once
		if v := s.writes(id, 2); v != Drop {
			t.Errorf("%v from a blocked person", v)
		}
		if c := s.get(id); c.Blocked.IsZero() || time.Since(c.Blocked) > time.Minute || c.Request {
			t.Errorf("%+v", c)
		}
	}
	all, err := s.Blocked(t.Context())
	if len(all) != 3 || err != nil {
		t.Errorf("%d blocked, %v", len(all), err)
	}
	s.update(func(tx *vault.Tx) error {
		if err := s.Befriend(tx, friend); !errors.Is(err, ErrBlocked) {
			t.Errorf("writing to a blocked person: %v", err)
		}
		return nil
	})
	for id, want := range map[peer.ID]Verdict{friend: Take, stranger: Show, unknown: Stamped} {
		must(t, s.Unblock(t.Context(), id))
		if v := s.writes(id, 3); v != want {
			t.Errorf("%v after unblocking, want %v", v, want)
		}
	}
	if want := []bool{true, true, true, false, false, false}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	if err := s.Unblock(t.Context(), friend); !errors.Is(err, ErrUnknown) {
		t.Errorf("unblocking twice: %v", err)
	}
	if err := s.Block(t.Context(), s.id()); !errors.Is(err, ErrSelf) {
		t.Errorf("blocking oneself: %v", err)
	}
}
