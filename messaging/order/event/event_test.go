package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// What is signed comes back as it was, of every kind.
func TestEveryKindComesBack(t *testing.T) {
	k := keyFrom(t, 1)
	seen := make(map[Kind]bool)
	for _, b := range samples(t) {
		seen[b.Kind()] = true
		e, raw, err := Sign(k, draft(b))
		must(t, err)
		got, err := Open(raw)
		must(t, err)
		if !reflect.DeepEqual(got, e) || !reflect.DeepEqual(got.Body, b) {
			t.Errorf("%s: %+v became %+v", b.Kind(), b, got)
		}
		if got.Author != k.ID() || got.Hash != sha256.Sum256(raw[:len(raw)-signatureSize]) {
			t.Errorf("%s: author %s, hash %s", b.Kind(), got.Author, got.Hash)
		}
	}
	for _, k := range Kinds() {
		if !seen[k] {
			t.Errorf("nothing of kind %s was tried", k)
		}
	}
}

func TestTheFirstEventNamesTheOrder(t *testing.T) {
	e, _, err := Sign(keyFrom(t, 1), draft(order(t)))
	must(t, err)
	if e.Order != ID(e.Hash) {
		t.Errorf("the order is %s, its first event %s", e.Order, e.Hash)
	}
	if id, err := ParseID(e.Order.String()); err != nil || id != e.Order {
		t.Errorf("%s is read as %s, %v", e.Order, id, err)
	}
	var id ID
	b, err := json.Marshal(e.Order)
	if must(t, err); json.Unmarshal(b, &id) != nil || id != e.Order {
		t.Errorf("%s is read as %s", b, id)
	}
}

func TestWhatIsNoID(t *testing.T) {
	for _, s := range []string{"", "0OIl", ID{1}.String()[1:], ID{1}.String() + "1", idFrom(t, 1).String(), strings.Repeat("1", 1_000)} {
		_, err := ParseID(s)
		wants(t, s, err, ErrID)
	}
}

func TestSignPutsParentsAndTimeInForm(t *testing.T) {
	e := draft(Complete{})
	e.Parents = []Hash{{6}, {5}}
	e.At = noon.Add(123 * time.Microsecond).In(time.FixedZone("CET", 3600))
	e, _, err := Sign(keyFrom(t, 1), e)
	must(t, err)
	if e.Parents[0] != (Hash{5}) || !e.At.Equal(noon) || e.At.Location() != time.UTC {
		t.Errorf("%v at %v", e.Parents, e.At)
	}
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	_, raw, err := Sign(keyFrom(t, 1), draft(Refund{Amount: 100, Reason: "x", Parts: []Part{{0, 1}}}))
	must(t, err)
	for i := range raw {
		for bit := range 8 {
			bad := bytes.Clone(raw)
			bad[i] ^= 1 << bit
			if _, err := Open(bad); err == nil {
				t.Fatalf("bit %d of byte %d", bit, i)
			}
		}
	}
	for n := range raw {
		if _, err := Open(raw[:n]); err == nil {
			t.Fatalf("cut to %d bytes", n)
		}
	}
}

func TestNobodySignsForAnother(t *testing.T) {
	alice, bob := keyFrom(t, 1), keyFrom(t, 2)
	_, raw, err := Sign(alice, draft(Complete{}))
	must(t, err)
	signed, _ := split(raw)
	for name, sig := range map[string][]byte{
		"another key":     bob.Sign(purpose, signed),
		"another purpose": alice.Sign("envelope", signed),
		"zeros":           make([]byte, signatureSize),
	} {
		_, err := Open(append(bytes.Clone(signed), sig...))
		wants(t, name, err, ErrForged)
		if _, err := Parse(append(bytes.Clone(signed), sig...)); err != nil {
			t.Errorf("Parse checks the signature of %s: %v", name, err)
		}
	}
}
