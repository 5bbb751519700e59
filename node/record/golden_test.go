package record

import (
	"bytes"
	"encoding/hex"
	"testing"
)

// frozen is the record of version 1,790,000,000,000 with the payload "frozen". It
// must stay readable for ever, and Ed25519 makes the same bytes each time.
const frozen = "" +
	"01" +
	"b265dedddd5fe2d42b693aedd7171a2bb72d4c00a0ac0f2dc74eb83bdd47c13c" +
	"000001a0c4506c00" +
	"0463617264" +
	"000666726f7a656e" +
	"87e1b0541bd53a93fca2c7fe84858a0173efa2648c8ee49df65f1d71eec6124be581a0bf24e958df4bec71477636c8484f252b018d035690119b6e65c9bdbd0e"

func TestFrozenRecord(t *testing.T) {
	want, err := hex.DecodeString(frozen)
	must(t, err)
	if got := seal(t, key(t, alice), 1_790_000_000_000, "frozen"); !bytes.Equal(got, want) {
		t.Errorf("got %x", got)
	}
	r, err := Open(want)
	must(t, err)
	if r.Owner != key(t, alice).ID() || r.Kind != "card" || r.Version != 1_790_000_000_000 || string(r.Payload) != "frozen" {
		t.Errorf("%+v", r)
	}
}

// FuzzOpen checks that a record has one encoding only.
func FuzzOpen(f *testing.F) {
	b := seal(f, key(f, alice), 5, "hello")
	f.Add(b)
	f.Add(b[:overhead])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = Open(b)
		r, err := Parse(b)
		if err != nil {
			return
		}
		again, err := toWire(r)
		must(t, err)
		if signed, _ := split(b); !bytes.Equal(again, signed) {
			t.Errorf("%x is read as %x", signed, again)
		}
	})
}
