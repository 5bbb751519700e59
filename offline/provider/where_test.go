package provider

import (
	"maps"
	"net/http"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox/dropboxtest"
	"restante/offline/provider/pinning"
	"restante/offline/provider/s3"
	"restante/offline/provider/ucan"
)

// where is the place of settings, some of which differ.
func where(t *testing.T, k depot.Kind, d depot.Deps, s, differ depot.Settings) depot.Where {
	t.Helper()
	s = maps.Clone(s)
	maps.Copy(s, differ)
	w, err := k.Where(t.Context(), s, d)
	if err != nil || w.Place == "" {
		t.Fatalf("%v: %+v, %v", differ, w, err)
	}
	return w
}

// TestWhereS3: a bucket and a folder, however they are written.
func TestWhereS3(t *testing.T) {
	base := depot.Settings{"endpoint": "https://s3.eu-central-1.amazonaws.com", "bucket": "mail", "accessKey": "a", "secretKey": "b"}
	at := func(differ depot.Settings) depot.Where { return where(t, s3.Kind, depot.Deps{}, base, differ) }
	own := depot.Settings{"endpoint": "s3.example.org"}
	for name, c := range map[string]struct {
		a, b depot.Settings
		same bool
	}{
		"other keys":     {nil, depot.Settings{"accessKey": "c", "secretKey": "d"}, true},
		"other spelling": {own, depot.Settings{"endpoint": "https://S3.example.org:443/", "prefix": "/"}, true},
		"Amazon":         {nil, depot.Settings{"endpoint": "https://s3.amazonaws.com"}, true},
		"other service":  {nil, own, false},
		"other bucket":   {nil, depot.Settings{"bucket": "letters"}, false},
		"other folder":   {nil, depot.Settings{"prefix": "a"}, false},
	} {
		if same := at(c.a) == at(c.b); same != c.same {
			t.Errorf("%s: the same is %v: %+v, %+v", name, same, at(c.a), at(c.b))
		}
	}
}

// TestWhereUCAN: the space, whatever key acts there.
func TestWhereUCAN(t *testing.T) {
	one, err := ucan.CreateSpace("https://up.example.com", "did:web:up.example.com")
	if err != nil {
		t.Fatal(err)
	}
	two, err := ucan.CreateSpace(one["url"], one["service"])
	if err != nil {
		t.Fatal(err)
	}
	at := func(s depot.Settings, url string) depot.Where {
		return where(t, ucan.Kind, depot.Deps{}, s, depot.Settings{"url": url})
	}
	if at(one, "https://up.example.com") != at(one, "https://other.example.com/") || at(one, one["url"]) == at(two, two["url"]) {
		t.Error("a space is not known by its name")
	}
}

// TestWherePinning: the service; who it is there, only a token tells.
func TestWherePinning(t *testing.T) {
	base := depot.Settings{"url": "https://api.example.com/psa", "token": "one"}
	at := func(differ depot.Settings) depot.Where { return where(t, pinning.Kind, depot.Deps{}, base, differ) }
	if at(nil) != at(depot.Settings{"url": "https://API.example.com/psa/"}) {
		t.Error("another spelling is another place")
	}
	if other := at(depot.Settings{"token": "two"}); other == at(nil) || other.Place != at(nil).Place {
		t.Errorf("another token: %+v", other)
	}
	if at(nil).Place == at(depot.Settings{"url": "https://b.example.com"}).Place {
		t.Error("another service is the same place")
	}
}

// TestWhereDropbox: whose account it is says Dropbox, to every token of it.
func TestWhereDropbox(t *testing.T) {
	s := dropboxtest.Start(t)
	d := depot.Deps{HTTP: &http.Client{Transport: s.Transport(http.DefaultTransport)}, Loopback: true}
	at := func(differ depot.Settings) depot.Where {
		return where(t, kindOf(t, "dropbox"), d, s.Settings(), differ)
	}
	one, again := at(nil), at(nil) // each with a token of its own
	small, large := at(depot.Settings{"folder": "b"}), at(depot.Settings{"folder": "B"})
	if one != again || one == small || small != large {
		t.Errorf("%+v, %+v, %+v, %+v", one, again, small, large)
	}
}

func kindOf(t *testing.T, name string) depot.Kind {
	t.Helper()
	for _, k := range Kinds {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("no kind %q", name)
	return depot.Kind{}
}
