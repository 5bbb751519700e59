package card

import (
	"bytes"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/identity"
)

// The frozen card must be readable by all later versions, and so must the links:
// people print them.
const (
	frozenNode  = "12D3KooWPt4ktZc1utrde2KdDXaP5AxtLV87EDV7P459Yz339yGM"
	frozenShort = "restante:peer/12D3KooWMpkqKNKd27q61K91qsyj1kEhwrXPmMv62ccJKLMM3J5Z/Ci8KIND2QNHAdtKJR1SS5dioR4rwtum7P0JerRzX8Gi1tE-6EgsEywBxAZECD6HNAxIUKSABDbgAAAAAAAAAAAAAAAEGD6E"
)

func frozenKey(t testing.TB) *identity.Key {
	t.Helper()
	k, err := identity.FromWords(strings.Repeat("abandon ", 23) + "art")
	must(t, err)
	return k
}

func frozenCard(t testing.TB) Card {
	t.Helper()
	secret := make([]byte, envelope.PrivateSize)
	for i := range secret {
		secret[i] = byte(i)
	}
	prekey, err := envelope.ParsePrivateKey(7, secret)
	must(t, err)
	id, err := peer.Decode(frozenNode)
	must(t, err)
	return Card{
		Peer:         frozenKey(t).ID(),
		Version:      1_790_000_000_000,
		Name:         "Zoë",
		Devices:      []Device{{ID: envelope.Device{1, 2, 3}, Prekey: prekey.Prekey()}},
		PushNodes:    []peer.AddrInfo{{ID: id, Addrs: parseAddrs([]string{"/ip4/203.0.113.1/udp/4001/quic-v1"})}},
		Addrs:        []string{"/ip6/2001:db8::1/tcp/4001"},
		Capabilities: 1,
	}
}

func frozenRaw(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/card.hex")
	must(t, err)
	raw, err := hex.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	must(t, err)
	return raw
}

func TestFrozenCard(t *testing.T) {
	raw := frozenRaw(t)
	got, err := Decode(raw)
	must(t, err)
	if want := frozenCard(t); !equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if !bytes.Equal(encode(t, frozenKey(t), frozenCard(t)), raw) {
		t.Error("it is encoded in another way now")
	}
}

func TestFrozenShortLink(t *testing.T) {
	if got := ShortLink(frozenCard(t)); got != frozenShort {
		t.Errorf("got %s", got)
	}
	link, err := ParseLink(frozenShort)
	must(t, err)
	c := frozenCard(t)
	if link.Peer != c.Peer || len(link.Push) != 1 || link.Push[0].String() != c.PushNodes[0].String() || len(link.Addrs) != 1 || link.Addrs[0] != c.Addrs[0] {
		t.Errorf("%+v", link)
	}
}
