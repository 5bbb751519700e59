package session

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// schedule is one random life of a session: what was sealed, what came, and what
// a thief who copied everything at some time can read.
type schedule struct {
	*rapid.T
	ends    [2]end
	letters []*posted
	thief   *[2]end
	turns   uint32 // when the thief came
}

// posted is a letter with its text and whether it came.
type posted struct {
	letter
	to     int
	text   string
	turn   uint32
	came   bool
	before bool // it came before the thief
}

func (s *schedule) seal() {
	from := rapid.IntRange(0, 1).Draw(s.T, "who seals")
	if !s.ends[from].CanSeal() {
		if _, err := s.ends[from].Seal(newBind(), nil); !errors.Is(err, ErrNotYet) {
			s.Fatalf("it cannot seal, and does: %v", err)
		}
		return
	}
	text := fmt.Sprint("message ", len(s.letters))
	l := s.ends[from].seal(s, text)
	s.letters = append(s.letters, &posted{letter: l, to: 1 - from, text: text, turn: s.ends[from].sending.turn})
}

// open gives a letter, once more perhaps, or a forged one.
func (s *schedule) open() {
	if len(s.letters) == 0 {
		s.Skip("nothing is under way")
	}
	p := s.letters[rapid.IntRange(0, len(s.letters)-1).Draw(s.T, "which comes")]
	e := s.ends[p.to]
	bad := letter{p.bind, slices.Clone(p.sealed)}
	bad.sealed[rapid.IntRange(0, len(bad.sealed)-1).Draw(s.T, "which byte")] ^= 1
	if _, err := e.open(bad); !errors.Is(err, ErrUnreadable) {
		s.Fatalf("a forged letter: %v", err)
	}
	if _, err := s.ends[1-p.to].open(p.letter); !errors.Is(err, ErrUnreadable) {
		s.Fatalf("a reflected letter: %v", err)
	}
	if p.came {
		if _, err := e.open(p.letter); !errors.Is(err, ErrUnreadable) {
			s.Fatalf("a letter came twice: %v", err)
		}
		return
	}
	e.wants(s, p.letter, p.text)
	p.came, p.before = true, s.thief == nil
}

// restart goes on from what was stored.
func (s *schedule) restart() {
	who := rapid.IntRange(0, 1).Draw(s.T, "who starts anew")
	s.ends[who] = s.ends[who].copied(s)
}

// rob copies both ends, once.
func (s *schedule) rob() {
	if s.thief == nil {
		s.thief = &[2]end{s.ends[0].copied(s), s.ends[1].copied(s)}
		s.turns = max(s.ends[0].turn, s.ends[1].turn)
	}
}

// check lets the thief try everything: neither what had come nor what was sealed
// two turns later opens. What lies between is his, and what was under way too.
func (s *schedule) check() {
	if s.thief == nil {
		return
	}
	for _, p := range s.letters {
		if !p.before && p.turn <= s.turns+2 {
			continue
		}
		for _, thief := range s.thief {
			if text, ok := thief.steals(s, p.letter); ok {
				s.Fatalf("the thief reads %q of turn %d, he came in turn %d", text, p.turn, s.turns)
			}
		}
	}
}

// Whatever is lost, doubled, overtaken, forged or reflected, and wherever it
// stops and starts again: each letter that comes opens once to what was sealed,
// and a thief reads neither the past nor what comes after the next exchange.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &schedule{T: t}
		s.ends[0], s.ends[1] = newPair(t)
		t.Repeat(map[string]func(*rapid.T){
			"seal":    func(t *rapid.T) { s.T = t; s.seal() },
			"open":    func(t *rapid.T) { s.T = t; s.open() },
			"restart": func(t *rapid.T) { s.T = t; s.restart() },
			"rob":     func(t *rapid.T) { s.T = t; s.rob() },
		})
		s.T = t
		for _, p := range s.letters { // what was lost was only late
			if !p.came {
				s.ends[p.to].wants(s, p.letter, p.text)
			}
		}
		s.check()
	})
}
