package contact

import (
	"errors"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging/card"
	"restante/node/vault"
)

func TestAddByFullLink(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	must(t, bob.SetName(t.Context(), "Bob"))
	inv, err := bob.Invite(t.Context())
	must(t, err)
	if inv.Peer != bob.id() || inv.Name != "Bob" || len(inv.Short) > card.MaxShort {
		t.Errorf("invite %+v", inv)
	}
	c, err := alice.Add(t.Context(), " "+inv.Link+"\n")
	if err != nil || c.Peer != bob.id() || c.Name != "Bob" || c.CardVersion != bob.version() || c.Request {
		t.Errorf("%+v, %v", c, err)
	}
	if alice.seeking(bob.id()) || len(alice.onCard) != 1 || len(alice.learned) != 1 {
		t.Error("the card of the link was not used")
	}
	again, err := alice.Add(t.Context(), bob.id().String())
	if err != nil || !again.Added.Equal(c.Added) || alice.seeking(bob.id()) {
		t.Errorf("again: %+v, %v", again, err)
	}
	if all, _ := alice.List(t.Context()); len(all) != 1 {
		t.Errorf("contacts %v", all)
	}
}

func TestAddByShortLink(t *testing.T) {
	alice, bob, oslo := newSide(t), newSide(t), newSide(t)
	bob.nodes = []peer.AddrInfo{{ID: oslo.id(), Addrs: []multiaddr.Multiaddr{multiaddr.StringCast("/ip4/1.2.3.4/tcp/5")}}}
	bob.addrs = []string{"/ip4/6.7.8.9/tcp/10/p2p/" + bob.id().String()}
	must(t, bob.Refresh(t.Context()))
	inv, err := bob.Invite(t.Context())
	must(t, err)
	c, err := alice.Add(t.Context(), inv.Short)
	if err != nil || c.CardVersion != 0 || !strings.Contains(c.Name, "…") {
		t.Errorf("%+v, %v", c, err)
	}
	_, err = alice.Add(t.Context(), bob.id().String()) // which knows no places
	must(t, err)
	if !alice.seeking(bob.id()) {
		t.Fatal("nobody looks for the card")
	}
	due, _, err := alice.claim(t.Context())
	if err != nil || len(due) != 1 {
		t.Fatalf("%v, %v", due, err)
	}
	var places []string
	for _, h := range due[0].hints {
		places = append(places, h.String())
	}
	if len(places) != 2 || due[0].hints[0].ID != oslo.id() || due[0].hints[1].ID != bob.id() {
		t.Errorf("it is looked for at %v", places)
	}
}

func TestAddRefusesWhatIsNoOther(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	inv, err := alice.Invite(t.Context())
	must(t, err)
	for _, link := range []string{inv.Link, inv.Short, alice.id().String()} {
		if _, err := alice.Add(t.Context(), link); !errors.Is(err, ErrSelf) {
			t.Errorf("own link %.30s: %v", link, err)
		}
	}
	other, err := bob.Invite(t.Context())
	must(t, err)
	for _, link := range []string{"", "bob", "https://example.org", other.Link[:len(other.Link)-9], other.Link + "AAAA"} {
		if _, err := alice.Add(t.Context(), link); !errors.Is(err, card.ErrLink) {
			t.Errorf("link %.30s: %v", link, err)
		}
	}
	if all, _ := alice.List(t.Context()); len(all) != 0 {
		t.Errorf("contacts %v", all)
	}
}

func TestRename(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	must(t, bob.SetName(t.Context(), "Bob"))
	if err := alice.Rename(t.Context(), bob.id(), "Bobby"); !errors.Is(err, ErrUnknown) {
		t.Errorf("somebody unknown: %v", err)
	}
	_, err := alice.Add(t.Context(), card.FullLink(bob.own()))
	must(t, err)
	for _, name := range []string{"Bobby", "Bob", "Bob again"} {
		must(t, alice.Rename(t.Context(), bob.id(), name))
		if c := alice.get(bob.id()); c.Name != name {
			t.Errorf("called %q, want %q", c.Name, name)
		}
	}
	for _, name := range []string{strings.Repeat("n", 65), "two\nlines", "\xff"} {
		if err := alice.Rename(t.Context(), bob.id(), name); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	must(t, alice.Rename(t.Context(), bob.id(), ""))
	if c := alice.get(bob.id()); c.Name != "Bob" {
		t.Errorf("without a name of one's own: %q", c.Name)
	}
}

func TestRequests(t *testing.T) {
	alice, bob, carol := newSide(t), newSide(t), newSide(t)
	met := func(id peer.ID) (request bool) {
		alice.update(func(tx *vault.Tx) (err error) {
			request, err = alice.Met(tx, id)
			return err
		})
		return request
	}
	for _, id := range []peer.ID{bob.id(), bob.id(), carol.id()} {
		if !met(id) {
			t.Error("a stranger is no request")
		}
	}
	if err := alice.Answer(t.Context(), alice.id(), true); !errors.Is(err, ErrUnknown) {
		t.Errorf("nobody: %v", err)
	}
	alice.wantPeople(t, 0, 2)
	must(t, alice.Answer(t.Context(), bob.id(), true))
	must(t, alice.Answer(t.Context(), carol.id(), false))
	alice.wantPeople(t, 1, 0)
	if met(bob.id()) || !met(carol.id()) {
		t.Error("the answer was not kept")
	}
	alice.wantPeople(t, 1, 0) // who was declined does not come back by writing
	if err := alice.Answer(t.Context(), bob.id(), false); !errors.Is(err, ErrUnknown) {
		t.Errorf("a contact: %v", err)
	}
	alice.update(func(tx *vault.Tx) error { return alice.Befriend(tx, carol.id()) })
	alice.wantPeople(t, 2, 0)
	if met(carol.id()) {
		t.Error("still a stranger")
	}
}

func (s *side) wantPeople(t *testing.T, contacts, requests int) {
	t.Helper()
	a, err := s.List(t.Context())
	must(t, err)
	r, err := s.Requests(t.Context())
	must(t, err)
	if len(a) != contacts || len(r) != requests {
		t.Errorf("%d contacts and %d requests, want %d and %d", len(a), len(r), contacts, requests)
	}
	for _, c := range r {
		if !c.Request {
			t.Errorf("%+v is no request", c)
		}
	}
}

func TestPeopleNobodyHeardOf(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.online[bob.id()] = true
	c := alice.get(bob.id())
	if c.Name != short(bob.id()) || c.Request || !c.Online || !c.LastSeen.IsZero() || c.CardVersion != 0 {
		t.Errorf("%+v", c)
	}
}

func TestFalseCardsAreRefused(t *testing.T) {
	alice, bob, mallory := newSide(t), newSide(t), newSide(t)
	forged := append([]byte(nil), bob.own()...)
	forged[len(forged)-70] ^= 1
	for name, raw := range map[string][]byte{"another's": mallory.own(), "forged": forged, "nothing": nil} {
		err := alice.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error { return alice.Learn(tx, bob.id(), raw) })
		if !errors.Is(err, card.ErrCard) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if c := alice.get(bob.id()); c.CardVersion != 0 || len(alice.onCard) != 0 || alice.get(mallory.id()).CardVersion != 0 {
		t.Error("a false card was kept")
	}
}

func TestOnlyANewerCardIsNews(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	old := bob.own()
	must(t, bob.SetName(t.Context(), "Bob"))
	for i, raw := range [][]byte{old, old, bob.own(), old, bob.own()} {
		alice.update(func(tx *vault.Tx) error { return alice.Learn(tx, bob.id(), raw) })
		if want := []int{1, 1, 2, 2, 2}[i]; len(alice.onCard) != want {
			t.Errorf("card %d: %d were news, want %d", i, len(alice.onCard), want)
		}
	}
	if c := alice.get(bob.id()); c.CardVersion != bob.version() {
		t.Error("an older card was kept")
	}
}
