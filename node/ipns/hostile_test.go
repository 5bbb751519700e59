package ipns

import (
	"bytes"
	"errors"
	"testing"
	"time"

	stock "github.com/ipfs/boxo/ipns"
	"github.com/ipfs/boxo/path"
	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/encoding/protowire"
)

// signed is a record that alice signed with whatever she liked.
func signed(t testing.TB, value string, options ...stock.Option) []byte {
	t.Helper()
	p, err := path.NewPath(value)
	must(t, err)
	options = append([]stock.Option{stock.WithV1Compatibility(false)}, options...)
	r, err := stock.NewRecord(key(t, alice).Libp2p(), p, 5, time.Now().Add(time.Hour), time.Minute, options...)
	must(t, err)
	b, err := stock.MarshalRecord(r)
	must(t, err)
	return b
}

func TestWhatIsRefused(t *testing.T) {
	good := name(t, 5)
	forged := bytes.Clone(good)
	forged[10] ^= 1
	changed := bytes.Clone(good)
	changed[len(changed)-1] ^= 1
	extra := protowire.AppendBytes(protowire.AppendTag(bytes.Clone(good), 99, protowire.BytesType), []byte("x"))
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"forged":             {forged, ErrForged},
		"changed":            {changed, ErrForged},
		"nothing":            {nil, ErrMalformed},
		"text":               {[]byte("x"), ErrMalformed},
		"cut off":            {good[:len(good)-1], ErrMalformed},
		"without data":       {good[:66], ErrMalformed},
		"another field":      {extra, ErrMalformed},
		"fields of before":   {signed(t, prefix+root.String(), stock.WithV1Compatibility(true)), ErrMalformed},
		"a key of its own":   {signed(t, prefix+root.String(), stock.WithPublicKey(true)), ErrMalformed},
		"large":              {signed(t, prefix+root.String(), stock.WithMetadata(map[string]any{"_x": make([]byte, MaxSize)})), ErrTooLarge},
		"another name":       {signed(t, "/ipns/"+key(t, bob).ID().String()), ErrPath},
		"below a root":       {signed(t, prefix+root.String()+"/a"), ErrPath},
		"another kind of it": {signed(t, prefix+cid.NewCidV1(cid.DagCBOR, root.Hash()).String()), ErrPath},
		"version 0":          {signed(t, prefix+cid.NewCidV0(root.Hash()).String()), ErrPath},
	} {
		if r, err := Open(key(t, alice).ID(), c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	for _, owner := range []peer.ID{key(t, bob).ID(), "", "nobody"} {
		if _, err := Open(owner, good); !errors.Is(err, ErrForged) {
			t.Errorf("of %q: %v", owner, err)
		}
	}
}

func TestValidatorTakesTheOwnersRecordOnly(t *testing.T) {
	a, b, v := key(t, alice).ID(), key(t, bob).ID(), Validator{}
	good := name(t, 5)
	must(t, v.Validate(DHTKey(a), good))
	for name, c := range map[string]struct {
		key  string
		want error
	}{
		"another owner":     {DHTKey(b), ErrForged},
		"the ID as text":    {"/ipns/" + a.String(), ErrForged},
		"another namespace": {"/restante-card/" + string(a), ErrKey},
		"nothing":           {"", ErrKey},
	} {
		if err := v.Validate(c.key, good); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestSelectTakesTheHighestSequence(t *testing.T) {
	one, two := name(t, 1), name(t, 2)
	for _, values := range [][][]byte{{one, two}, {two, one}, {[]byte("x"), two, one}} {
		i, err := Validator{}.Select("", values)
		must(t, err)
		if !bytes.Equal(values[i], two) {
			t.Errorf("chose %d", i)
		}
	}
	if _, err := (Validator{}).Select("", nil); !errors.Is(err, ErrMalformed) {
		t.Errorf("nothing to choose from: %v", err)
	}
}

// An owner who signs two records of one sequence must not split the network.
func TestSelectIsTheSameInAnyOrder(t *testing.T) {
	for _, sequence := range []uint64{0, 7} {
		x := name(t, sequence)
		y, err := Make(key(t, alice), cid.NewCidV1(cid.DagProtobuf, root.Hash()), sequence, time.Now())
		must(t, err)
		i, err := Validator{}.Select("", [][]byte{x, y})
		must(t, err)
		j, err := Validator{}.Select("", [][]byte{y, x})
		must(t, err)
		if i == j {
			t.Errorf("sequence %d: the order decides", sequence)
		}
	}
}

// FuzzOpen checks that a record has one encoding only, and that none passes for
// another owner's.
func FuzzOpen(f *testing.F) {
	good := name(f, 5)
	f.Add(good)
	f.Add(good[:66])
	f.Add(signed(f, "/ipns/"+key(f, bob).ID().String()))
	f.Add([]byte{})
	a, b := key(f, alice).ID(), key(f, bob).ID()
	f.Fuzz(func(t *testing.T, raw []byte) {
		if r, err := Open(a, raw); err == nil && (r.Owner != a || len(raw) > MaxSize || checkRoot(r.Root) != nil) {
			t.Errorf("%x passed for %+v", raw, r)
		}
		if _, err := Open(b, raw); err == nil {
			t.Errorf("%x passed for bob's", raw)
		}
		w, err := fromWire(raw)
		if err != nil {
			return
		}
		again, err := toWire(w)
		if err != nil || !bytes.Equal(again, raw) {
			t.Errorf("%x is read as %x, %v", raw, again, err)
		}
		if _, err := (Validator{}).Select("", [][]byte{raw}); err != nil {
			_, e := recordOf(w)
			if e == nil {
				t.Errorf("%x is not chosen: %v", raw, err)
			}
		}
	})
}
