package webhook

import (
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	w := newTeller(t, nil)
	w.Avoid(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4002})
	for url, want := range map[string]error{
		"https://erp.example/restante?key=1": nil, "https://8.8.8.8/": nil, "http://127.0.0.1:8080/": nil, "http://localhost/": nil,
		"http://192.168.1.7/": nil, "http://10.0.0.1/": nil, "http://[::1]:9/": nil, "http://[fd00::1]/": nil, "http://nas.local/": nil,
		"https://127.0.0.1:4003/": nil, "https://8.8.8.8:4002/": nil,

		"": ErrURL, "erp.example": ErrURL, "ftp://erp.example/": ErrURL, "https:///x": ErrURL, "https:opaque": ErrURL, "https://a b/": ErrURL,
		"https://user:secret@erp.example/": ErrURL, "https://user@erp.example/": ErrURL, "https://erp.example/#part": ErrURL,
		"https://erp.example:0/": ErrURL, "https://erp.example:99999/": ErrURL, "https://ümlaut.example/": ErrURL, "https://erp.example/\n": ErrURL,
		"https://erp.example/" + strings.Repeat("x", MaxURL): ErrURL, "javascript:alert(1)": ErrURL,

		"http://8.8.8.8/": ErrFar, "http://[2001:4860:4860::8888]/": ErrFar, "http://[::ffff:8.8.8.8]/": ErrFar,

		"http://127.0.0.1:4002/ob/shutdown": ErrOwn, "http://LOCALHOST:4002/": ErrOwn, "https://127.0.0.1:4002/": ErrOwn, "http://[::1]:4002/": ErrOwn,
		"http://127.9.9.9:4002/": ErrOwn, "http://0.0.0.0:4002/": ErrOwn, "http://[::ffff:127.0.0.1]:4002/": ErrOwn,
	} {
		if err := w.checkURL(url); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", url, err, want)
		}
	}
}

// What a name resolves to is looked at when the connection is made.
func TestConnections(t *testing.T) {
	w := newTeller(t, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	dial := func(secure bool, addr string) error {
		c, err := w.dial(secure)(ctx, "tcp", addr)
		if err == nil {
			must(t, c.Close())
		}
		return err
	}
	must(t, dial(false, l.Addr().String()))
	if err := dial(false, "8.8.8.8:80"); !errors.Is(err, ErrFar) {
		t.Errorf("plain http left the network: %v", err)
	}
	w.Avoid(l.Addr())
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for _, secure := range []bool{false, true} {
		if err := dial(secure, "localhost:"+port); !errors.Is(err, ErrOwn) {
			t.Errorf("it called itself: %v", err)
		}
	}
}

// An address of this computer in its network is its own too.
func TestOwnAddresses(t *testing.T) {
	all, err := net.InterfaceAddrs()
	must(t, err)
	for _, a := range all {
		ip, ok := netip.AddrFromSlice(a.(*net.IPNet).IP)
		if !ok || !here(ip.Unmap()) {
			t.Errorf("%s is not here", a)
		}
	}
	if here(netip.MustParseAddr("203.0.113.9")) {
		t.Error("an address of nobody is here")
	}
}
