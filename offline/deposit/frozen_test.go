package deposit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// words are those of the frozen vectors; they belong to nobody.
const words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon " +
	"abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art"

func keyOf(t testing.TB, words string) *identity.Key {
	t.Helper()
	k, err := identity.FromWords(words)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newOwner(t testing.TB, k *identity.Key) Signer {
	t.Helper()
	s, err := Owner(k)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A change of these bytes orphans every deposit that is under way.
func TestFrozenFormats(t *testing.T) {
	k := keyOf(t, words)
	record, err1 := sample().Encode()
	receipt, err2 := receipt(t, k).Encode()
	mailbox, err3 := MailboxOf(k.ID())
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	favours, err := NewFavours(mailbox, []peer.ID{"alice", "bob"})
	if err != nil {
		t.Fatal(err)
	}
	_, claim := claimOf(t, k, k, k)
	hash := Preimage{1, 2, 3}.Hash()
	call := Call{Node: k.ID(), Nonce: Nonce{9}, Number: 7, Op: "list", Args: []byte("args")}
	for name, v := range map[string]struct {
		bytes []byte
		want  string // the first half of their SHA-256
	}{
		"record":      {record, "80b3e3a2c5c446b2a015a7a0cc5ba6e8"},
		"receipt":     {receipt, "4c5de5d689dcf2a1e45598288672a028"},
		"mailbox":     {mailbox[:], "2c1daec105cbe63ac389de7853a9194e"},
		"mailbox CID": {mailbox.CID().Bytes(), "a706408a19f0123a9e1167cb4d90f93a"},
		"cancel hash": {hash[:], "5419aa87eebeb68741a9a0b9dc17b5e3"},
		"call":        {call.Sign(newOwner(t, k)), "16b9b40118b983a18ad213b5f3af8b04"},
		"claim":       {claim, "09b5e449ff57cd5617a001411e1a47ed"},
		"favours":     {favours, "8fb5b79862e03605371c7c84c6ac9a02"},
		"work":        {[]byte{byte(sample().Work())}, "e52d9c508c502347344d8c07ad91cbd6"},
	} {
		sum := sha256.Sum256(v.bytes)
		if got := hex.EncodeToString(sum[:16]); got != v.want {
			t.Errorf("%s changed: %s", name, got)
		}
	}
	body, err := hex.DecodeString("003e0a2401551220" + strings.Repeat("ab", 32) + "10051a142f6970342f3132372e302e302e312f7463702f31" +
		strings.Repeat("00", BodySize-64))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := DecodeBody(body); err != nil || b.Size != 5 || len(b.Addrs) != 1 || b.Addrs[0] != "/ip4/127.0.0.1/tcp/1" {
		t.Errorf("body changed: %+v, %v", b, err)
	}
}
