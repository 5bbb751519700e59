package envelope

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"restante/node/identity"
	"restante/offline/deposit"
)

// user is somebody with an identity and one prekey.
type user struct {
	*identity.Key
	own keys
}

type keys []*PrivateKey

func (k keys) Private() []*PrivateKey { return k }

func newUser(t testing.TB) user {
	t.Helper()
	words, err := identity.NewWords()
	must(t, err)
	key, err := identity.FromWords(words)
	must(t, err)
	prekey, err := NewPrivateKey(7)
	must(t, err)
	return user{Key: key, own: keys{prekey}}
}

func (u user) prekey() Prekey { return u.own[0].Prekey() }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sample(body string) Message {
	return Message{
		Device: Device{1, 2, 3},
		Seq:    42,
		Prev:   Hash{9},
		SentAt: time.Date(2026, 11, 21, 12, 0, 0, 123456789, time.UTC),
		Kind:   KindChat,
		ID:     "QmSomeMessage",
		Body:   []byte(body),
	}
}

func seal(t testing.TB, from, to user, m Message) ([]byte, Hash) {
	t.Helper()
	sealed, hash, err := Seal(from.Key, to.ID(), to.prekey(), m)
	must(t, err)
	return sealed, hash
}

func wantUnreadable(t *testing.T, me user, sealed []byte) {
	t.Helper()
	if m, _, err := Open(me.ID(), me.own, sealed); !errors.Is(err, ErrUnreadable) {
		t.Errorf("opened %+v, error %v; want ErrUnreadable", m, err)
	}
}

func TestOpenReturnsWhatWasSealed(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	for _, m := range []Message{
		sample("hello"),
		{SentAt: time.Unix(0, 0).UTC(), Kind: 200},
		{SentAt: time.Unix(1, 1).UTC(), Kind: KindReceipt, Seq: 1<<64 - 1, Body: make([]byte, MaxBody), ID: strings.Repeat("ü", MaxID/2)},
	} {
		sealed, hash := seal(t, alice, bob, m)
		got, gotHash, err := Open(bob.ID(), bob.own, sealed)
		must(t, err)
		if m.Sender = alice.ID(); !reflect.DeepEqual(got, m) {
			t.Errorf("got %+v, want %+v", got, m)
		}
		if gotHash != hash {
			t.Error("sender and recipient have different hashes")
		}
	}
}

func TestPrekeyFromACardIsParsedAgain(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	byHand := Prekey{ID: 7, Public: bob.prekey().Public}
	sealed, _, err := Seal(alice.Key, bob.ID(), byHand, sample("x"))
	must(t, err)
	_, _, err = Open(bob.ID(), bob.own, sealed)
	must(t, err)
}

func TestAllBodiesHaveOneOfTwoSizes(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	last := Small
	for n := 0; n <= MaxBody; n += 256 {
		m := sample(strings.Repeat("x", n))
		sealed, _ := seal(t, alice, bob, m)
		if len(sealed) < last || len(sealed) != Small && len(sealed) != Large || cap(sealed) != len(sealed) {
			t.Fatalf("body of %d bytes: sealed in %d (capacity %d)", n, len(sealed), cap(sealed))
		}
		last = len(sealed)
	}
	if last != Large {
		t.Error("the largest body does not need the large size")
	}
}

func TestSizeAtTheBoundary(t *testing.T) {
	const room = Small - headerSize - contentHead - macSize
	for n, want := range map[int]int{0: Small, room: Small, room + 1: Large, room + Large - Small: Large} {
		if got, err := fit(n); got != want || err != nil {
			t.Errorf("fit(%d) = %d, %v, want %d", n, got, err, want)
		}
	}
	if _, err := fit(room + Large - Small + 1); !errors.Is(err, ErrTooLarge) {
		t.Errorf("more than the large size: %v", err)
	}
}

func TestWhatCannotBeSealed(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	good := sample("x")
	for name, c := range map[string]struct {
		change func(*Message)
		want   error
	}{
		"body":    {func(m *Message) { m.Body = make([]byte, MaxBody+1) }, ErrTooLarge},
		"id":      {func(m *Message) { m.ID = strings.Repeat("x", MaxID+1) }, ErrTooLarge},
		"no kind": {func(m *Message) { m.Kind = 0 }, ErrMessage},
		"text":    {func(m *Message) { m.ID = "\xff" }, ErrMessage},
		"time":    {func(m *Message) { m.SentAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, ErrMessage},
	} {
		m := good
		c.change(&m)
		if _, _, err := Seal(alice.Key, bob.ID(), bob.prekey(), m); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for name, public := range map[string][]byte{"none": nil, "zeros": make([]byte, PublicSize), "long": make([]byte, PublicSize+1)} {
		if _, _, err := Seal(alice.Key, bob.ID(), Prekey{ID: 1, Public: public}, good); !errors.Is(err, ErrPrekey) {
			t.Errorf("prekey %s: %v", name, err)
		}
	}
}

func TestGenerationsShareTheirHash(t *testing.T) {
	alice, bob, carol := newUser(t), newUser(t), newUser(t)
	one, hash := seal(t, alice, bob, sample("x"))
	two, again := seal(t, alice, bob, sample("x"))
	if hash != again {
		t.Error("sealing again changed the hash")
	}
	if bytes.Equal(one[headerSize:], two[headerSize:]) || bytes.Equal(one[encAt:headerSize], two[encAt:headerSize]) {
		t.Error("two generations look alike")
	}
	_, other := seal(t, alice, bob, sample("y"))
	_, others := seal(t, carol, bob, sample("x"))
	if other == hash || others == hash {
		t.Error("the hash does not tell apart another text or another sender")
	}
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("hello"))
	at := []int{0, tagAt, encAt - 1, encAt, encAt + 1087, encAt + 1088, headerSize - 1, headerSize, headerSize + contentHead, len(sealed) - macSize - 1, len(sealed) - macSize, len(sealed) - 1}
	for i := headerSize; i < len(sealed); i += 97 {
		at = append(at, i)
	}
	for _, i := range at {
		for _, bit := range []byte{1, 0x80} {
			bad := bytes.Clone(sealed)
			bad[i] ^= bit
			wantUnreadable(t, bob, bad)
		}
	}
	for _, n := range []int{0, 1, headerSize, Small - 1} {
		wantUnreadable(t, bob, sealed[:n])
	}
	wantUnreadable(t, bob, append(bytes.Clone(sealed), 0))
	wantUnreadable(t, bob, append(bytes.Clone(sealed), make([]byte, Large-Small)...))
}

func TestOnlyTheRecipientOpens(t *testing.T) {
	alice, bob, carol := newUser(t), newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("x"))
	wantUnreadable(t, carol, sealed)
	wantUnreadable(t, alice, sealed)
	wantUnreadable(t, user{Key: bob.Key}, sealed)                 // prekey deleted
	wantUnreadable(t, user{Key: carol.Key, own: bob.own}, sealed) // key stolen, other name
}

func TestOpenFindsAmongManyPrekeys(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("x"))
	for range 5 {
		k, err := NewPrivateKey(1)
		must(t, err)
		bob.own = append(keys{k}, bob.own...)
	}
	_, _, err := Open(bob.ID(), bob.own, sealed)
	must(t, err)
}

// Two prekeys whose tags are equal by chance must not hide each other.
func TestEqualTags(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("x"))
	other, err := NewPrivateKey(8)
	must(t, err)
	other.digest = bob.own[0].digest
	bob.own = append(keys{other}, bob.own...)
	_, _, err = Open(bob.ID(), bob.own, sealed)
	must(t, err)
}

func TestPrivateKeyFromItsBytes(t *testing.T) {
	k, err := NewPrivateKey(3)
	must(t, err)
	secret, err := k.Bytes()
	must(t, err)
	again, err := ParsePrivateKey(3, secret)
	must(t, err)
	if !bytes.Equal(again.Prekey().Public, k.Prekey().Public) || again.ID() != 3 || len(secret) != PrivateSize {
		t.Error("a restored key is not the same")
	}
	if _, err := ParsePrivateKey(3, secret[1:]); !errors.Is(err, ErrPrekey) {
		t.Errorf("short secret: %v", err)
	}
}

func TestBody(t *testing.T) {
	bob, carol := newUser(t), newUser(t)
	for _, n := range []int{0, 1, deposit.BodySize, MaxBodyPlain} {
		plain := bytes.Repeat([]byte{7}, n)
		sealed, err := SealBody(bob.ID(), bob.prekey(), plain)
		must(t, err)
		if len(sealed) != BodySize || len(sealed) > deposit.MaxBody {
			t.Fatalf("%d bytes were sealed in %d", n, len(sealed))
		}
		got, err := OpenBody(bob.ID(), bob.own, sealed)
		must(t, err)
		if !bytes.Equal(got, plain) {
			t.Fatal("another body came out")
		}
		if _, err := OpenBody(carol.ID(), carol.own, sealed); !errors.Is(err, ErrUnreadable) {
			t.Errorf("a stranger opens: %v", err)
		}
		for _, i := range []int{0, tagAt, encAt, headerSize, BodySize - 1} {
			bad := bytes.Clone(sealed)
			bad[i] ^= 1
			if _, err := OpenBody(bob.ID(), bob.own, bad); !errors.Is(err, ErrUnreadable) {
				t.Errorf("byte %d changed: %v", i, err)
			}
		}
	}
	if _, err := SealBody(bob.ID(), bob.prekey(), make([]byte, MaxBodyPlain+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}
