package fetch

import (
	"net/netip"
	"strings"
	"testing"

	"restante/offline/provider/depot"
)

// seeds are addresses with what they are: "" is good.
var seeds = map[string]string{
	"https://example.org/a":                             "",
	"https://example.org:8443/a/b-c?X-Amz-Date=1&b=%2F": "",
	"https://1.1.1.1/":                                  "",
	"https://[2606:4700::1111]/":                        "",
	"http://example.org/a":                              "https",
	"HTTPS://example.org/a":                             "malformed",
	"https://user:word@example.org/":                    "password",
	"https://example.org/#part":                         "fragment",
	"https:///a":                                        "host",
	"https:example.org":                                 "host",
	"//example.org/":                                    "https",
	"example.org":                                       "https",
	"https://127.0.0.1/":                                "private",
	"https://[::ffff:7f00:1]/":                          "private",
	"https://[fe80::1%25eth0]/":                         "private",
	"https://example.org/a b":                           "malformed",
	"https://example.org/\r\nX: y":                      "malformed",
	"https://exämple.org/":                              "malformed",
	"https://example.org:99999x/":                       "malformed",
	"file:///etc/passwd":                                "https",
	"https://" + strings.Repeat("a", depot.MaxAddr):     "long",
	"": "https",
}

func TestParse(t *testing.T) {
	for addr, why := range seeds {
		_, err := Parse(addr, false)
		if why == "" && err != nil || why != "" && (err == nil || !strings.Contains(err.Error(), why)) {
			t.Errorf("%.60q: %v, want %q", addr, err, why)
		}
	}
}

// FuzzParse: what is read is written the same again, and is what may be asked.
func FuzzParse(f *testing.F) {
	for addr := range seeds {
		f.Add(addr, false)
		f.Add(addr, true)
	}
	f.Fuzz(func(t *testing.T, addr string, loopback bool) {
		u, err := Parse(addr, loopback)
		if err != nil {
			typed(t, err)
			return
		}
		if u.String() != addr || u.Hostname() == "" || u.User != nil || len(addr) > depot.MaxAddr {
			t.Errorf("%q was read as %q", addr, u)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); !loopback && (u.Scheme != "https" || err == nil && !Public(ip)) {
			t.Errorf("%q may be asked", addr)
		}
	})
}
