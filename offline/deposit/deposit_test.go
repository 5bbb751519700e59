package deposit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/ipfs"
)

// words are those of the frozen vectors; they belong to nobody.
const words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon " +
	"abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art"

func newKey(t testing.TB) *identity.Key {
	t.Helper()
	w, err := identity.NewWords()
	if err != nil {
		t.Fatal(err)
	}
	return keyOf(t, w)
}

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

// sample is a record with every field set.
func sample() Record {
	r := Record{Expires: time.Unix(1_900_000_000, 0).UTC(), Body: []byte("sealed body")}
	for i := range 32 {
		r.Mailbox[i], r.CancelHash[i] = byte(i), byte(0xa0+i)
	}
	copy(r.Stamp[:], "0123456789abcdef")
	return r
}

func TestRecord(t *testing.T) {
	r := sample()
	b, err := r.Encode()
	if err != nil || len(b) != RecordSize {
		t.Fatalf("Encode() = %d bytes, %v", len(b), err)
	}
	again, err := Decode(b)
	if err != nil || !reflect.DeepEqual(again, r) {
		t.Errorf("Decode() = %+v, %v", again, err)
	}
	key, err := r.Key()
	if err != nil || key != KeyOf(b) {
		t.Errorf("Key() = %v, %v", key, err)
	}
	r.Body[0]++
	if other, _ := r.Key(); other == key {
		t.Error("two records have one key")
	}
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
	hash := Preimage{1, 2, 3}.Hash()
	call := Call{Node: k.ID(), Nonce: Nonce{9}, Number: 7, Op: "list", Args: []byte("args")}
	for name, v := range map[string]struct {
		bytes []byte
		want  string // the first half of their SHA-256
	}{
		"record":      {record, "80b3e3a2c5c446b2a015a7a0cc5ba6e8"},
		"receipt":     {receipt, "d1bad107d92b499e96793ec186c412c8"},
		"mailbox":     {mailbox[:], "2c1daec105cbe63ac389de7853a9194e"},
		"mailbox CID": {mailbox.CID().Bytes(), "a706408a19f0123a9e1167cb4d90f93a"},
		"cancel hash": {hash[:], "5419aa87eebeb68741a9a0b9dc17b5e3"},
		"call":        {call.Sign(newOwner(t, k)), "16b9b40118b983a18ad213b5f3af8b04"},
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

func TestBadRecords(t *testing.T) {
	good, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	change := func(at int, to byte) []byte { b := bytes.Clone(good); b[at] = to; return b }
	for name, b := range map[string][]byte{
		"nil": nil, "short": good[:RecordSize-1], "long": append(bytes.Clone(good), 0),
		"version": change(0, 2), "expiry": change(expiresAt, 0x80), "late expiry": change(expiresAt+2, 1),
		"body too long": change(lengthAt, 0xff), "padding": change(RecordSize-1, 1), "cut body": change(lengthAt+1, 3),
	} {
		if r, err := Decode(b); !errors.Is(err, ErrRecord) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	r := sample()
	r.Body = make([]byte, MaxBody)
	if _, err := r.Encode(); err != nil {
		t.Errorf("largest body: %v", err)
	}
	r.Body = make([]byte, MaxBody+1)
	if _, err := r.Encode(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("larger body: %v", err)
	}
	for _, expires := range []time.Time{{}, time.Unix(-1, 0), time.Unix(maxSeconds+1, 0)} {
		if _, err := (Record{Expires: expires}).Encode(); !errors.Is(err, ErrRecord) {
			t.Errorf("expiry %v: %v", expires, err)
		}
	}
}

func TestBody(t *testing.T) {
	long := "/ip6/2001:db8:85a3:1111:2222:8a2e:370:7334/udp/65535/quic-v1/p2p/" + newKey(t).ID().String()
	for _, b := range []Body{
		{CID: ipfs.CID([]byte("x")), Size: 1},
		{CID: ipfs.CID([]byte("y")), Size: MaxBlock, Addrs: []string{long, long, long, long, long}},
	} {
		raw, err := b.Encode()
		if err != nil || len(raw) != BodySize {
			t.Fatalf("Encode() = %d bytes, %v", len(raw), err)
		}
		again, err := DecodeBody(raw)
		if err != nil || !reflect.DeepEqual(again, b) {
			t.Errorf("DecodeBody() = %+v, %v", again, err)
		}
	}
	for name, b := range map[string]Body{
		"no cid":         {Size: 1},
		"no size":        {CID: ipfs.CID(nil)},
		"cid v0":         {CID: cid.NewCidV0(ipfs.CID(nil).Hash()), Size: 1},
		"another codec":  {CID: cid.NewCidV1(cid.DagCBOR, ipfs.CID(nil).Hash()), Size: 1},
		"many addresses": {CID: ipfs.CID(nil), Size: 1, Addrs: make([]string, MaxAddrs+1)},
		"long addresses": {CID: ipfs.CID(nil), Size: 1, Addrs: []string{strings.Repeat("x", BodySize)}},
		"no text":        {CID: ipfs.CID(nil), Size: 1, Addrs: []string{"\xff"}},
	} {
		if _, err := b.Encode(); err == nil {
			t.Errorf("%s was encoded", name)
		}
	}
}

// A sealed body must fit into its record, whichever suite sealed it: the
// dearest one adds a KEM ciphertext, a tag, a suite byte and a prekey's name.
func TestSealedBodyFits(t *testing.T) {
	const dearest = 1088 + 65 + 16 + 1 + 4
	if BodySize+dearest > MaxBody {
		t.Errorf("a sealed body of %d bytes does not fit into %d", BodySize+dearest, MaxBody)
	}
}

func TestPreimage(t *testing.T) {
	a, b := NewPreimage(), NewPreimage()
	if a == b || a.Hash() == b.Hash() || a.Hash() == sha256.Sum256(a[:]) {
		t.Error("preimages and hashes are not what they should be")
	}
}

func TestMailbox(t *testing.T) {
	k := newKey(t)
	m, err := MailboxOf(k.ID())
	if err != nil || len(m.String()) != 8 {
		t.Fatalf("MailboxOf() = %v, %v", m, err)
	}
	if _, err := Digest(m.CID()); err != nil || m.CID() != ipfs.CID(append([]byte("restante/mailbox/1"), m[:]...)) {
		t.Errorf("CID() = %v, %v", m.CID(), err)
	}
	if _, err := MailboxOf(peer.ID("x")); !errors.Is(err, ErrMailbox) {
		t.Errorf("mailbox of nobody: %v", err)
	}
	s := newOwner(t, k)
	msg := []byte("open")
	if err := VerifyMailbox(m, msg, s.Sign(msg)); err != nil || s.Mailbox() != m {
		t.Errorf("the owner's signature: %v", err)
	}
	if VerifyMailbox(m, msg, k.Sign("custody", msg)) == nil || VerifyMailbox(m, msg, newOwner(t, newKey(t)).Sign(msg)) == nil {
		t.Error("a signature for something else or by another was accepted")
	}
}

// Every part of a call is signed, and none can be moved into its neighbour.
func TestCall(t *testing.T) {
	k := newKey(t)
	s := newOwner(t, k)
	call := Call{Node: k.ID(), Nonce: Nonce{1}, Number: 1, Op: "list", Args: []byte("args")}
	sig := call.Sign(s)
	if err := call.Verify(s.Mailbox(), sig); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Call){
		"node":   func(c *Call) { c.Node = newKey(t).ID() },
		"nonce":  func(c *Call) { c.Nonce[31]++ },
		"number": func(c *Call) { c.Number++ },
		"op":     func(c *Call) { c.Op = "get" },
		"args":   func(c *Call) { c.Args = nil },
		"moved":  func(c *Call) { c.Node, c.Op = c.Node+peer.ID(c.Op[:1]), c.Op[1:] },
	} {
		other := call
		change(&other)
		if err := other.Verify(s.Mailbox(), sig); !errors.Is(err, ErrCall) {
			t.Errorf("%s changed: %v", name, err)
		}
	}
	if err := call.Verify(newOwner(t, newKey(t)).Mailbox(), sig); !errors.Is(err, ErrCall) {
		t.Errorf("another mailbox: %v", err)
	}
}

func receipt(t testing.TB, k *identity.Key) Receipt {
	t.Helper()
	r := Receipt{
		Mailbox: Mailbox{1, 2, 3}, CID: ipfs.CID([]byte("block")), Size: 5,
		Stored: time.Unix(1_800_000_000, 123456789).UTC(), Expires: time.Unix(1_802_592_000, 0).UTC(),
	}
	if err := r.Sign(k); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReceipt(t *testing.T) {
	r := receipt(t, newKey(t))
	b, err := r.Encode()
	if err != nil || len(b) != ReceiptSize {
		t.Fatalf("Encode() = %d bytes, %v", len(b), err)
	}
	again, err := DecodeReceipt(b)
	if err != nil || !reflect.DeepEqual(again, r) || again.Verify() != nil {
		t.Errorf("DecodeReceipt() = %+v, %v", again, err)
	}
	for i := range b {
		forged := bytes.Clone(b)
		forged[i] ^= 1
		if r, err := DecodeReceipt(forged); err == nil && r.Verify() == nil {
			t.Errorf("byte %d is not covered by the signature", i)
		}
	}
	for name, b := range map[string][]byte{"nil": nil, "short": b[:ReceiptSize-1], "long": append(bytes.Clone(b), 0)} {
		if _, err := DecodeReceipt(b); !errors.Is(err, ErrReceipt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r.Signature = nil
	if _, err := r.Encode(); !errors.Is(err, ErrReceipt) {
		t.Errorf("unsigned: %v", err)
	}
}

func TestCID(t *testing.T) {
	block := []byte("block")
	c := CID(sha256.Sum256(block))
	d, err := Digest(c)
	if c != ipfs.CID(block) || d != sha256.Sum256(block) || err != nil {
		t.Errorf("CID() = %v, Digest() = %x, %v", c, d, err)
	}
	if again, err := ParseCID(c.Bytes()); again != c || err != nil {
		t.Errorf("ParseCID() = %v, %v", again, err)
	}
	for _, b := range [][]byte{nil, []byte("x"), c.Bytes()[:35], append(c.Bytes(), 0), cid.NewCidV0(c.Hash()).Bytes()} {
		if _, err := ParseCID(b); !errors.Is(err, ErrCID) {
			t.Errorf("ParseCID(%x): %v", b, err)
		}
	}
}
