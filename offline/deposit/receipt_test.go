package deposit

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

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
	r := receipt(t, identitytest.New(t))
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

// A receipt for a DAG is none for a block of the same bytes.
func TestReceiptOfADAG(t *testing.T) {
	k := identitytest.New(t)
	r := receipt(t, k)
	_, digest, err := SplitRoot(r.CID)
	if err != nil {
		t.Fatal(err)
	}
	r.CID = Root(CodecDAG, digest)
	if r.Verify() == nil {
		t.Error("the receipt of a block holds for a DAG")
	}
	if err := r.Sign(k); err != nil {
		t.Fatal(err)
	}
	b, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := DecodeReceipt(b)
	if err != nil || !reflect.DeepEqual(again, r) || again.Verify() != nil {
		t.Errorf("DecodeReceipt() = %+v, %v", again, err)
	}
	b[codecAt] = byte(cid.Libp2pKey)
	if _, err := DecodeReceipt(b); !errors.Is(err, ErrReceipt) {
		t.Errorf("another codec: %v", err)
	}
}

func TestRoot(t *testing.T) {
	dag := Root(CodecDAG, [32]byte{1, 2})
	codec, digest, err := SplitRoot(dag)
	if codec != CodecDAG || digest != [32]byte{1, 2} || err != nil {
		t.Errorf("SplitRoot() = %x, %x, %v", codec, digest, err)
	}
	if again, err := ParseRoot(dag.Bytes()); again != dag || err != nil {
		t.Errorf("ParseRoot() = %v, %v", again, err)
	}
	if Root(CodecRaw, [32]byte{1}) != ipfs.CIDOf([32]byte{1}) {
		t.Error("a raw root is another CID than that of the block")
	}
	for _, b := range [][]byte{nil, []byte("x"), dag.Bytes()[:35], append(dag.Bytes(), 0)} {
		if _, err := ParseRoot(b); !errors.Is(err, ErrCID) {
			t.Errorf("ParseRoot(%x): %v", b, err)
		}
	}
	for _, c := range []cid.Cid{cid.Undef, cid.NewCidV0(dag.Hash()), cid.NewCidV1(cid.DagCBOR, dag.Hash())} {
		if _, _, err := SplitRoot(c); !errors.Is(err, ErrCID) {
			t.Errorf("SplitRoot(%v): %v", c, err)
		}
		if _, err := ParseRoot(c.Bytes()); !errors.Is(err, ErrCID) {
			t.Errorf("ParseRoot(%v): %v", c, err)
		}
	}
}
