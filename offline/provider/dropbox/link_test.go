package dropbox

import (
	"net/url"
	"slices"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

func TestDirect(t *testing.T) {
	for _, c := range []struct {
		link     string
		loopback bool
		want     []string
	}{
		{"https://www.dropbox.com/scl/fi/ab/restante-x?rlkey=k&dl=0", false, []string{
			"https://dl.dropboxusercontent.com/scl/fi/ab/restante-x?dl=1&rlkey=k",
			"https://www.dropbox.com/scl/fi/ab/restante-x?dl=1&rlkey=k"}},
		{"https://www.dropbox.com/s/ab/restante-x", false, []string{
			"https://dl.dropboxusercontent.com/s/ab/restante-x?dl=1", "https://www.dropbox.com/s/ab/restante-x?dl=1"}},
		{"https://db.tt/ab#f", false, []string{"https://db.tt/ab?dl=1"}},
		{"http://127.0.0.1:1/x?dl=0", true, []string{"http://127.0.0.1:1/x?dl=1"}},
		{"http://www.dropbox.com/x", false, nil},
		{"https://me:pw@www.dropbox.com/x", false, nil},
		{"/x", true, nil},
		{"", true, nil},
	} {
		got, err := direct(c.link, c.loopback)
		if !slices.Equal(got, c.want) || (err == nil) == (c.want == nil) {
			t.Errorf("%q: %q, %v", c.link, got, err)
		}
	}
}

// FuzzDirect: every address that comes out is one that a recipient accepts.
func FuzzDirect(f *testing.F) {
	f.Add("https://www.dropbox.com/scl/fi/ab/restante-x?rlkey=k&dl=0")
	f.Add("https://www.dropbox.com/%zz?a;b&dl")
	f.Add("https://[::1]:x/ü?dl=1#dl")
	f.Fuzz(func(t *testing.T, link string) {
		addrs, err := direct(link, false)
		if err != nil && (addrs != nil || !depot.Known(err)) {
			t.Errorf("%q, %v", addrs, err)
		}
		for _, a := range addrs {
			u, err := url.Parse(a)
			if err != nil || u.Scheme != "https" || u.Query().Get("dl") != "1" {
				t.Errorf("%q: %v", a, err)
			}
			if _, err := fetch.Parse(a, true); err != nil {
				t.Errorf("%q: %v", a, err)
			}
		}
	})
}
