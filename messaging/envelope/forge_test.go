package envelope

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// forge seals whatever inner(header) returns, as somebody does who knows the format
// and the recipient's card.
func forge(t *testing.T, to user, f form, inner func(header []byte) []byte) []byte {
	t.Helper()
	s, err := newSealer(to.ID(), to.prekey(), infoEnvelope)
	must(t, err)
	sealed, err := s.seal(pad(f, inner(s.header[:]), Small), Small)
	must(t, err)
	return sealed
}

// signed returns an inner envelope of from for a recipient and a header.
func signed(t *testing.T, from user, to peer.ID, header, message []byte) []byte {
	t.Helper()
	key, err := identity.PublicKey(from.ID())
	must(t, err)
	l := letter{wire: message, hash: hashOf(key, message)}
	return signedToWire(l, key, from.Sign(purpose, transcript(formSigned, header, l, to)))
}

func wire(t *testing.T, m Message) []byte {
	t.Helper()
	b, err := toWire(m)
	must(t, err)
	return b
}

// received opens a block down to the signed inner envelope, as its recipient can.
func received(t *testing.T, me user, sealed []byte) []byte {
	t.Helper()
	content, err := unseal(me.ID(), me.own, infoEnvelope, sealed)
	must(t, err)
	_, inner, err := unpad(content)
	must(t, err)
	return inner
}

func TestForgeCanMakeAValidBlock(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed := forge(t, bob, formSigned, func(header []byte) []byte {
		return signed(t, alice, bob.ID(), header, wire(t, sample("x")))
	})
	_, _, err := Open(bob.ID(), bob.own, sealed) // or the tests below prove nothing
	must(t, err)
}

// Bob must not be able to show Alice's words to Carol as if she had sent them.
func TestSurreptitiousForwarding(t *testing.T) {
	alice, bob, carol := newUser(t), newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("for Bob"))
	inner := received(t, bob, sealed)
	wantUnreadable(t, carol, forge(t, carol, formSigned, func([]byte) []byte { return inner }))
}

// A recipient must not be able to make a second block of one message, nor somebody
// who got hold of the inner envelope.
func TestSecondBlock(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("once"))
	inner := received(t, bob, sealed)
	wantUnreadable(t, bob, forge(t, bob, formSigned, func([]byte) []byte { return inner }))
}

func TestForgedSignatures(t *testing.T) {
	alice, bob, mallory := newUser(t), newUser(t), newUser(t)
	aliceKey, err := identity.PublicKey(alice.ID())
	must(t, err)
	of := func(message []byte) letter { return letter{wire: message, hash: hashOf(aliceKey, message)} }
	x, y := of(wire(t, sample("x"))), of(wire(t, sample("y")))
	beside := x
	beside.Aside = []byte("put beside it")
	script := func(h []byte) []byte { return transcript(formSigned, h, x, bob.ID()) }
	for name, inner := range map[string]func(header []byte) []byte{
		"by another key":       func(h []byte) []byte { return signedToWire(x, aliceKey, mallory.Sign(purpose, script(h))) },
		"for another purpose":  func(h []byte) []byte { return signedToWire(x, aliceKey, alice.Sign("record", script(h))) },
		"over another message": func(h []byte) []byte { return signedToWire(y, aliceKey, alice.Sign(purpose, script(h))) },
		"over another aside":   func(h []byte) []byte { return signedToWire(beside, aliceKey, alice.Sign(purpose, script(h))) },
		"for another form": func(h []byte) []byte {
			return signedToWire(x, aliceKey, alice.Sign(purpose, transcript(formSession, h, x, bob.ID())))
		},
		"for another recipient": func(h []byte) []byte { return signed(t, alice, mallory.ID(), h, x.wire) },
		"missing":               func(h []byte) []byte { return signedToWire(x, aliceKey, nil) },
		"no key":                func(h []byte) []byte { return signedToWire(x, nil, make([]byte, 64)) },
		"long key":              func(h []byte) []byte { return signedToWire(x, make([]byte, 4000), make([]byte, 64)) },
		"not protobuf":          func(h []byte) []byte { return []byte("\xff\xff\xff") },
	} {
		t.Run(name, func(t *testing.T) { wantUnreadable(t, bob, forge(t, bob, formSigned, inner)) })
	}
}

// Whoever has a key may sign nonsense.
func TestHostileMessages(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	good := wire(t, sample("x"))
	for name, message := range map[string][]byte{
		"empty":        {},
		"not protobuf": []byte("\xff\xff"),
		"cut":          good[:len(good)-1],
		"kind 256":     append(append([]byte{}, good...), 0x08, 0x80, 0x02),
		"kind 0":       append(append([]byte{}, good...), 0x08, 0x00),
		"short device": append(append([]byte{}, good...), 0x1a, 1, 1),
		"short prev":   append(append([]byte{}, good...), 0x2a, 1, 1),
		"bad nanos":    append(append([]byte{}, good...), 0x32, 6, 0x10, 0xff, 0xff, 0xff, 0xff, 0x07),
		"id not UTF-8": append(append([]byte{}, good...), 0x12, 1, 0xff),
		"long id":      append(append(append([]byte{}, good...), 0x12, 0x81, 0x01), make([]byte, 129)...),
	} {
		t.Run(name, func(t *testing.T) {
			wantUnreadable(t, bob, forge(t, bob, formSigned, func(h []byte) []byte {
				return signed(t, alice, bob.ID(), h, message)
			}))
		})
	}
}

func TestUnknownFormAndPadding(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	valid := func(h []byte) []byte { return signed(t, alice, bob.ID(), h, wire(t, sample("x"))) }
	wantUnreadable(t, bob, forge(t, bob, 0, valid))
	wantUnreadable(t, bob, forge(t, bob, 3, valid))
	for name, change := range map[string]func(content []byte){
		"length over the end": func(c []byte) { c[1] = 0xff },
		"length cut":          func(c []byte) { c[4]-- },
		"not only zeros":      func(c []byte) { c[len(c)-1] = 1 },
	} {
		s, err := newSealer(bob.ID(), bob.prekey(), infoEnvelope)
		must(t, err)
		content := pad(formSigned, valid(s.header[:]), Small)
		change(content)
		sealed, err := s.seal(content, Small)
		must(t, err)
		t.Run(name, func(t *testing.T) { wantUnreadable(t, bob, sealed) })
	}
}

// What is sealed as a deposit's body is no envelope, and the other way round.
func TestLabelsKeepUsesApart(t *testing.T) {
	bob := newUser(t)
	s, err := newSealer(bob.ID(), bob.prekey(), infoDeposit)
	must(t, err)
	sealed, err := s.seal(pad(formSigned, nil, Small), Small)
	must(t, err)
	wantUnreadable(t, bob, sealed)
}
