package session

import (
	"bytes"
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

// party is a device with its book.
type party struct {
	*Book
	t     testing.TB
	vault *vault.Vault
}

func newParty(t testing.TB, id peer.ID, device byte) *party {
	return &party{NewBook(id, envelope.Device{device}), t, vaulttest.New(t, Schema)}
}

func (p *party) update(f func(tx *vault.Tx) error) {
	p.t.Helper()
	if err := p.vault.Update(p.t.Context(), "test", f); err != nil {
		p.t.Fatal(err)
	}
}

func (p *party) offers(to *party) (offer []byte) {
	p.t.Helper()
	p.update(func(tx *vault.Tx) (err error) { offer, err = p.Offer(tx, to.me, to.device); return err })
	return offer
}

func (p *party) accepts(from *party, offer []byte) {
	p.t.Helper()
	p.update(func(tx *vault.Tx) error { _, err := p.Accept(tx, from.me, offer, false); return err })
}

// says seals a text with its signature; nil if there is no session yet.
func (p *party) says(to *party, text string) (l *letter) {
	p.t.Helper()
	p.update(func(tx *vault.Tx) error {
		talk, err := p.Ready(tx, to.me, to.device)
		if err != nil || talk == nil {
			return err
		}
		public, signature := talk.Sign([]byte(text))
		l = &letter{bind: newBind()}
		l.sealed, err = talk.Seal(l.bind, bytes.Join([][]byte{public, signature, []byte(text)}, nil))
		return err
	})
	return l
}

// hears opens what says sealed.
func (p *party) hears(from *party, l *letter) (text string, err error) {
	p.t.Helper()
	err = p.vault.Update(p.t.Context(), "test", func(tx *vault.Tx) error {
		ear := p.Ear(tx, from.me)
		b, err := ear.Open(l.bind, l.sealed)
		if err != nil {
			return err
		}
		text = string(b[96:])
		return ear.Verify(b[:32], b[96:], b[32:96])
	})
	return text, err
}

func (p *party) wantsFrom(from *party, l *letter, text string) {
	p.t.Helper()
	if l == nil {
		p.t.Fatal("there is no session")
	}
	if got, err := p.hears(from, l); err != nil || got != text {
		p.t.Fatalf("%q came, want %q: %v", got, text, err)
	}
}

func (p *party) count(query string) (n int) {
	p.t.Helper()
	if err := p.vault.View(p.t.Context(), func(tx *vault.Tx) error { return tx.QueryRow(query).Scan(&n) }); err != nil {
		p.t.Fatal(err)
	}
	return n
}

func acquainted(t testing.TB) (alice, bob *party) {
	t.Helper()
	alice, bob = newParty(t, newPeer(t), 1), newParty(t, newPeer(t), 2)
	bob.accepts(alice, alice.offers(bob))
	return alice, bob
}

func TestBook(t *testing.T) {
	alice, bob := acquainted(t)
	if !bytes.Equal(alice.offers(bob), alice.offers(bob)) || alice.count(`SELECT count(*) FROM session`) != 1 {
		t.Error("each message makes another offer")
	}
	if alice.says(bob, "too early") != nil {
		t.Fatal("it seals before the answer")
	}
	bob.accepts(alice, alice.offers(bob)) // it comes with each message
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	one, two := alice.says(bob, "1"), alice.says(bob, "2")
	bob.wantsFrom(alice, two, "2")
	alice.wantsFrom(bob, bob.says(alice, "back"), "back")
	bob.wantsFrom(alice, one, "1")
	if _, err := bob.hears(alice, one); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a replay: %v", err)
	}
	if bob.count(`SELECT count(*) FROM skipped_key`) != 0 {
		t.Error("a used key is kept")
	}
}

// Nothing of a session moves when the transaction does not commit.
func TestBookRollsBack(t *testing.T) {
	alice, bob := acquainted(t)
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	failed := errors.New("full disk")
	var lost []byte
	err := alice.vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
		talk, err := alice.Ready(tx, bob.me, bob.device)
		if err != nil {
			return err
		}
		if lost, err = talk.Seal(newBind(), []byte("x")); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) || len(lost) == 0 {
		t.Fatal(err)
	}
	bob.wantsFrom(alice, alice.says(bob, "again"), "again")
	if bob.count(`SELECT count(*) FROM skipped_key`) != 0 {
		t.Error("what was rolled back took a number")
	}
}

// Only the key that signed the first message, or stood in the offer, signs the next.
func TestBookPinsTheSigner(t *testing.T) {
	alice, bob := acquainted(t)
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	bob.update(func(tx *vault.Tx) error {
		other := newRow(ID{}, alice.me, alice.device)
		_, err := tx.Exec(`UPDATE session SET signer = ?, stamp = stamp + 1`, []byte(other.signer))
		return err
	})
	l := bob.says(alice, "by somebody else")
	before := alice.count(`SELECT stamp FROM session`)
	if _, err := alice.hears(bob, l); !errors.Is(err, ErrUnreadable) {
		t.Errorf("another signer: %v", err)
	}
	if alice.count(`SELECT stamp FROM session`) != before {
		t.Error("the session changed")
	}
}

// A message of a session with somebody else is of none.
func TestBookKnowsWhoTalks(t *testing.T) {
	alice, bob := acquainted(t)
	carol := newParty(t, newPeer(t), 3)
	if _, err := alice.hears(carol, bob.says(alice, "hello")); !errors.Is(err, ErrUnknown) {
		t.Errorf("somebody else's session: %v", err)
	}
	elsewhere := newParty(t, bob.me, 9)
	elsewhere.accepts(alice, alice.offers(bob))
	if elsewhere.says(alice, "x") != nil {
		t.Error("an offer for another device was taken")
	}
	bob.update(func(tx *vault.Tx) error {
		if _, err := bob.Accept(tx, carol.me, []byte("x"), false); !errors.Is(err, ErrOffer) {
			t.Errorf("a broken offer: %v", err)
		}
		return nil
	})
}

// A retired session opens, and does not seal.
func TestBookRetires(t *testing.T) {
	alice, bob := acquainted(t)
	l := bob.says(alice, "hello")
	var id ID
	alice.wantsFrom(bob, l, "hello")
	late := alice.says(bob, "late")
	id, _ = IDOf(l.sealed)
	bob.update(func(tx *vault.Tx) error { return bob.Retire(tx, alice.me, id) })
	if bob.says(alice, "x") != nil {
		t.Error("it seals")
	}
	bob.wantsFrom(alice, late, "late")
}

// With a new device of the peer nothing is sealed for the old one any more.
func TestBookNewDevice(t *testing.T) {
	alice, bob := acquainted(t)
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	next := newParty(t, bob.me, 9)
	next.accepts(alice, alice.offers(next))
	alice.wantsFrom(next, next.says(alice, "from the new one"), "from the new one")
	if alice.says(bob, "x") != nil {
		t.Error("it seals for the old device")
	}
	next.wantsFrom(alice, alice.says(next, "hi"), "hi")
}

// A restored device has none of the old sessions.
func TestRestored(t *testing.T) {
	alice, bob := acquainted(t)
	alice.wantsFrom(bob, bob.says(alice, "hello"), "hello")
	bob.update(Restored)
	if bob.says(alice, "x") != nil || bob.count(`SELECT count(*) FROM session`) != 0 {
		t.Error("it goes on")
	}
}

// Whoever hears which sessions the other side has goes on in none but those.
func TestBookKeeps(t *testing.T) {
	alice, bob := acquainted(t)
	l := bob.says(alice, "hello")
	alice.wantsFrom(bob, l, "hello")
	var have []ID
	bob.update(func(tx *vault.Tx) (err error) { have, err = bob.Have(tx, alice.me); return err })
	if id, _ := IDOf(l.sealed); len(have) != 1 || have[0] != id {
		t.Fatalf("bob has %v", have)
	}
	alice.update(func(tx *vault.Tx) error { return alice.Keep(tx, bob.me, have) })
	if alice.says(bob, "x") == nil {
		t.Error("a session that both have ends")
	}
	alice.update(func(tx *vault.Tx) error { return alice.Keep(tx, bob.me, nil) })
	if alice.says(bob, "x") != nil {
		t.Error("a session goes on that the other has not")
	}
	offer := alice.offers(bob)
	alice.update(func(tx *vault.Tx) error { return alice.Keep(tx, bob.me, nil) })
	bob.accepts(alice, offer)
	alice.wantsFrom(bob, bob.says(alice, "in the new one"), "in the new one")
	if alice.says(bob, "y") == nil {
		t.Error("an offer that was under way is lost")
	}
}
