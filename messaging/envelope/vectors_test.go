package envelope

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/mlkem"
	"crypto/sha256"
	"crypto/sha3"
	"encoding/binary"
	"testing"
)

// TestBlockByHand opens a block with nothing but the primitives and what the package
// comment, RFC 9180 and draft-ietf-hpke-pq say: the format is what it claims to be.
func TestBlockByHand(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	sealed, _ := seal(t, alice, bob, sample("hello"))
	secret, err := bob.own[0].Bytes()
	must(t, err)

	shared := decapsulateByHand(t, secret, sealed[5:1158])
	suite := []byte("HPKE\x00\x50\x00\x01\x00\x02")
	info := append([]byte("restante/1/envelope\x00"), bob.ID()...)
	context := append([]byte{0}, extract(t, suite, nil, "psk_id_hash", nil)...)
	context = append(context, extract(t, suite, nil, "info_hash", info)...)
	prk := extract(t, suite, shared, "secret", nil)
	block, err := aes.NewCipher(expand(t, suite, prk, "key", context, 32))
	must(t, err)
	gcm, err := cipher.NewGCM(block)
	must(t, err)
	content, err := gcm.Open(nil, expand(t, suite, prk, "base_nonce", context, 12), sealed[1158:], sealed[:5])
	must(t, err)

	n := binary.BigEndian.Uint32(content[1:])
	if content[0] != 1 || !bytes.Equal(content[5:5+n], received(t, bob, sealed)) {
		t.Error("another content")
	}
}

// decapsulateByHand is MLKEM768-P256: both shared secrets, hashed with the P-256
// ciphertext and key.
func decapsulateByHand(t *testing.T, secret, enc []byte) []byte {
	shake := sha3.NewSHAKE256()
	shake.Write(secret)
	seeds := make([]byte, mlkem.SeedSize+32)
	shake.Read(seeds)
	pq, err := mlkem.NewDecapsulationKey768(seeds[:mlkem.SeedSize])
	must(t, err)
	ec, err := ecdh.P256().NewPrivateKey(seeds[mlkem.SeedSize:])
	must(t, err)
	pqShared, err := pq.Decapsulate(enc[:1088])
	must(t, err)
	point, err := ecdh.P256().NewPublicKey(enc[1088:])
	must(t, err)
	ecShared, err := ec.ECDH(point)
	must(t, err)
	all := bytes.Join([][]byte{pqShared, ecShared, enc[1088:], ec.PublicKey().Bytes(), []byte("MLKEM768-P256")}, nil)
	sum := sha3.Sum256(all)
	return sum[:]
}

// extract and expand are LabeledExtract and LabeledExpand of RFC 9180, section 4.
func extract(t *testing.T, suite, salt []byte, label string, ikm []byte) []byte {
	labeled := bytes.Join([][]byte{[]byte("HPKE-v1"), suite, []byte(label), ikm}, nil)
	b, err := hkdf.Extract(sha256.New, labeled, salt)
	must(t, err)
	return b
}

func expand(t *testing.T, suite, prk []byte, label string, info []byte, n int) []byte {
	labeled := binary.BigEndian.AppendUint16(nil, uint16(n))
	labeled = append(labeled, "HPKE-v1"...)
	labeled = append(append(append(labeled, suite...), label...), info...)
	b, err := hkdf.Expand(sha256.New, prk, string(labeled), n)
	must(t, err)
	return b
}
