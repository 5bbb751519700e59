package ipfs

import (
	"bytes"
	"errors"
	"testing"

	"github.com/ipfs/go-cid"
	mh "github.com/multiformats/go-multihash"
)

func TestKnownCID(t *testing.T) {
	const want = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku" // of no bytes, as IPFS documents it
	if got := CID(nil).String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestForeignCIDs(t *testing.T) {
	client := newExchange(t, newHost(t, quicHere))
	identity, err := cid.Decode("bafkqaaa")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []cid.Cid{cid.Undef, identity} {
		if _, err := client.Get(t.Context(), c, 100); !errors.Is(err, ErrBadCID) {
			t.Errorf("%v: error %v, want ErrBadCID", c, err)
		}
	}
}

func FuzzDigestOf(f *testing.F) {
	f.Add(CID([]byte("a block")).Bytes())
	f.Add([]byte{1, 0x55, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := cid.Cast(b)
		if err != nil {
			return
		}
		d, err := DigestOf(c)
		if err != nil {
			return
		}
		if again, err := DigestOf(CIDOf(d)); err != nil || again != d {
			t.Errorf("%x became %x, %v", d, again, err)
		}
	})
}

func TestParse(t *testing.T) {
	raw := CID([]byte("a block"))
	hash := raw.Hash()
	longer, err := mh.Sum([]byte("a block"), mh.SHA2_512, -1)
	if err != nil {
		t.Fatal(err)
	}
	node, v0 := cid.NewCidV1(cid.DagProtobuf, hash), cid.NewCidV0(hash)
	for _, c := range []struct {
		name  string
		bytes []byte
		raw   bool
		root  cid.Cid // undefined: refused
	}{
		{"raw", raw.Bytes(), true, raw},
		{"a node", node.Bytes(), false, node},
		{"version 0", v0.Bytes(), false, node},
		{"another codec", cid.NewCidV1(cid.DagCBOR, hash).Bytes(), false, cid.Undef},
		{"another hash", cid.NewCidV1(cid.Raw, longer).Bytes(), false, cid.Undef},
		{"longer", append(raw.Bytes(), 0), false, cid.Undef},
		{"cut", raw.Bytes()[:20], false, cid.Undef},
		{"nothing", nil, false, cid.Undef},
	} {
		if got, err := ParseRaw(c.bytes); (err == nil) != c.raw || c.raw && got != raw {
			t.Errorf("%s as a raw block: %v, %v", c.name, got, err)
		}
		if got, err := ParseRoot(c.bytes); (err == nil) != c.root.Defined() || got != c.root {
			t.Errorf("%s as a root: %v, %v", c.name, got, err)
		}
	}
}

func FuzzParseRaw(f *testing.F) {
	f.Add(CID([]byte("a block")).Bytes())
	f.Add(cid.NewCidV0(CID(nil).Hash()).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if root, err := ParseRoot(b); err == nil {
			if again, err := ParseRoot(root.Bytes()); err != nil || again != root {
				t.Errorf("%s became %s, %v", root, again, err)
			}
		}
		c, err := ParseRaw(b)
		if err != nil {
			return
		}
		d, err := RawDigest(c)
		if err != nil || CIDOf(d) != c || !bytes.Equal(c.Bytes(), b) {
			t.Errorf("%x became %s, %v", b, c, err)
		}
	})
}
