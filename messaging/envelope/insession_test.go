package envelope

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"reflect"
	"testing"
)

// parrot is a session that locks nothing, and remembers for which envelope.
type parrot struct {
	key  ed25519.PrivateKey
	bind Hash
}

var errParrot = errors.New("another session")

func newParrot() *parrot { return &parrot{key: ed25519.NewKeyFromSeed(make([]byte, 32))} }

func (p *parrot) Overhead() int { return 3 }

func (p *parrot) Sign(b []byte) (public, signature []byte) {
	return p.key.Public().(ed25519.PublicKey), ed25519.Sign(p.key, b)
}

func (p *parrot) Seal(bind Hash, text []byte) ([]byte, error) {
	p.bind = bind
	return append([]byte("***"), text...), nil
}

func (p *parrot) Open(bind Hash, locked []byte) ([]byte, error) {
	text, ok := bytes.CutPrefix(locked, []byte("***"))
	if !ok || bind != p.bind {
		return nil, errParrot
	}
	return text, nil
}

func (p *parrot) Verify(public, b, signature []byte) error {
	if !ed25519.Verify(public, b, signature) {
		return errParrot
	}
	return nil
}

// A message in a session says who sent it and its number before it is unlocked, and
// afterwards all that a signed one says, with the same hash.
func TestInSession(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	m := sample("hello")
	m.Aside = []byte("of this generation")
	p := newParrot()
	sealed, hash, err := SealIn(p, alice.ID(), bob.ID(), bob.prekey(), m)
	must(t, err)
	if p.bind != sha256.Sum256(sealed[:headerSize]) {
		t.Error("bound to another envelope")
	}
	if _, signed := seal(t, alice, bob, sample("hello")); hash != signed {
		t.Error("the hash depends on the form")
	}
	got, none, err := Open(bob.ID(), bob.own, sealed)
	must(t, err)
	if got.Sender != alice.ID() || got.Device != m.Device || got.Seq != m.Seq || got.Locked == nil || got.Kind != 0 || none != (Hash{}) {
		t.Errorf("locked: %+v", got)
	}
	got, again, err := Unlock(bob.ID(), got, p)
	must(t, err)
	if m.Sender = alice.ID(); !reflect.DeepEqual(got, m) || again != hash {
		t.Errorf("got %+v, want %+v", got, m)
	}
}

// What is said outside of the session has to be what is said in it, and what the
// session does not open or did not sign is no message.
func TestLockedWrongly(t *testing.T) {
	alice, bob, mallory := newUser(t), newUser(t), newUser(t)
	p := newParrot()
	sealed, _, err := SealIn(p, alice.ID(), bob.ID(), bob.prekey(), sample("x"))
	must(t, err)
	good, _, err := Open(bob.ID(), bob.own, sealed)
	must(t, err)
	for name, change := range map[string]func(m *Message){
		"another sender":   func(m *Message) { m.Sender = mallory.ID() },
		"another device":   func(m *Message) { m.Device[0]++ },
		"another number":   func(m *Message) { m.Seq++ },
		"another envelope": func(m *Message) { m.Locked.bind[0]++ },
		"another header":   func(m *Message) { m.Locked.header = make([]byte, headerSize) },
		"no text":          func(m *Message) { m.Locked.text = nil },
		"not protobuf":     func(m *Message) { m.Locked.text = []byte("***\xff\xff") },
	} {
		m, l := good, *good.Locked
		m.Locked = &l
		change(&m)
		if got, _, err := Unlock(bob.ID(), m, p); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, _, err := Unlock(mallory.ID(), good, p); err == nil {
		t.Error("it opened for somebody else")
	}
	if _, _, err := Unlock(bob.ID(), good, p); err != nil {
		t.Error(err)
	}
}

// Whoever has the card may write anything in form 2.
func TestHostileSessionContent(t *testing.T) {
	bob := newUser(t)
	for name, inner := range map[string][]byte{
		"empty": nil,
		"short": make([]byte, textAt-1),
	} {
		t.Run(name, func(t *testing.T) {
			wantUnreadable(t, bob, forge(t, bob, formSession, func([]byte) []byte { return inner }))
		})
	}
}

// A session costs room, and its messages have the same two sizes.
func TestSizesInSession(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	for _, n := range []int{0, 6000, 7000, MaxBody} {
		m := sample(string(make([]byte, n)))
		m.Aside = make([]byte, MaxAside)
		sealed, _, err := SealIn(newParrot(), alice.ID(), bob.ID(), bob.prekey(), m)
		if err != nil || len(sealed) != Small && len(sealed) != Large {
			t.Errorf("%d bytes: sealed in %d, %v", n, len(sealed), err)
		}
	}
	m := sample("x")
	m.Aside = make([]byte, MaxAside+1)
	if _, _, err := Seal(alice.Key, bob.ID(), bob.prekey(), m); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too much aside: %v", err)
	}
}
