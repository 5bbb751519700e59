package vectors

import (
	"bytes"
	"crypto/hpke"
	"encoding/json"
	"os"
	"testing"
)

type hpkeVector struct {
	KEM     uint16   `json:"kem_id"`
	KDF     uint16   `json:"kdf_id"`
	AEAD    uint16   `json:"aead_id"`
	Info    hexBytes `json:"info"`
	Private hexBytes `json:"skRm"`
	Public  hexBytes `json:"pkRm"`
	Enc     hexBytes `json:"enc"`

	Encryptions []struct{ AAD, CT, PT hexBytes }
	Exports     []struct {
		Context hexBytes `json:"exporter_context"`
		L       int
		Value   hexBytes `json:"exported_value"`
	}
}

// Our KDF and our AEAD, with the X25519 of contact requests and with P-256.
func TestRFC9180(t *testing.T) {
	for _, v := range hpkeVectors(t, "rfc9180", 2) {
		if v.KDF != hpke.HKDFSHA256().ID() || v.AEAD != hpke.AES256GCM().ID() {
			t.Error("another suite")
		}
		v.check(t)
	}
}

// Our KEM with our KDF and with our AEAD, though not with both at once: package
// envelope opens a block with nothing but the primitives, which closes that gap.
func TestHybrid(t *testing.T) {
	for _, v := range hpkeVectors(t, "hpke-pq", 2) {
		if v.KEM != hpke.MLKEM768P256().ID() {
			t.Error("another KEM")
		}
		v.check(t)
	}
}

func hpkeVectors(t *testing.T, name string, want int) (vectors []hpkeVector) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name + ".json")
	must(t, err)
	must(t, json.Unmarshal(b, &vectors))
	enough(t, len(vectors), want)
	return vectors
}

func (v hpkeVector) check(t *testing.T) {
	r := v.recipient(t)
	for i, e := range v.Encryptions {
		plain, err := r.Open(e.AAD, e.CT)
		if err != nil || !bytes.Equal(plain, e.PT) {
			t.Errorf("encryption %d: %v", i, err)
		}
	}
	for i, e := range v.Exports {
		value, err := r.Export(string(e.Context), e.L)
		if err != nil || !bytes.Equal(value, e.Value) {
			t.Errorf("export %d: %v", i, err)
		}
	}
	enough(t, len(v.Encryptions), 3)
	enough(t, len(v.Exports), 2)
}

func (v hpkeVector) recipient(t *testing.T) *hpke.Recipient {
	kem, err := hpke.NewKEM(v.KEM)
	must(t, err)
	kdf, err := hpke.NewKDF(v.KDF)
	must(t, err)
	aead, err := hpke.NewAEAD(v.AEAD)
	must(t, err)
	key, err := kem.NewPrivateKey(v.Private)
	must(t, err)
	if !bytes.Equal(key.PublicKey().Bytes(), v.Public) {
		t.Error("another public key")
	}
	r, err := hpke.NewRecipient(v.Enc, key, kdf, aead, v.Info)
	must(t, err)
	return r
}
