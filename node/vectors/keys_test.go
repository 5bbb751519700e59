package vectors

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hpke"
	"crypto/mlkem"
	"math/big"
	"testing"

	"restante/node/identity"
)

// The key comes out of a peer ID, as that of each signature does.
func TestEd25519(t *testing.T) {
	type group struct {
		PublicKey struct{ PK hexBytes }
		Tests     []struct {
			verdict
			Msg, Sig hexBytes
		}
	}
	ran := 0
	for _, g := range load[group](t, "ed25519") {
		id, err := identity.IDOf(g.PublicKey.PK)
		must(t, err)
		key, err := identity.PublicKey(id)
		must(t, err)
		for _, v := range g.Tests {
			v.want(t, v.valid(), ed25519.Verify(key, v.Msg, v.Sig))
			ran++
		}
	}
	enough(t, ran, 151)
}

type agreement struct {
	verdict
	Public, Private, Shared hexBytes
}

type agreements struct{ Tests []agreement }

// What Wycheproof leaves to us, such as points of the twist, is computed; only a
// secret of zeros, which anybody can know, is refused.
func TestX25519(t *testing.T) {
	ran := 0
	for _, g := range load[agreements](t, "x25519") {
		for _, v := range g.Tests {
			private, err := ecdh.X25519().NewPrivateKey(v.Private)
			must(t, err)
			public, err := ecdh.X25519().NewPublicKey(v.Public)
			must(t, err)
			shared, err := private.ECDH(public)
			v.want(t, !v.has("ZeroSharedSecret"), err == nil && bytes.Equal(shared, v.Shared))
			ran++
		}
	}
	enough(t, ran, 518)
}

// Points are refused with the prekey that they are the second half of.
func TestP256(t *testing.T) {
	other, err := mlkem.GenerateKey768()
	must(t, err)
	first := other.EncapsulationKey().Bytes()
	ran := 0
	for _, g := range load[agreements](t, "ecdh_secp256r1_ecpoint") {
		for _, v := range g.Tests {
			_, err := hpke.MLKEM768P256().NewPublicKey(append(bytes.Clone(first), v.Public...))
			v.want(t, v.valid(), err == nil)
			v.want(t, v.valid(), v.agrees(t))
			ran++
		}
	}
	enough(t, ran, 355)
}

func (v agreement) agrees(t *testing.T) bool {
	scalar := new(big.Int).SetBytes(v.Private).FillBytes(make([]byte, 32))
	private, err := ecdh.P256().NewPrivateKey(scalar)
	must(t, err)
	public, err := ecdh.P256().NewPublicKey(v.Public)
	if err != nil {
		return false
	}
	shared, err := private.ECDH(public)
	return err == nil && bytes.Equal(shared, v.Shared)
}
