package ipns

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	stock "github.com/ipfs/boxo/ipns"
	"github.com/ipfs/boxo/path"
	"github.com/ipfs/go-cid"

	"restante/node/identity"
	"restante/node/ipfs"
)

// Keys that never change, so that the frozen record can be read by all versions.
var (
	alice = strings.Repeat("abandon ", 23) + "art"
	bob   = strings.Repeat("zoo ", 23) + "vote"
)

func key(t testing.TB, words string) *identity.Key {
	t.Helper()
	k, err := identity.FromWords(words)
	must(t, err)
	return k
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var root = ipfs.CID([]byte("a folder"))

// name makes alice's name mean root.
func name(t testing.TB, sequence uint64) []byte {
	t.Helper()
	b, err := Make(key(t, alice), root, sequence, time.Now())
	must(t, err)
	return b
}

func TestOpenReturnsWhatWasMade(t *testing.T) {
	k, now := key(t, alice), time.Now()
	dag := cid.NewCidV1(cid.DagProtobuf, root.Hash())
	for _, root := range []cid.Cid{root, dag} {
		b, err := Make(k, root, NextSequence(0, now), now)
		must(t, err)
		r, err := Open(k.ID(), b)
		must(t, err)
		if r.Owner != k.ID() || r.Root != root || r.Sequence != uint64(now.UnixMilli()) || !r.Until.Equal(now.Add(Validity)) {
			t.Errorf("%+v", r)
		}
		if len(b) > 300 {
			t.Errorf("%d bytes", len(b))
		}
	}
}

// frozen is made at midnight of 2000-01-01, the time of a synctest bubble. It must
// stay readable for ever, and Ed25519 makes the same bytes each time.
const frozen = "" +
	"4240" +
	"88e053170adc0842e5209a3b23715189db72cea6df37627758229263fdb6c9a5ba6717372048d85dde6cd74cc5da384490802b1e93dc3a809e3ae8e89b74390f" +
	"4a9501" +
	"a56354544c1b00000045d964b8006556616c756558412f697066732f6261666b72656961333675326674357a757878373572326a75786364656f376b6b67356e6a6e6e75766b336e617572756b6867356d7332656475656853657175656e63651b000000dc6acfac006856616c696469747954323030302d31322d33315430303a30303a30305a6c56616c69646974795479706500"

func TestFrozenRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := name(t, NextSequence(0, time.Now()))
		want, err := hex.DecodeString(frozen)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("got %x, %v", got, err)
		}
		r, err := Open(key(t, alice).ID(), want)
		must(t, err)
		if r.Root != root || r.Sequence != 946_684_800_000 {
			t.Errorf("%+v", r)
		}
	})
}

// Programs for IPFS read our records, and check them by their own rules.
func TestOthersReadIt(t *testing.T) {
	k := key(t, alice)
	b := name(t, 7)
	must(t, stock.Validator{}.Validate(DHTKey(k.ID()), b))
	r, err := stock.UnmarshalRecord(b)
	must(t, err)
	if v, err := r.Value(); err != nil || v.String() != path.FromCid(root).String() {
		t.Errorf("value %v, %v", v, err)
	}
}

func TestSequences(t *testing.T) {
	now := time.UnixMilli(1000)
	for previous, want := range map[uint64]uint64{0: 1000, 999: 1000, 1000: 1001, 5000: 5001} {
		if got := NextSequence(previous, now); got != want {
			t.Errorf("after %d: %d, want %d", previous, got, want)
		}
	}
	if got := NextSequence(0, time.UnixMilli(-5)); got != 1 {
		t.Errorf("before 1970: %d", got)
	}
}

func TestDates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := key(t, alice)
		now := time.Now()
		b := name(t, uint64(now.Add(MaxAhead).UnixMilli()))
		_, err := Open(k.ID(), b)
		must(t, err)
		ahead := name(t, uint64(now.Add(MaxAhead).UnixMilli())+1)
		if _, err := Open(k.ID(), ahead); !errors.Is(err, ErrFuture) {
			t.Errorf("more than a day ahead: %v", err)
		}
		<-time.After(Validity)
		_, err = Open(k.ID(), b)
		must(t, err)
		<-time.After(time.Second)
		if _, err := Open(k.ID(), b); !errors.Is(err, ErrExpired) {
			t.Errorf("after a year: %v", err)
		}
	})
}

func TestWhatCannotBeNamed(t *testing.T) {
	cbor := cid.NewCidV1(cid.DagCBOR, root.Hash())
	for name, c := range map[string]cid.Cid{"nothing": cid.Undef, "another codec": cbor, "version 0": cid.NewCidV0(root.Hash())} {
		if _, err := Make(key(t, alice), c, 1, time.Now()); !errors.Is(err, ErrPath) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
