package pointer

import (
	"encoding/binary"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// No answer of a holder is believed that does not keep to the protocol, and none
// disturbs what the others say.
func TestLyingHolders(t *testing.T) {
	honest := newHolder(t, Limits{})
	alice, bob := newUser(t, honest), newUser(t, honest)
	l := newLetter(t, bob.Mailbox())
	alice.leave(t, l)
	foreign, old, other := newLetter(t, alice.Mailbox()), letterUntil(t, bob.Mailbox(), time.Now().Add(-time.Hour)), newLetter(t, bob.Mailbox())
	page := func(more bool, records ...[]byte) *pb.PointerAnswer {
		return &pb.PointerAnswer{Answer: &pb.PointerAnswer_Page{Page: &pb.PointerPage{Records: records, More: more}}}
	}
	for name, answer := range map[string]*pb.PointerAnswer{
		"nothing":             {},
		"a nod":               done(),
		"a refusal":           refusalAnswer(refuse(CodeBusy, "no")),
		"outcomes":            outcomesToWire(make([]*Refusal, 7)),
		"no end":              page(true),
		"a broken record":     page(false, rawOf(t, other)[:2047]),
		"one record twice":    page(false, rawOf(t, l), rawOf(t, l)),
		"too many":            page(false, make([][]byte, maxRecords+1)...),
		"a foreign mailbox's": page(false, rawOf(t, foreign)),
		"an expired one":      page(false, rawOf(t, old)),
		"one forever":         page(true, rawOf(t, l)),
	} {
		t.Run(name, func(t *testing.T) {
			liar := answering(t, func(*pb.PointerCall) *pb.PointerAnswer { return answer })
			userLike(t, bob, liar, honest).holds(t, l)
			carol := newUser(t, liar, honest)
			p := carol.leave(t, other)
			if len(p[0].Holders) != 1 || p[0].Holders[0] != honest.info.ID {
				t.Errorf("placed %+v", p)
			}
			done, err := carol.Cancel(t.Context(), bob.Mailbox(), []Cancellation{other.cancellation()}, nil, nil)
			nod := 0
			if name == "a nod" {
				nod = 1
			}
			if err != nil || len(done) != 1+nod {
				t.Errorf("cancelled at %v, %v", done, err)
			}
			other = newLetter(t, bob.Mailbox())
		})
	}
}

// Pages that do not go on where the last one ended are not read further.
func TestDisorder(t *testing.T) {
	bob := newUser(t)
	for name, turn := range map[string]func([]sealed) []sealed{
		"the same again": func(rs []sealed) []sealed { return rs },
		"one twice":      func(rs []sealed) []sealed { return []sealed{rs[0], rs[0]} },
		"backwards":      func(rs []sealed) []sealed { return []sealed{rs[1], rs[0]} },
	} {
		var rs []sealed
		var calls atomic.Int64
		liar := answering(t, func(*pb.PointerCall) *pb.PointerAnswer {
			calls.Add(1)
			return pageToWire(page{records: turn(rs), more: true})
		})
		for _, l := range inOrder(startAt(liar.info.ID), newLetters(t, 2, bob.Mailbox())) {
			rs = append(rs, sealed{raw: rawOf(t, l)})
		}
		u := userLike(t, bob, liar)
		if err := u.Find(t.Context(), u, nil, func(Found) {}); !errors.Is(err, ErrProto) || calls.Load() > 2 {
			t.Errorf("%s: %v after %d pages", name, err, calls.Load())
		}
	}
}

// A frame of nothing and one that is said to have 4 GiB end the talk at once.
func TestMonstrousFrames(t *testing.T) {
	honest := newHolder(t, Limits{})
	bob := newUser(t, honest)
	l := newLetter(t, bob.Mailbox())
	bob.leave(t, l)
	huge := binary.AppendUvarint(nil, 4<<30)
	for name, serve := range map[string]func(*p2p.Stream) error{
		"no hello":     func(s *p2p.Stream) error { return nil },
		"an empty one": func(s *p2p.Stream) error { return s.SendBytes(nil) },
		"a short one":  func(s *p2p.Stream) error { return s.Send(&pb.PointerHello{Nonce: make([]byte, 31)}) },
		"4 GiB of it":  func(s *p2p.Stream) error { return s.SendBytes(huge) },
		"an empty answer": func(s *p2p.Stream) error {
			return errors.Join(s.Send(&pb.PointerHello{Nonce: make([]byte, 32)}), s.SendBytes(nil))
		},
		"a larger answer than agreed": func(s *p2p.Stream) error {
			return errors.Join(s.Send(&pb.PointerHello{Nonce: make([]byte, 32)}), s.SendBytes(make([]byte, maxFrame+1)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			userLike(t, bob, fake(t, serve), honest).holds(t, l)
		})
	}
}

// A holder that makes up records for the mailbox is heard up to the largest
// number an honest one could have, and the others are heard in full.
func TestFlood(t *testing.T) {
	honest := newHolder(t, Limits{})
	bob := newUser(t, honest)
	l := newLetter(t, bob.Mailbox())
	bob.leave(t, l)
	var sent atomic.Int64
	liar := keeping(t, newLetters(t, deposit.PerMailbox+5*maxRecords, bob.Mailbox()), &sent)
	bob = userLike(t, bob, liar, honest)
	found := make(map[deposit.Key]bool)
	if err := bob.Find(t.Context(), bob, nil, func(f Found) { found[f.Key] = true }); err != nil {
		t.Fatal(err)
	}
	if !found[l.key] || sent.Load() > deposit.PerMailbox+maxRecords || len(found) > deposit.PerMailbox+1 || len(found) < deposit.PerMailbox-maxRecords {
		t.Errorf("%d records, the true one among them: %v", len(found), found[l.key])
	}
}
