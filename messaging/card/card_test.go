package card

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/messaging/envelope"
	"restante/messaging/pb"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/record"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// node returns a push node with n addresses.
func node(t testing.TB, n int) peer.AddrInfo {
	t.Helper()
	var addrs []string
	for i := range n {
		addrs = append(addrs, fmt.Sprintf("/ip4/203.0.113.%d/udp/4001/quic-v1", i+1))
	}
	return peer.AddrInfo{ID: identitytest.New(t).ID(), Addrs: parseAddrs(addrs)}
}

func sample(t testing.TB) Card {
	t.Helper()
	prekey, err := envelope.NewPrivateKey(3)
	must(t, err)
	return Card{
		Version:      record.NextVersion(0, time.Now()),
		Name:         "Zoë 🦊",
		Devices:      []Device{{ID: envelope.Device{1, 2}, Prekey: prekey.Prekey()}},
		PushNodes:    []peer.AddrInfo{node(t, 2), node(t, 1)},
		Addrs:        []string{"/ip4/192.0.2.7/tcp/4001", "/ip4/10.0.0.1/udp/4001/quic-v1"},
		Capabilities: 5,
	}
}

func encode(t testing.TB, k *identity.Key, c Card) []byte {
	t.Helper()
	raw, err := Encode(k, c)
	must(t, err)
	return raw
}

func equal(a, b Card) bool {
	strip := func(c Card) Card { // of the parsed keys
		var devices []Device
		for _, d := range c.Devices {
			devices = append(devices, Device{ID: d.ID, Prekey: envelope.Prekey{ID: d.Prekey.ID, Public: d.Prekey.Public}})
		}
		c.Devices = devices
		return c
	}
	return reflect.DeepEqual(strip(a), strip(b))
}

func TestDecodeReturnsWhatWasEncoded(t *testing.T) {
	k, full := identitytest.New(t), sample(t)
	small := Card{Version: 1, Devices: full.Devices}
	for _, c := range []Card{full, small} {
		raw := encode(t, k, c)
		got, err := Decode(raw)
		must(t, err)
		if c.Peer = k.ID(); !equal(got, c) {
			t.Errorf("got  %+v\nwant %+v", got, c)
		}
		if len(raw) > MaxSize {
			t.Errorf("%d bytes", len(raw))
		}
	}
}

func TestPrekeyOfACardSeals(t *testing.T) {
	alice, bob := identitytest.New(t), identitytest.New(t)
	private, err := envelope.NewPrivateKey(9)
	must(t, err)
	c := sample(t)
	c.Devices[0].Prekey = private.Prekey()
	c, err = Decode(encode(t, bob, c))
	must(t, err)
	m := envelope.Message{Kind: envelope.KindChat, SentAt: time.Now(), Body: []byte("hi")}
	sealed, _, err := envelope.Seal(alice, c.Peer, c.Devices[0].Prekey, m)
	must(t, err)
	_, _, err = envelope.Open(bob.ID(), ring{private}, sealed)
	must(t, err)
}

type ring []*envelope.PrivateKey

func (r ring) Private() []*envelope.PrivateKey { return r }

func TestOwnPeerIDIsCutOff(t *testing.T) {
	k, c := identitytest.New(t), sample(t)
	c.Addrs = []string{
		"/ip4/192.0.2.7/tcp/4001/p2p/" + k.ID().String(),
		"/ip4/192.0.2.9/tcp/4001/p2p/" + identitytest.New(t).ID().String(),
		"/p2p/" + k.ID().String(),
		"/ip4/192.0.2.8/tcp/1/p2p/" + c.PushNodes[0].ID.String() + "/p2p-circuit/p2p/" + k.ID().String(),
	}
	got, err := Decode(encode(t, k, c))
	must(t, err)
	want := []string{"/ip4/192.0.2.7/tcp/4001", "/ip4/192.0.2.8/tcp/1/p2p/" + c.PushNodes[0].ID.String() + "/p2p-circuit"}
	if !reflect.DeepEqual(got.Addrs, want) {
		t.Errorf("got %q", got.Addrs)
	}
	if info := got.Info(); info.ID != k.ID() || len(info.Addrs) != 2 {
		t.Errorf("%v", info)
	}
}

// A stranger may name any address: who dials decides.
func TestPrivateAddressesAreKept(t *testing.T) {
	c := sample(t)
	c.Addrs = []string{"/ip4/127.0.0.1/tcp/1", "/ip6/fe80::1/udp/1/quic-v1", "/dns/localhost/tcp/80"}
	got, err := Decode(encode(t, identitytest.New(t), c))
	must(t, err)
	if !reflect.DeepEqual(got.Addrs, c.Addrs) {
		t.Errorf("got %q", got.Addrs)
	}
}

func TestManyAddressesAreCutToFit(t *testing.T) {
	c := sample(t)
	c.PushNodes = nil
	for range MaxPushNodes {
		c.PushNodes = append(c.PushNodes, node(t, 12))
	}
	for i := range 30 {
		c.Addrs = append(c.Addrs, fmt.Sprintf("/dns4/%s.example/tcp/%d", strings.Repeat("x", 50), i+1))
	}
	raw := encode(t, identitytest.New(t), c)
	got, err := Decode(raw)
	must(t, err)
	if len(raw) > MaxSize || len(got.PushNodes) != MaxPushNodes || len(got.Addrs) > MaxAddrs {
		t.Errorf("%d bytes, %d nodes, %d addresses", len(raw), len(got.PushNodes), len(got.Addrs))
	}
	for _, n := range got.PushNodes {
		if len(n.Addrs) == 0 || len(n.Addrs) > MaxNodeAddrs {
			t.Errorf("a push node has %d addresses", len(n.Addrs))
		}
	}
}

func TestWhatCannotBeEncoded(t *testing.T) {
	k := identitytest.New(t)
	for name, c := range map[string]struct {
		change func(*Card)
		want   error
	}{
		"long name":       {func(c *Card) { c.Name = strings.Repeat("x", MaxName+1) }, ErrName},
		"name not UTF-8":  {func(c *Card) { c.Name = "\xff" }, ErrName},
		"two lines":       {func(c *Card) { c.Name = "a\nb" }, ErrName},
		"turned text":     {func(c *Card) { c.Name = "a\u202Eb" }, ErrName},
		"no device":       {func(c *Card) { c.Devices = nil }, ErrCard},
		"two devices":     {func(c *Card) { c.Devices = append(c.Devices, c.Devices[0]) }, ErrCard},
		"no prekey":       {func(c *Card) { c.Devices[0].Prekey = envelope.Prekey{} }, ErrCard},
		"many push nodes": {func(c *Card) { c.PushNodes = make([]peer.AddrInfo, MaxPushNodes+1) }, ErrLarge},
		"bad push node":   {func(c *Card) { c.PushNodes[0].ID = "x" }, ErrCard},
		"bad address":     {func(c *Card) { c.Addrs = []string{"somewhere"} }, ErrCard},
		"huge addresses": {func(c *Card) {
			for len(c.PushNodes) < MaxPushNodes {
				n := node(t, 0)
				n.Addrs = parseAddrs([]string{"/dns4/" + strings.Repeat("x", 240) + "/tcp/1"})
				c.PushNodes = append(c.PushNodes, n)
			}
		}, ErrLarge},
	} {
		bad := sample(t)
		c.change(&bad)
		if _, err := Encode(k, bad); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// hostile signs whatever is in w, as an owner can who writes his own program.
func hostile(t *testing.T, change func(*pb.Card)) []byte {
	t.Helper()
	c := sample(t)
	w := &pb.Card{Devices: []*pb.Device{deviceToWire(c.Devices[0])}}
	change(w)
	payload, err := proto.Marshal(w)
	must(t, err)
	return sealed(t, Kind, payload)
}

func sealed(t *testing.T, kind string, payload []byte) []byte {
	t.Helper()
	raw, err := record.Seal(identitytest.New(t), kind, 1, payload)
	must(t, err)
	return raw
}

func TestHostileCards(t *testing.T) {
	valid, err := proto.Marshal(&pb.Card{Devices: []*pb.Device{deviceToWire(sample(t).Devices[0])}})
	must(t, err)
	for name, raw := range map[string][]byte{
		"empty":             sealed(t, Kind, nil),
		"another kind":      sealed(t, "avatar", valid),
		"not protobuf":      sealed(t, Kind, []byte("\xff\xff")),
		"name not UTF-8":    sealed(t, Kind, append(bytes.Clone(valid), 0x0a, 1, 0xff)),
		"long name":         hostile(t, func(w *pb.Card) { w.Name = strings.Repeat("x", MaxName+1) }),
		"control character": hostile(t, func(w *pb.Card) { w.Name = "a\x00" }),
		"no device":         hostile(t, func(w *pb.Card) { w.Devices = nil }),
		"many devices":      hostile(t, func(w *pb.Card) { w.Devices = many(MaxDevices+1, &pb.Device{Id: make([]byte, 16)}) }),
		"short device ID":   hostile(t, func(w *pb.Card) { w.Devices[0].Id = []byte{1} }),
		"short key":         hostile(t, func(w *pb.Card) { w.Devices[0].Prekeys[0].Public = []byte{1} }),
		"invalid key":       hostile(t, func(w *pb.Card) { w.Devices[0].Prekeys[0].Public = make([]byte, envelope.PublicSize) }),
		"many prekeys":      hostile(t, func(w *pb.Card) { w.Devices[0].Prekeys = many(maxPrekeys+1, &pb.Prekey{Suite: 9}) }),
		"prekey zero":       hostile(t, func(w *pb.Card) { w.Devices[0].Prekeys[0].Id = 0 }),
		"unknown suite":     hostile(t, func(w *pb.Card) { w.Devices[0].Prekeys[0].Suite = 9 }),
		"many push nodes":   hostile(t, func(w *pb.Card) { w.PushNodes = many(MaxPushNodes+1, &pb.PushNode{Key: make([]byte, 32)}) }),
		"short node key":    hostile(t, func(w *pb.Card) { w.PushNodes = many(1, &pb.PushNode{Key: make([]byte, 31)}) }),
		"many node addrs":   hostile(t, func(w *pb.Card) { w.PushNodes = many(1, &pb.PushNode{Key: make([]byte, 32), Addrs: make([][]byte, 5)}) }),
		"many addrs":        hostile(t, func(w *pb.Card) { w.Addrs = make([][]byte, MaxAddrs+1) }),
	} {
		if c, err := Decode(raw); !errors.Is(err, ErrCard) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

func many[T any](n int, x T) (list []T) {
	for range n {
		list = append(list, x)
	}
	return list
}

// A card of a later version, with transports and suites of its time, is still of use.
func TestWhatIsNotUnderstoodIsLeftOut(t *testing.T) {
	k := identitytest.New(t)
	raw := hostile(t, func(w *pb.Card) {
		d := w.Devices[0]
		d.Prekeys = append([]*pb.Prekey{{Suite: 9, Id: 1, Public: []byte("new")}}, d.Prekeys...)
		w.Devices = append([]*pb.Device{{Id: make([]byte, 16)}}, w.Devices...)
		good := parseAddrs([]string{"/ip4/192.0.2.1/tcp/1"})[0].Bytes()
		other := parseAddrs([]string{"/ip4/192.0.2.1/tcp/1/p2p/" + k.ID().String()})[0].Bytes()
		w.Addrs = [][]byte{{0xff, 0xff, 0x7f, 1}, good, {}, other, bytes.Repeat([]byte{4, 1, 2, 3, 4}, 100)}
	})
	c, err := Decode(raw)
	must(t, err)
	if len(c.Devices) != 1 || c.Devices[0].Prekey.ID != 3 || !reflect.DeepEqual(c.Addrs, []string{"/ip4/192.0.2.1/tcp/1"}) {
		t.Errorf("%+v", c)
	}
}

func TestVersionsAheadAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, c := identitytest.New(t), sample(t)
		c.Version = uint64(time.Now().Add(25 * time.Hour).UnixMilli())
		raw := encode(t, k, c)
		if _, err := Decode(raw); !errors.Is(err, record.ErrFuture) || !errors.Is(err, ErrCard) {
			t.Errorf("25 hours ahead: %v", err)
		}
		<-time.After(2 * time.Hour)
		_, err := Decode(raw)
		must(t, err)
	})
}

func BenchmarkDecode(b *testing.B) {
	raw := encode(b, identitytest.New(b), sample(b))
	b.ReportAllocs()
	for b.Loop() {
		_, err := Decode(raw)
		must(b, err)
	}
}
