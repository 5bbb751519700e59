package delivery

import (
	"bytes"
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
	s.update(func(tx *vault.Tx) error {
		for i := range n {
			if err := tx.Do("filling", `INSERT INTO person (peer, standing, added, shown) VALUES (?, 0, ?, 1)`, strconv.Itoa(i), i); err != nil {
				return err
			}
		}
		return nil
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
		{contact.MaxRequests + contact.MaxGuests, inbox.Aside, inbox.Aside, inbox.Done},
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
			if o := ben.gets(ada.brings(ben, kind, 1, what, a)); o != want {
				t.Errorf("%s while %d wait: outcome %d, want %d", what, c.taken, o, want)
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
		if i == contact.MaxShown && ben.getsDirect(b).Outcome != direct.Busy {
			t.Error("what goes beyond it has a reason") // a stamp would not help
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
