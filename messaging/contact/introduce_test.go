package contact

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/introduction"
	"restante/node/vault"
)

// word is what a side would send along to a peer.
func (s *side) word(to peer.ID) (word []byte) {
	s.t.Helper()
	must(s.t, s.Vault.View(s.t.Context(), func(tx *vault.Tx) (err error) { word, err = s.WordFor(tx, to); return err }))
	return word
}

func (s *side) introducer(of peer.ID, word []byte) (by peer.ID) {
	s.t.Helper()
	must(s.t, s.Vault.View(s.t.Context(), func(tx *vault.Tx) (err error) { by, err = s.Introducer(tx, of, word); return err }))
	return by
}

// befriend makes contacts of others.
func (s *side) befriend(others ...peer.ID) {
	s.t.Helper()
	for _, id := range others {
		s.update(func(tx *vault.Tx) error { return s.Befriend(tx, id) })
	}
}

// Carol introduces Ada to Ben: the link is of use to Ada alone, and to Ben only as long as
// Carol is a contact of his.
func TestIntroduce(t *testing.T) {
	carol, ada, ben, eve := newSide(t), newSide(t), newSide(t), newSide(t)
	carol.befriend(ada.Key.ID(), ben.Key.ID())
	given, err := carol.Introduce(t.Context(), ben.Key.ID(), ada.Key.ID())
	must(t, err)
	l, err := card.ParseLink(given.Link)
	must(t, err)
	if l.Peer != ben.Key.ID() || len(l.Word) == 0 {
		t.Fatalf("the link leads to %+v", l)
	}
	for _, s := range []*side{ada, eve} {
		_, err := s.Add(t.Context(), given.Link)
		must(t, err)
	}
	word := ada.word(ben.Key.ID())
	if string(word) != string(l.Word) || eve.word(ben.Key.ID()) != nil {
		t.Errorf("Ada has %x, and Eve %x", word, eve.word(ben.Key.ID()))
	}
	if by := ben.introducer(ada.Key.ID(), word); by != "" {
		t.Errorf("introduced by %s, whom he does not know", by)
	}
	ben.befriend(carol.Key.ID())
	if by := ben.introducer(ada.Key.ID(), word); by != carol.Key.ID() {
		t.Errorf("introduced by %q", by)
	}
	for name, other := range map[string]peer.ID{"another one": eve.Key.ID(), "herself": carol.Key.ID()} {
		if by := ben.introducer(other, word); by != "" {
			t.Errorf("%s is introduced by %s", name, by)
		}
	}
	must(t, ben.Block(t.Context(), carol.Key.ID()))
	if by := ben.introducer(ada.Key.ID(), word); by != "" {
		t.Errorf("introduced by %s, who is blocked", by)
	}
}

// Only contacts are introduced, to each other, and by somebody else.
func TestWhoIsIntroduced(t *testing.T) {
	carol, ada, ben := newSide(t), somebody(t), somebody(t)
	carol.befriend(ada)
	me := carol.Key.ID()
	for name, c := range map[string]struct {
		who, to peer.ID
		want    error
	}{
		"a stranger": {ben, ada, ErrUnknown}, "to a stranger": {ada, ben, ErrUnknown}, "to themselves": {ada, ada, ErrThemselves},
		"this user": {me, ada, ErrThemselves}, "to this user": {ada, me, ErrThemselves},
	} {
		if _, err := carol.Introduce(t.Context(), c.who, c.to); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	carol.befriend(ben)
	must(t, carol.Block(t.Context(), ben))
	if _, err := carol.Introduce(t.Context(), ben, ada); !errors.Is(err, ErrUnknown) {
		t.Errorf("somebody who is blocked: %v", err)
	}
}

// A word is sent for as long as it is good when what it lies beside comes in.
func TestWordsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		carol, ada, ben := newSide(t), newSide(t), somebody(t)
		carol.befriend(ada.Key.ID(), ben)
		given, err := carol.Introduce(t.Context(), ben, ada.Key.ID())
		must(t, err)
		<-time.After(10 * 7 * 24 * time.Hour) // Ada adds the link late
		_, err = ada.Add(t.Context(), given.Link)
		must(t, err)
		<-time.After(time.Until(introduction.Until(ada.word(ben)).Add(-underWay - time.Second)))
		if ada.word(ben) == nil {
			t.Error("it is gone")
		}
		<-time.After(2 * time.Second)
		if ada.word(ben) != nil {
			t.Error("it is still sent")
		}
		ada.update(func(tx *vault.Tx) error { return ForgetWords(tx, time.Now()) })
		ada.update(func(tx *vault.Tx) error {
			var n int
			_, err := tx.One("counting", `SELECT count(*) FROM word`, nil, &n)
			if n != 0 {
				t.Errorf("%d are kept", n)
			}
			return err
		})
	})
}

// Places are kept for those who are introduced, and no more than some.
func TestRoomForTheIntroduced(t *testing.T) {
	s := newSide(t)
	for n, want := range map[int]Verdict{MaxRequests - 1: Stamped, MaxRequests: Full, MaxRequests + MaxIntroduced - 1: Full, MaxRequests + MaxIntroduced: Guest} {
		s.update(func(tx *vault.Tx) error { return tx.Do("emptying", `DELETE FROM person`) })
		s.full(n)
		if v := s.writes(somebody(t), 1); v != want || !v.Asks() {
			t.Errorf("%d wait: %v, want %v", n, v, want)
		}
	}
}

// Who introduced somebody is noted once, and shown.
func TestTheIntroducerIsNoted(t *testing.T) {
	s, ada, carol, dora := newSide(t), somebody(t), somebody(t), somebody(t)
	s.writes(ada, 1)
	for _, by := range []peer.ID{carol, dora} {
		s.update(func(tx *vault.Tx) error { return s.Introduced(tx, ada, by) })
	}
	if got := s.get(ada).Introducer; got != carol {
		t.Errorf("introduced by %s", got)
	}
}
