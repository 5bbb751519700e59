package identity

import (
	"bytes"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
)

// vectorWords is the BIP-39 test vector of 32 bytes 0x80. The seed was computed
// from it by another program too.
const (
	vectorWords = "letter advice cage absurd amount doctor acoustic avoid " +
		"letter advice cage absurd amount doctor acoustic avoid " +
		"letter advice cage absurd amount doctor acoustic bless"
	vectorSeed      = "fe905c5c13ca4542aee037d2e70a1c98309373423674d24594dda79c5c6ab915"
	vectorID        = "12D3KooWGS3G2nEYMNKiZhsjSsrsHQnqZa4A54nyCvQNnPfwVaBQ"
	vectorSignature = "e6996244f6c580b2cc7fe86f48e6daf496e188ae0b3b192bc17d0a9ac0740715" +
		"dd53a29c955a633328054b4c46c97286ebe1439280bf3827cbe0cd5bda7e3405"
)

func key(t testing.TB, words string) *Key {
	t.Helper()
	k, err := FromWords(words)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newTestKey(t testing.TB) *Key {
	t.Helper()
	words, err := NewWords()
	if err != nil {
		t.Fatal(err)
	}
	return key(t, words)
}

// These values are the format. If they change, everybody's words lead to a
// stranger.
func TestFrozenVector(t *testing.T) {
	k := key(t, vectorWords)
	if got := k.ID().String(); got != vectorID {
		t.Errorf("ID = %s", got)
	}
	if got := hex.EncodeToString(k.private.Seed()); got != vectorSeed {
		t.Errorf("Ed25519 seed = %s", got)
	}
	if got := hex.EncodeToString(k.Sign("card", []byte("message"))); got != vectorSignature {
		t.Errorf("signature = %s", got)
	}
}

func TestWordsAreNormalized(t *testing.T) {
	want := key(t, vectorWords).ID()
	for _, words := range []string{
		strings.ToUpper(vectorWords),
		"\n  " + strings.ReplaceAll(vectorWords, " ", "\t\n ") + "\r\n",
	} {
		if got := key(t, words).ID(); got != want {
			t.Errorf("%q gives %s, want %s", words, got, want)
		}
	}
}

func TestBadWords(t *testing.T) {
	list := strings.Fields(vectorWords)
	swapped := slices.Clone(list)
	swapped[0], swapped[1] = swapped[1], swapped[0]
	for name, words := range map[string]string{
		"none":           "",
		"12 words":       "legal winner thank year wave sausage worth useful legal winner thank yellow",
		"23 words":       strings.Join(list[:23], " "),
		"not in list":    strings.Replace(vectorWords, "advice", "advise", 1),
		"wrong checksum": strings.Join(swapped, " "),
		"very long":      strings.Repeat(vectorWords+" ", 1000),
	} {
		_, err := FromWords(words)
		if !errors.Is(err, ErrWords) {
			t.Errorf("%s: %v, want ErrWords", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "advi") {
			t.Errorf("%s: the error quotes the words: %v", name, err)
		}
	}
}

func TestNewWords(t *testing.T) {
	a, b := newTestKey(t), newTestKey(t)
	if a.ID() == b.ID() {
		t.Error("two identities are the same")
	}
}

func TestLibp2pKeyHasTheSameID(t *testing.T) {
	k := newTestKey(t)
	id, err := peer.IDFromPrivateKey(k.Libp2p())
	if err != nil || id != k.ID() {
		t.Errorf("libp2p calls it %s, %v; want %s", id, err, k.ID())
	}
}

func TestSignatureIsBound(t *testing.T) {
	k, other := newTestKey(t), newTestKey(t)
	msg := []byte("message")
	sig := k.Sign("card", msg)
	if err := Verify(k.ID(), "card", msg, sig); err != nil {
		t.Fatal(err)
	}
	broken := bytes.Clone(sig)
	broken[3] ^= 1
	for name, err := range map[string]error{
		"other purpose":  Verify(k.ID(), "order", msg, sig),
		"other message":  Verify(k.ID(), "card", []byte("massage"), sig),
		"other key":      Verify(other.ID(), "card", msg, sig),
		"broken":         Verify(k.ID(), "card", msg, broken),
		"empty":          Verify(k.ID(), "card", msg, nil),
		"shifted border": Verify(k.ID(), "car", append([]byte("d"), msg...), sig),
	} {
		if !errors.Is(err, ErrSignature) {
			t.Errorf("%s: %v, want ErrSignature", name, err)
		}
	}
	if err := Verify("", "card", msg, sig); !errors.Is(err, ErrPeerID) {
		t.Errorf("no ID: %v, want ErrPeerID", err)
	}
}

func TestParseID(t *testing.T) {
	id := newTestKey(t).ID()
	for _, s := range []string{id.String(), peer.ToCid(id).String()} {
		if got, err := ParseID(s); err != nil || got != id {
			t.Errorf("ParseID(%s) = %s, %v", s, got, err)
		}
	}
	for name, s := range badIDs(t) {
		if got, err := ParseID(s); !errors.Is(err, ErrPeerID) {
			t.Errorf("%s: ParseID(%s) = %s, %v; want ErrPeerID", name, s, got, err)
		}
	}
}

// badIDs are valid for libp2p, or almost.
func badIDs(t testing.TB) map[string]string {
	t.Helper()
	_, secp, err := crypto.GenerateSecp256k1Key(nil)
	if err != nil {
		t.Fatal(err)
	}
	secpID, err := peer.IDFromPublicKey(secp)
	if err != nil {
		t.Fatal(err)
	}
	good := []byte(newTestKey(t).ID())
	// identity multihash: 0, length, then the key as protobuf, whose fields can
	// be given in the other order
	reordered := append([]byte{0, good[1]}, good[4:]...)
	reordered = append(reordered, good[2:4]...)
	return map[string]string{
		"empty":     "",
		"garbage":   "hello",
		"hashed":    "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
		"secp256k1": secpID.String(),
		"reordered": peer.ID(reordered).String(),
		"long":      strings.Repeat("1", 10_000),
	}
}

func FuzzParseID(f *testing.F) {
	f.Add(vectorID)
	for _, s := range badIDs(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ParseID(s)
		if err != nil {
			return
		}
		again, err := ParseID(id.String())
		if err != nil || again != id {
			t.Errorf("ParseID(%q) = %s, which reads as %s, %v", s, id, again, err)
		}
		if _, err := PublicKey(id); err != nil {
			t.Errorf("ParseID(%q) took an ID without a key: %v", s, err)
		}
	})
}
