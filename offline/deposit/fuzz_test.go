package deposit

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

// What decodes is what Encode would have written, to the byte: two encodings of
// one record would have two keys.
func FuzzDecode(f *testing.F) {
	b, err := sample().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(make([]byte, RecordSize))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Decode(b)
		if err != nil {
			return
		}
		again, err := r.Encode()
		if err != nil || !bytes.Equal(again, b) || len(r.Body) > MaxBody {
			t.Fatalf("%+v became other bytes, %v", r, err)
		}
	})
}

func FuzzDecodeReceipt(f *testing.F) {
	b, err := receipt(f, identitytest.New(f)).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := DecodeReceipt(b)
		if err != nil {
			return
		}
		again, err := r.Encode()
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%+v became other bytes, %v", r, err)
		}
		_ = r.Verify()
	})
}

func FuzzDecodeBody(f *testing.F) {
	b, err := Body{CID: ipfs.CID([]byte("block")), Size: 5, Addrs: []string{"/ip4/127.0.0.1/tcp/1"}}.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		body, err := DecodeBody(b)
		if err != nil {
			return
		}
		raw, err := body.Encode()
		if err != nil {
			t.Fatalf("%+v does not encode: %v", body, err)
		}
		again, err := DecodeBody(raw)
		if err != nil || !reflect.DeepEqual(again, body) || len(body.Addrs) > MaxAddrs {
			t.Fatalf("%+v became %+v, %v", body, again, err)
		}
	})
}

func FuzzParseRoot(f *testing.F) {
	f.Add(ipfs.CID([]byte("block")).Bytes())
	f.Add(Root(CodecDAG, [32]byte{1}).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := ParseRoot(b)
		if err != nil {
			return
		}
		codec, digest, err := SplitRoot(c)
		if err != nil || Root(codec, digest) != c || !bytes.Equal(c.Bytes(), b) {
			t.Fatalf("%x became %v, %v", b, c, err)
		}
	})
}

func FuzzParseFavours(f *testing.F) {
	some, err := NewFavours(Mailbox{1}, []peer.ID{"a", "b", "c"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(some))
	f.Add(make([]byte, 2*favourSize))
	f.Fuzz(func(t *testing.T, b []byte) {
		set, err := ParseFavours(b)
		if err == nil && (set.Len() > MaxFavours || !bytes.Equal(set, b)) {
			t.Fatalf("%d passed", set.Len())
		}
		set.Has(Mailbox{1}, "a")
	})
}
