package envelope

import (
	"bytes"
	"encoding/hex"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

// What is frozen here must be readable by all later versions. Each sealing is
// random, so testdata holds blocks that were sealed once to this key:
const (
	frozenAlice = "12D3KooWKYXBxH661S6VJqxtP1W9PpSHWCXXULmxoAEJbvJ9WSBk"
	frozenBob   = "12D3KooWPt4ktZc1utrde2KdDXaP5AxtLV87EDV7P459Yz339yGM"
	frozenKey   = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

	// Hash and bytes of the message. If these change, chains of hashes break.
	frozenHash = "cf2f040cda390cf2264ad2701fb42446a2144fb639722accf6f5843f20dde7f5"
	frozenWire = "0801" + "1208516d46726f7a656e" + "1a10000102030405060708090a0b0c0d0e0f" + "2003" +
		"2a20aabb000000000000000000000000000000000000000000000000000000000000" +
		"320b08c4f787d80610959aef3a" + "3a174772c3bcc39f652061757320646572205a756b756e6674"
)

func frozenMessage(t *testing.T) Message {
	sender, err := peer.Decode(frozenAlice)
	must(t, err)
	return Message{
		Sender: sender,
		Device: Device{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
		Seq:    3,
		Prev:   Hash{0xaa, 0xbb},
		SentAt: time.Date(2026, 11, 21, 20, 15, 0, 123456789, time.UTC),
		Kind:   KindChat,
		ID:     "QmFrozen",
		Body:   []byte("Grüße aus der Zukunft"),
		Aside:  []byte("beside it"),
	}
}

func frozenBobKeys(t testing.TB) (peer.ID, keys) {
	id, err := peer.Decode(frozenBob)
	must(t, err)
	k, err := ParsePrivateKey(7, unhex(t, frozenKey))
	must(t, err)
	return id, keys{k}
}

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	must(t, err)
	return b
}

func testdata(t testing.TB, name string) []byte {
	b, err := os.ReadFile("testdata/" + name)
	must(t, err)
	return unhex(t, string(b))
}

func TestFrozenEnvelope(t *testing.T) {
	bob, own := frozenBobKeys(t)
	m, hash, err := Open(bob, own, testdata(t, "envelope.hex"))
	must(t, err)
	if want := frozenMessage(t); !reflect.DeepEqual(m, want) {
		t.Errorf("got %+v, want %+v", m, want)
	}
	if !bytes.Equal(hash[:], unhex(t, frozenHash)) {
		t.Errorf("hash %x", hash)
	}
}

func TestFrozenBody(t *testing.T) {
	bob, own := frozenBobKeys(t)
	plain, err := OpenBody(bob, own, testdata(t, "body.hex"))
	if must(t, err); string(plain) != "a deposit's body" {
		t.Errorf("got %q", plain)
	}
}

func TestFrozenMessageBytes(t *testing.T) {
	b, err := toWire(frozenMessage(t))
	must(t, err)
	if want := unhex(t, frozenWire); !bytes.Equal(b, want) {
		t.Errorf("got  %x\nwant %x", b, want)
	}
}
