package deposit

import (
	"reflect"
	"strings"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

func TestBody(t *testing.T) {
	long := "/ip6/2001:db8:85a3:1111:2222:8a2e:370:7334/udp/65535/quic-v1/p2p/" + identitytest.New(t).ID().String()
	for _, b := range []Body{
		{CID: ipfs.CID([]byte("x")), Size: 1},
		{CID: Root(CodecDAG, [32]byte{1}), Size: MaxLarge},
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
