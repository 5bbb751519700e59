package card

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/record"
)

func TestFullLinkHoldsTheCard(t *testing.T) {
	k := identitytest.New(t)
	raw := encode(t, k, sample(t))
	c, err := Decode(raw)
	must(t, err)
	text := FullLink(raw)
	for _, pasted := range []string{text, "  " + text + "\r\n", strings.Replace(text, "restante:", "RESTANTE://", 1), text[:80] + "\n " + text[80:]} {
		link, err := ParseLink(pasted)
		must(t, err)
		if want := (Link{Peer: k.ID(), Card: raw, Push: c.PushNodes, Addrs: c.Addrs}); !reflect.DeepEqual(link, want) {
			t.Errorf("got %+v", link)
		}
	}
}

func TestShortLinkKeepsWhatFits(t *testing.T) {
	k, c := identitytest.New(t), sample(t)
	c.Peer = k.ID()
	for n := range MaxPushNodes + 1 {
		c.PushNodes, c.Addrs = nil, []string{"/ip4/192.0.2.7/udp/4001/quic-v1"}
		for range n {
			c.PushNodes = append(c.PushNodes, node(t, 2))
		}
		text := ShortLink(c)
		if len(text) > MaxShort {
			t.Errorf("%d push nodes: %d characters", n, len(text))
		}
		link, err := ParseLink(text)
		must(t, err)
		if link.Peer != k.ID() || link.Card != nil {
			t.Errorf("%d push nodes: %+v", n, link)
		}
		if want := min(n, 3); len(link.Push) != want {
			t.Errorf("%d of %d push nodes fit", len(link.Push), n)
		}
		for i, p := range link.Push {
			if want := (peer.AddrInfo{ID: c.PushNodes[i].ID, Addrs: c.PushNodes[i].Addrs[:1]}); !reflect.DeepEqual(p, want) {
				t.Errorf("got %v, want %v", p, want)
			}
		}
		if n < 3 && !reflect.DeepEqual(link.Addrs, c.Addrs) {
			t.Errorf("%d push nodes: own addresses %q", n, link.Addrs)
		}
	}
}

// One long address must not keep the next push node out.
func TestShortLinkSkipsWhatIsTooLong(t *testing.T) {
	k, c := identitytest.New(t), sample(t)
	c.Peer = k.ID()
	c.PushNodes[0].Addrs = parseAddrs([]string{"/dns4/" + strings.Repeat("x", 200) + "/tcp/1"})
	link, err := ParseLink(ShortLink(c))
	must(t, err)
	if len(link.Push) != 1 || link.Push[0].ID != c.PushNodes[1].ID {
		t.Errorf("%+v", link.Push)
	}
}

func TestPlainPeerIDIsALink(t *testing.T) {
	id := identitytest.New(t).ID()
	for _, text := range []string{id.String(), " " + id.String() + "\n", "restante:" + id.String(), ShortLink(Card{Peer: id}), "restante://peer/" + id.String() + "/"} {
		link, err := ParseLink(text)
		must(t, err)
		if !reflect.DeepEqual(link, Link{Peer: id}) {
			t.Errorf("%q: %+v", text, link)
		}
	}
}

func TestWhatIsNoLink(t *testing.T) {
	k := identitytest.New(t)
	raw := encode(t, k, sample(t))
	forged := append([]byte{}, raw...)
	forged[len(forged)-1] ^= 1
	for _, text := range []string{
		"", "restante:", "restante:card/", "restante:peer/", "hello", "https://example.org",
		FullLink(forged), FullLink(raw[:100]), FullLink(raw) + "=", FullLink(raw) + "/",
		"restante:peer/" + k.ID().String() + "/!!", "restante:peer/" + k.ID().String() + "/_____w",
		"QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N", // a peer ID without its key
		strings.Repeat("x", maxLink+1),
	} {
		if link, err := ParseLink(text); !errors.Is(err, ErrLink) {
			t.Errorf("%.60q: %+v, %v", text, link, err)
		}
	}
}

// TestWhatIsWrongWithALink tells the faults apart that a person can do something about.
func TestWhatIsWrongWithALink(t *testing.T) {
	k := identitytest.New(t)
	raw := encode(t, k, sample(t))
	changed := func(at int) string {
		b := append([]byte{}, raw...)
		b[at] ^= 2
		return FullLink(b)
	}
	for text, want := range map[string]error{
		changed(len(raw) - 1):               record.ErrForged,
		changed(0):                          ErrForeign,
		"restante:group/AAAA":               ErrForeign,
		"restante:later":                    ErrForeign,
		strings.Repeat("x", maxLink+1):      ErrLong,
		FullLink(make([]byte, MaxSize+1)):   record.ErrTooLarge,
		"group/AAAA":                        identity.ErrPeerID,
		"restante:peer/AAAA":                identity.ErrPeerID,
		"restante:" + k.ID().String() + "x": identity.ErrPeerID,
	} {
		_, err := ParseLink(text)
		if !errors.Is(err, want) || !errors.Is(err, ErrLink) {
			t.Errorf("%.60q: %v, want %v", text, err, want)
		}
		if foreign := errors.Is(err, ErrForeign); foreign != (want == ErrForeign) {
			t.Errorf("%.60q is of another version: %v", text, foreign)
		}
	}
}

func FuzzParseLink(f *testing.F) {
	k := identitytest.New(f)
	c := sample(f)
	raw := encode(f, k, c)
	c.Peer = k.ID()
	f.Add(FullLink(raw))
	f.Add(ShortLink(c))
	f.Add(k.ID().String())
	f.Add("restante:peer/12D3Koo/AAAA")
	f.Fuzz(func(t *testing.T, text string) {
		link, err := ParseLink(text)
		if err != nil {
			if !errors.Is(err, ErrLink) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		if link.Peer == "" || len(link.Push) > MaxPushNodes || len(link.Addrs) > MaxAddrs {
			t.Errorf("over the limits: %+v", link)
		}
		if link.Card != nil {
			return
		}
		short := Card{Peer: link.Peer, PushNodes: link.Push, Addrs: link.Addrs}
		if again, err := ParseLink(ShortLink(short)); err != nil || again.Peer != link.Peer {
			t.Errorf("%+v became %+v, %v", link, again, err)
		}
	})
}

// FuzzDecode goes behind the signature, where any owner can be.
func FuzzDecode(f *testing.F) {
	k, c := identitytest.New(f), sample(f)
	c.Peer = k.ID()
	payload, err := toWire(c)
	must(f, err)
	f.Add(payload)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = Decode(b)
		got, err := fromWire(k.ID(), b)
		if err != nil {
			if !errors.Is(err, ErrCard) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		if len(got.Name) > MaxName || len(got.PushNodes) > MaxPushNodes || len(got.Addrs) > MaxAddrs {
			t.Errorf("over the limits: %+v", got)
		}
		if len(got.Devices) > 1 || len(b) > maxPayload {
			return // more than is ever written
		}
		again, err := toWire(got)
		must(t, err)
		if c, err := fromWire(k.ID(), again); err != nil || !equal(c, got) {
			t.Errorf("%+v became %+v, %v", got, c, err)
		}
	})
}

// A word travels behind any link, and is of no use to those who cannot read it.
func TestALinkWithAnIntroduction(t *testing.T) {
	k := identitytest.New(t)
	raw := encode(t, k, sample(t))
	c, err := Decode(raw)
	must(t, err)
	word := []byte(strings.Repeat("w", maxWord))
	for _, plain := range []string{FullLink(raw), ShortLink(c), ShortLink(Card{Peer: k.ID()}), "restante:peer/" + k.ID().String() + "/"} {
		want, err := ParseLink(plain)
		must(t, err)
		want.Word = word
		if got, err := ParseLink(Introduce(plain, word)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%.60s: %+v, %v", plain, got, err)
		}
		for _, bad := range []string{Introduce(plain, append(word, 'w')), Introduce(plain, word) + "/more", Introduce(plain, nil) + "?"} {
			if _, err := ParseLink(bad); !errors.Is(err, ErrLink) {
				t.Errorf("%.60s: %v", bad, err)
			}
		}
	}
}
