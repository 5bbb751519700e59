package vectors

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"testing"
)

type aeadVector struct {
	verdict
	Key, IV, AAD, Msg, CT, Tag hexBytes
}

// Keys of 256 bits and nonces of 96, as sessions and the vault's key file have them.
// The nonce of HPKE is as long; its vectors are in TestRFC9180.
func TestAES256GCM(t *testing.T) {
	type group struct {
		KeySize, IVSize int
		Tests           []aeadVector
	}
	ran := 0
	for _, g := range load[group](t, "aes_gcm") {
		if g.KeySize != 256 || g.IVSize != 96 {
			continue
		}
		for _, v := range g.Tests {
			v.check(t)
			ran++
		}
	}
	enough(t, ran, 66)
}

func (v aeadVector) check(t *testing.T) {
	block, err := aes.NewCipher(v.Key)
	must(t, err)
	gcm, err := cipher.NewGCM(block)
	must(t, err)
	prefixed, err := cipher.NewGCMWithRandomNonce(block)
	must(t, err)

	sealed := append(bytes.Clone(v.CT), v.Tag...)
	msg, err := gcm.Open(nil, v.IV, sealed, v.AAD)
	v.want(t, v.valid(), err == nil && bytes.Equal(msg, v.Msg))
	msg, err = prefixed.Open(nil, nil, append(bytes.Clone(v.IV), sealed...), v.AAD)
	v.want(t, v.valid(), err == nil && bytes.Equal(msg, v.Msg))
	v.want(t, v.valid(), bytes.Equal(gcm.Seal(nil, v.IV, v.Msg, v.AAD), sealed))
}

// In one step, as words and message keys are stretched, and in two, as chains are.
func TestHKDFSHA256(t *testing.T) {
	type group struct {
		Tests []struct {
			verdict
			IKM, Salt, Info, OKM hexBytes
			Size                 int
		}
	}
	ran := 0
	for _, g := range load[group](t, "hkdf_sha256") {
		for _, v := range g.Tests {
			key, err := hkdf.Key(sha256.New, v.IKM, v.Salt, string(v.Info), v.Size)
			v.want(t, v.valid(), err == nil && bytes.Equal(key, v.OKM))
			prk, err := hkdf.Extract(sha256.New, v.IKM, v.Salt)
			must(t, err)
			key, err = hkdf.Expand(sha256.New, prk, string(v.Info), v.Size)
			v.want(t, v.valid(), err == nil && bytes.Equal(key, v.OKM))
			ran++
		}
	}
	enough(t, ran, 86)
}
