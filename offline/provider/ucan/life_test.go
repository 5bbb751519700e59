package ucan_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/ucan"
	"restante/offline/provider/ucan/ucantest"
)

// Both ways in which a delegation is handed over as text, with the line breaks of a
// terminal, open an account that can do everything.
func TestDelegation(t *testing.T) {
	space := ucantest.New(t, ucantest.Options{}).Space(t)
	for _, inCID := range []bool{false, true} {
		s := delegated(t, space, inCID)
		s["proof"] = s["proof"][:40] + "\n  " + s["proof"][40:] + "\n"
		d := open(t, s, depot.Deps{Loopback: true})
		ref, block := newBlock("by an agent")
		if _, err := d.Put(t.Context(), ref, block); err != nil {
			t.Fatal(err)
		}
		if page, err := d.List(t.Context(), ""); err != nil || len(page.Entries) != 1 {
			t.Errorf("listed %+v, %v", page, err)
		}
		if err := d.Delete(t.Context(), ref); err != nil {
			t.Error(err)
		}
	}
}

// A service that takes its time over the last step is asked again, and then has it.
func TestPendingUntilAccepted(t *testing.T) {
	d := open(t, ucantest.New(t, ucantest.Options{Slow: true}).Space(t), depot.Deps{Loopback: true})
	ref, block := newBlock("slow")
	_, err := d.Put(t.Context(), ref, block)
	if pending := new(depot.Pending); !errors.As(err, &pending) || pending.After <= 0 {
		t.Fatalf("error %v, want Pending", err)
	}
	if _, err := d.Put(t.Context(), ref, block); err != nil {
		t.Errorf("the second time: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	service := ucantest.New(t, ucantest.Options{})
	d := open(t, service.Space(t), depot.Deps{Loopback: true})
	for name, want := range map[string]error{
		"Unauthorized":                    depot.ErrAuth,
		"InsufficientStorage":             depot.ErrQuota,
		"BlobSizeOutsideOfSupportedRange": depot.ErrPermanent,
		"StorageOperationFailed":          depot.ErrTransient,
		"":                                nil,
	} {
		service.Fail(name)
		ref, block := newBlock("block")
		if _, err := d.Put(t.Context(), ref, block); !errors.Is(err, want) || err != nil && !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if _, err := d.Usage(t.Context()); !errors.Is(err, want) {
			t.Errorf("usage, %s: %v, want %v", name, err, want)
		}
	}
}

func TestQuota(t *testing.T) {
	d := open(t, ucantest.New(t, ucantest.Options{Quota: 100}).Space(t), depot.Deps{Loopback: true})
	for _, want := range []error{nil, depot.ErrQuota} {
		ref, block := newBlock(strings.Repeat("x", 40))
		if _, err := d.Put(t.Context(), ref, block); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if u, err := d.Usage(t.Context()); err != nil || u.Used < 40 || u.Used > 100 {
		t.Errorf("usage %+v, %v", u, err)
	}
}

// secure is a network in which a service on this machine is reached by https.
type secure struct{ to string }

func (s secure) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", strings.TrimPrefix(s.to, "http://")
	return http.DefaultTransport.RoundTrip(r)
}

// A service that wants blocks sent to an address of its own making does not get this
// computer to call into the home network.
func TestUploadsAreNotSentAnywhere(t *testing.T) {
	service := ucantest.New(t, ucantest.Options{})
	space := service.Space(t)
	network := &http.Client{Transport: secure{space["url"]}}
	space["url"] = "https://up.example.net"
	ref, block := newBlock("block")
	_, err := open(t, space, depot.Deps{HTTP: network}).Put(t.Context(), ref, block)
	if !errors.Is(err, depot.ErrPermanent) || service.Has(space["space"], ref.CID.Hash()) {
		t.Errorf("error %v", err)
	}
	if _, err = open(t, space, depot.Deps{HTTP: network, Loopback: true}).Put(t.Context(), ref, block); err != nil {
		t.Fatal(err)
	}
	if _, err = open(t, space, depot.Deps{HTTP: network}).Locate(t.Context(), ref); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("an address that nobody else can use: %v", err)
	}
}

// A space may hold what is no block: it counts, and is not listed.
func TestOthersInTheSpace(t *testing.T) {
	service := ucantest.New(t, ucantest.Options{})
	space := service.Space(t)
	ref, _ := newBlock("a film")
	service.Plant(space["space"], ref.CID.Hash(), 1<<30)
	d := open(t, space, depot.Deps{Loopback: true})
	if page, err := d.List(t.Context(), ""); err != nil || len(page.Entries) > 0 {
		t.Errorf("listed %+v, %v", page, err)
	}
	if u, err := d.Usage(t.Context()); err != nil || u.Used != 1<<30 {
		t.Errorf("usage %+v, %v", u, err)
	}
}

func TestClaimIsOfTheWholeBlock(t *testing.T) {
	for _, c := range []struct {
		content string
		offset  int64
		want    bool
	}{{"this", 0, true}, {"that", 0, false}, {"this", 9, false}, {"", 0, false}} {
		if got := ucan.ClaimIsOf([]byte(c.content), c.offset, []byte("this")); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestTarget(t *testing.T) {
	long := "https://store.example.net/blob?X-Amz-Security-Token=" + strings.Repeat("x", 2000)
	for address, good := range map[string]bool{
		long: true, "https://8.8.8.8/blob": true,
		"": false, "http://store.example.net/blob": false, "file:///etc/passwd": false, "https:///blob": false,
		"https://me:secret@store.example.net/": false, "https://192.168.1.1/": false, "https://[::1]/": false,
	} {
		if _, err := ucan.Target(address, false); (err == nil) != good || err != nil && !errors.Is(err, depot.ErrPermanent) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := ucan.Target("http://127.0.0.1/blob", true); err != nil {
		t.Errorf("in a small office: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	good, err := ucan.CreateSpace("https://up.example.net", "did:web:up.example.net")
	if err != nil {
		t.Fatal(err)
	}
	other, err := ucan.CreateSpace("https://up.example.net", "did:web:up.example.net")
	if err != nil {
		t.Fatal(err)
	}
	open(t, good, depot.Deps{})
	proof := delegated(t, good, false)["proof"]
	for _, c := range []struct{ field, value string }{
		{"url", ""}, {"url", "http://up.example.net"}, {"url", "https://10.0.0.1"}, {"url", "https://up.example.net?a=b"},
		{"service", ""}, {"service", "up.example.net"}, {"service", "did:"},
		{"space", "did:web:example.net"}, {"space", "did:key:z"}, {"space", other["space"]},
		{"key", ""}, {"key", other["key"]}, {"key", "Mg"},
		{"proof", "not base64!"}, {"proof", "AAAA"}, {"proof", proof},
	} {
		s := map[string]string{c.field: c.value}
		for name, value := range good {
			if name != c.field {
				s[name] = value
			}
		}
		if _, err := ucan.Kind.Open(s, depot.Deps{}); !errors.Is(err, depot.ErrPermanent) {
			t.Errorf("%s %q: %v", c.field, c.value, err)
		}
	}
	foreign := delegated(t, other, false)
	foreign["space"] = good["space"]
	if _, err := ucan.Kind.Open(foreign, depot.Deps{}); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("with a delegation for another space: %v", err)
	}
	if _, err := ucan.Kind.Open(depot.Settings{}, depot.Deps{}); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("without settings: %v", err)
	}
}
