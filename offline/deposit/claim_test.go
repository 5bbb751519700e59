package deposit

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"reflect"
	"testing"
	"time"

	"restante/node/identity"
	"restante/node/identity/identitytest"
)

// claimOf is a claim by the node with the key k.
func claimOf(t testing.TB, k, owner, asker *identity.Key) (Claim, []byte) {
	t.Helper()
	c := Claim{Owner: owner.ID(), Pool: PoolName{1, 2}, Token: sha256.Sum256([]byte("token")), Asker: asker.ID(), Time: time.Unix(2e9, 5).UTC()}
	b, err := c.Sign(k)
	if err != nil {
		t.Fatal(err)
	}
	return c, b
}

func TestClaim(t *testing.T) {
	node := identitytest.New(t)
	c, b := claimOf(t, node, identitytest.New(t), identitytest.New(t))
	got, err := OpenClaim(b)
	if err != nil || !reflect.DeepEqual(got, c) || got.Node != node.ID() || len(b) != ClaimSize {
		t.Errorf("got %+v, %v; want %+v", got, err, c)
	}
	if !got.Covers([]byte("token")) || got.Covers([]byte("another")) {
		t.Error("it covers another token")
	}
	for i := range b {
		changed := bytes.Clone(b)
		changed[i] ^= 1
		if _, err := OpenClaim(changed); !errors.Is(err, ErrClaim) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for _, other := range [][]byte{nil, b[:ClaimSize-1], append(bytes.Clone(b), 0)} {
		if _, err := OpenClaim(other); !errors.Is(err, ErrClaim) {
			t.Errorf("%d bytes: %v", len(other), err)
		}
	}
}

// A signature for something else is worth nothing here.
func TestClaimHasAPurposeOfItsOwn(t *testing.T) {
	node := identitytest.New(t)
	_, b := claimOf(t, node, node, node)
	b = append(b[:claimEnd:claimEnd], node.Sign(custodyPurpose, b[:claimEnd])...)
	if _, err := OpenClaim(b); !errors.Is(err, ErrClaim) {
		t.Errorf("signed as a receipt: %v", err)
	}
}

func TestClaimOfNobody(t *testing.T) {
	node := identitytest.New(t)
	for _, c := range []Claim{{Owner: node.ID()}, {Asker: node.ID()}, {Owner: "x", Asker: node.ID()}} {
		if _, err := c.Sign(node); !errors.Is(err, ErrClaim) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func FuzzOpenClaim(f *testing.F) {
	k := keyOf(f, words)
	_, b := claimOf(f, k, k, k)
	f.Add(b)
	f.Add(b[:claimEnd])
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = OpenClaim(b)
		c, err := decodeClaim(b)
		if err != nil {
			return
		}
		again, err := c.statement()
		if err != nil || !bytes.Equal(append(again, c.Signature...), b) {
			t.Errorf("%x is read as %+v, %v", b, c, err)
		}
	})
}
