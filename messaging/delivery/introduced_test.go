package delivery

import (
	"bytes"
	"errors"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/messaging/introduction"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/inbox"
)

// introduces gives a word for who to bring to to.
func (s *side) introduces(who, to *side) []byte {
	s.t.Helper()
	word, err := introduction.Make(s.Key, who.id(), to.id(), time.Now())
	must(s.t, err)
	return word
}

// brings is a message of any kind with what lies beside it.
func (s *side) brings(to *side, k envelope.Kind, seq uint64, id string, a aside) []byte {
	s.t.Helper()
	text, err := a.toWire()
	must(s.t, err)
	m := envelope.Message{Device: s.run, Seq: seq, Kind: k, ID: id, Aside: text}
	return s.forge(to, m, payload{body: []byte(id), card: s.card()})
}

// full takes n places for requests.
func (s *side) full(n int) {
	s.update(func(tx *vault.Tx) (err error) {
		for i := range n {
			err = errors.Join(err, s.Contacts.Showed(tx, peer.ID(strconv.Itoa(i))))
		}
		return err
	})
}

func (s *side) introducer(of *side) peer.ID {
	s.t.Helper()
	c, err := s.Contacts.Get(s.t.Context(), of.id())
	must(s.t, err)
	return c.Introducer
}

// guests takes what begins with "ticket" from anybody, as a shop does.
type guests struct{ *owner }

func (guests) Welcome(_ *vault.Tx, _ peer.ID, body []byte) (bool, error) {
	return bytes.HasPrefix(body, []byte("ticket")), nil
}

// The word of a contact is as good as a stamp, and says who sent them. Any other is none.
func TestIntroductionsComeIn(t *testing.T) {
	ada, ben := strangers(t)
	carol, eve := newSide(t), newSide(t)
	atProper(ada, ben)
	ben.befriends(carol)
	for name, word := range map[string][]byte{
		"none": nil, "of a stranger": eve.introduces(ada, ben), "of somebody else": carol.introduces(eve, ben),
		"to somebody else": carol.introduces(ada, eve), "turned": carol.introduces(ben, ada), "short": carol.introduces(ada, ben)[:50],
	} {
		b := ada.brings(ben, envelope.KindChat, 1, name, aside{word: word})
		if o := ben.gets(b); o != inbox.Aside {
			t.Errorf("%s: outcome %d", name, o)
		}
		if a := ben.getsDirect(b); a.Outcome != direct.NotYet || a.Reason != needsStamp {
			t.Errorf("%s directly: %+v", name, a)
		}
	}
	if o := ben.gets(ada.brings(ben, envelope.KindChat, 1, "hello", aside{word: carol.introduces(ada, ben)})); o != inbox.Done {
		t.Errorf("outcome %d", o)
	}
	ben.wantGot("hello")
	if by := ben.introducer(ada); by != carol.id() {
		t.Errorf("introduced by %q", by)
	}
}

// A word that comes beside a stamp is heard, too; one of a stranger is not believed.
func TestTheIntroducerIsKnownBesideAStamp(t *testing.T) {
	ada, ben := strangers(t)
	carol := newSide(t)
	ben.befriends(carol)
	ben.gets(ada.brings(ben, envelope.KindChat, 1, "m1", aside{stamp: ada.pays(ben), word: newSide(t).introduces(ada, ben)}))
	if by := ben.introducer(ada); by != "" {
		t.Errorf("introduced by %s", by)
	}
	ben.gets(ada.brings(ben, envelope.KindChat, 2, "m2", aside{word: carol.introduces(ada, ben)}))
	if by := ben.introducer(ada); by != carol.id() {
		t.Errorf("introduced by %q", by)
	}
	ben.wantGot("m1", "m2")
}

// Where strangers have taken all places, those who are introduced still come in, up to
// their own limit; then only what needs no place does, as an order with a ticket.
func TestIntroductionsWhereAllIsTaken(t *testing.T) {
	for _, c := range []struct {
		taken               int
		stamp, word, ticket inbox.Outcome
	}{
		{contact.MaxRequests - 1, inbox.Done, inbox.Done, inbox.Done},
		{contact.MaxRequests, inbox.Aside, inbox.Done, inbox.Done},
		{contact.MaxRequests + contact.MaxIntroduced, inbox.Aside, inbox.Aside, inbox.Done},
	} {
		for what, want := range map[string]inbox.Outcome{"stamp": c.stamp, "word": c.word, "ticket": c.ticket} {
			ada, ben := strangers(t)
			carol := newSide(t)
			ben.befriends(carol)
			ben.Handle(envelope.KindOrder, guests{ben.owner})
			ben.full(c.taken)
			kind, a := envelope.KindChat, aside{stamp: ada.pays(ben)}
			switch what {
			case "word":
				a = aside{word: carol.introduces(ada, ben)}
			case "ticket":
				kind, a = envelope.KindOrder, aside{}
			}
			b := ada.brings(ben, kind, 1, what, a)
			if o := ben.gets(b); o != want {
				t.Errorf("%s while %d wait: outcome %d, want %d", what, c.taken, o, want)
			}
			if a := ben.getsDirect(b); want == inbox.Aside && a != (direct.Answer{Outcome: direct.Busy}) {
				t.Errorf("%s while %d wait is answered with %+v", what, c.taken, a)
			}
		}
	}
}

// Whoever wrote three messages that nobody answered can still order.
func TestAnOrderAfterThreeMessages(t *testing.T) {
	ada, ben := strangers(t)
	ben.Handle(envelope.KindOrder, guests{ben.owner})
	for i := range 4 {
		want := inbox.Done
		if i == contact.MaxShown {
			want = inbox.Aside
		}
		b := ada.brings(ben, envelope.KindChat, uint64(i+1), "m"+strconv.Itoa(i), aside{stamp: ada.pays(ben), pair: true})
		if o := ben.gets(b); o != want {
			t.Errorf("message %d: outcome %d", i, o)
		}
		if a := ben.getsDirect(b); i == contact.MaxShown && a != (direct.Answer{Outcome: direct.Busy}) {
			t.Errorf("what goes beyond it is answered with %+v", a) // as it would be if she were declined
		}
	}
	before := ben.left(ada)
	if o := ben.gets(ada.brings(ben, envelope.KindOrder, 4, "no order", aside{})); o != inbox.Aside {
		t.Errorf("without a ticket: outcome %d", o)
	}
	if o := ben.gets(ada.brings(ben, envelope.KindOrder, 5, "ticket", aside{})); o != inbox.Done {
		t.Errorf("outcome %d", o)
	}
	ben.wantGot("m0", "m1", "m2", "ticket")
	if n := ben.left(ada); n != before+1 {
		t.Errorf("%d are left, want %d", n, before+1)
	}
}

// Ada was given a link by Carol: what she writes brings the word, beside her stamp, until
// Ben's device says that she is a contact.
func TestAWordIsSentUntilAccepted(t *testing.T) {
	ada, ben, carol := newSide(t), newSide(t), newSide(t)
	carol.befriends(ada)
	carol.meets(ben)
	carol.befriends(ben)
	ben.befriends(carol)
	given, err := carol.Contacts.Introduce(t.Context(), ben.id(), ada.id())
	must(t, err)
	_, err = ada.Contacts.Add(t.Context(), given.Link)
	must(t, err)
	ada.meets(ben)
	_, p := ada.send(ben, "m1")
	m, _ := ben.opens(p.Sealed)
	a, err := asideFromWire(m.Aside)
	must(t, err)
	if len(a.word) != introduction.Size || len(a.stamp) == 0 {
		t.Errorf("a word of %d bytes, a stamp of %d", len(a.word), len(a.stamp))
	}
	if o := ben.gets(p.Sealed); o != inbox.Done || ben.introducer(ada) != carol.id() {
		t.Errorf("outcome %d, introduced by %q", o, ben.introducer(ada))
	}
	ben.befriends(ada)
	_, p = ben.send(ada, "hello") // says that she is a contact
	ada.gets(p.Sealed)
	if a := ada.asideTo(ben, "m2"); a.word != nil || a.stamp != nil {
		t.Errorf("it still goes along: %+v", a)
	}
}

// A request for a card brings the word, too, and is answered for it.
func TestAskingWithAnIntroduction(t *testing.T) {
	ada, ben, carol := newSide(t), newSide(t), newSide(t)
	ben.befriends(carol)
	atProper(ben)
	beside, err := aside{word: carol.introduces(ada, ben)}.toWire()
	must(t, err)
	b, err := envelope.SealRequest(ada.Key, ben.id(), time.Now(), ada.card(), beside)
	must(t, err)
	if o := ben.gets(b); o != inbox.Done || len(ben.receipts()) != 1 {
		t.Errorf("outcome %d", o)
	}
}

// What has no room is not told from what was never opened, whatever it is: it has no mark
// and moves no session, and its sender learns as much as one who was declined.
func TestWithoutRoomNothingMoves(t *testing.T) {
	for name, what := range map[string]func(ada, ben *side) []byte{
		"a receipt": func(ada, ben *side) []byte { return ada.brings(ben, envelope.KindReceipt, 0, "\x18\x01", aside{}) },
		"a reset":   func(ada, ben *side) []byte { return ada.brings(ben, envelope.KindReset, 0, "", aside{}) },
		"no kind":   func(ada, ben *side) []byte { return ada.brings(ben, 200, 9, "?", aside{}) },
	} {
		ada, ben := strangers(t)
		for i := range contact.MaxShown {
			ben.gets(ada.brings(ben, envelope.KindChat, uint64(i+1), strconv.Itoa(i), aside{stamp: ada.pays(ben)}))
		}
		b := what(ada, ben)
		before := ben.dump("session", "skipped_key", "came", "reset", "receipt")
		for _, declined := range []bool{false, true} {
			if declined {
				must(t, ben.Contacts.Answer(t.Context(), ada.id(), false))
			}
			if a := ben.getsDirect(b); a != (direct.Answer{Outcome: direct.Busy}) {
				t.Errorf("%s directly: %+v, declined: %v", name, a, declined)
			}
			if o := ben.gets(b); o != inbox.Aside {
				t.Errorf("%s: outcome %d, declined: %v", name, o, declined)
			}
		}
		if !reflect.DeepEqual(before, ben.dump("session", "skipped_key", "came", "reset", "receipt")) {
			t.Errorf("%s has left something", name)
		}
	}
}

// One contact does not fill the places for requests with their words.
func TestWordsOfOneContactAreBounded(t *testing.T) {
	ben, carol := newSide(t), newSide(t)
	atProper(ben)
	ben.befriends(carol)
	for i := range contact.MaxByOne + 2 {
		ada := newSide(t)
		ada.meets(ben)
		want := inbox.Done
		if i >= contact.MaxByOne {
			want = inbox.Aside
		}
		if o := ben.gets(ada.brings(ben, envelope.KindChat, 1, "hello", aside{word: carol.introduces(ada, ben)})); o != want {
			t.Errorf("the %dth: outcome %d", i+1, o)
		}
	}
}
