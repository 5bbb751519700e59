package vectors

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/mlkem"
	"crypto/mlkem/mlkemtest"
	"crypto/rand"
	"testing"
)

type kemGroup struct{ Tests []kemVector }

type kemVector struct {
	verdict
	Seed, M  hexBytes
	EK, C, K hexBytes
}

func TestMLKEM768Decapsulates(t *testing.T) {
	ran := 0
	for _, g := range load[kemGroup](t, "mlkem_768") {
		for _, v := range g.Tests {
			v.want(t, v.valid(), v.decapsulates())
			ran++
		}
	}
	enough(t, ran, 201)
}

func (v kemVector) decapsulates() bool {
	key, err := mlkem.NewDecapsulationKey768(v.Seed)
	if err != nil {
		return false
	}
	shared, err := key.Decapsulate(v.C)
	return err == nil && bytes.Equal(shared, v.K) && bytes.Equal(key.EncapsulationKey().Bytes(), v.EK)
}

func TestMLKEM768KeyOfSeed(t *testing.T) {
	ran := 0
	for _, g := range load[kemGroup](t, "mlkem_768_keygen_seed") {
		for _, v := range g.Tests {
			key, err := mlkem.NewDecapsulationKey768(v.Seed)
			v.want(t, v.valid(), err == nil && bytes.Equal(key.EncapsulationKey().Bytes(), v.EK))
			ran++
		}
	}
	enough(t, ran, 100)
}

// Bad keys are refused with the prekey that they are the first half of, before
// anything is sealed to it.
func TestMLKEM768Encapsulates(t *testing.T) {
	other, err := ecdh.P256().GenerateKey(rand.Reader)
	must(t, err)
	second := other.PublicKey().Bytes()
	ran := 0
	for _, g := range load[kemGroup](t, "mlkem_768_encaps") {
		for _, v := range g.Tests {
			_, err := hpke.MLKEM768P256().NewPublicKey(append(bytes.Clone(v.EK), second...))
			v.want(t, v.valid(), err == nil)
			v.want(t, v.valid(), v.encapsulates())
			ran++
		}
	}
	enough(t, ran, 265)
}

func (v kemVector) encapsulates() bool {
	key, err := mlkem.NewEncapsulationKey768(v.EK)
	if err != nil {
		return false
	}
	shared, c, err := mlkemtest.Encapsulate768(key, v.M)
	return err == nil && bytes.Equal(shared, v.K) && bytes.Equal(c, v.C)
}
