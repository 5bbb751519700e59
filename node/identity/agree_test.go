package identity

import (
	"bytes"
	"errors"
	"testing"
)

// What the owner of a key and others make of it are two halves of one pair, and
// both sides agree on one secret.
func TestECDH(t *testing.T) {
	alice, bob := newTestKey(t), newTestKey(t)
	for _, k := range []*Key{alice, bob} {
		public, err := ECDHPublic(k.ID())
		if err != nil || !public.Equal(k.ECDH().PublicKey()) {
			t.Fatalf("another public key, %v", err)
		}
	}
	secret := func(me, other *Key) []byte {
		public, err := ECDHPublic(other.ID())
		if err != nil {
			t.Fatal(err)
		}
		b, err := me.ECDH().ECDH(public)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if !bytes.Equal(secret(alice, bob), secret(bob, alice)) {
		t.Error("the two sides have different secrets")
	}
	if bytes.Equal(secret(alice, bob), secret(alice, alice)) {
		t.Error("the secret does not depend on the other")
	}
}

// A key that is no point of the curve is told, and so is one of small order where
// it is used.
func TestECDHOfBadKeys(t *testing.T) {
	off := bytes.Repeat([]byte{0xff}, 32)
	off[0] = 2
	id, err := IDOf(off)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ECDHPublic(id); !errors.Is(err, ErrPeerID) {
		t.Errorf("no point: %v", err)
	}
	one := make([]byte, 32)
	one[0] = 1
	if id, err = IDOf(one); err != nil {
		t.Fatal(err)
	}
	if public, err := ECDHPublic(id); err == nil {
		if _, err = newTestKey(t).ECDH().ECDH(public); err == nil {
			t.Error("a secret with a point of small order")
		}
	}
}
