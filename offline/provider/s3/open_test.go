package s3

import (
	"crypto/rand"
	"errors"
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

func newBlock() (depot.Ref, []byte) {
	b := make([]byte, 8<<10)
	_, _ = rand.Read(b) // never fails
	return depot.Ref{Name: depot.NewName(), CID: ipfs.CID(b)}, b
}

// amazon are settings of a well-known service, with some that differ.
func amazon(differ depot.Settings) depot.Settings {
	s := depot.Settings{
		endpoint: "https://s3.eu-central-1.amazonaws.com", bucket: "mail", accessKey: "AKIAEXAMPLE", secretKey: secret,
	}
	maps.Copy(s, differ)
	return s
}

func TestOpenRefuses(t *testing.T) {
	for why, s := range map[string]depot.Settings{
		"no settings":               {},
		"no endpoint":               amazon(depot.Settings{endpoint: ""}),
		"no secret":                 amazon(depot.Settings{secretKey: ""}),
		"not https":                 amazon(depot.Settings{endpoint: "http://s3.example.org"}),
		"this computer":             amazon(depot.Settings{endpoint: "https://127.0.0.1:9000"}),
		"home":                      amazon(depot.Settings{endpoint: "192.168.1.5:9000"}),
		"a password in it":          amazon(depot.Settings{endpoint: "https://a:b@s3.example.org"}),
		"the bucket in it":          amazon(depot.Settings{endpoint: "https://s3.example.org/mail"}),
		"a bad bucket":              amazon(depot.Settings{bucket: "../mail"}),
		"a bad folder":              amazon(depot.Settings{prefix: "a/../b"}),
		"a folder with a question":  amazon(depot.Settings{prefix: "a?b"}),
		"other addresses":           amazon(depot.Settings{addresses: "secret"}),
		"a public address in clear": amazon(depot.Settings{addresses: public, publicURL: "http://files.example.org"}),
		"a private public address":  amazon(depot.Settings{addresses: public, publicURL: "https://10.0.0.1"}),
		"addresses too long":        amazon(depot.Settings{prefix: strings.Repeat("a", depot.MaxAddr)}),
	} {
		_, err := Open(s, depot.Deps{})
		if !errors.Is(err, depot.ErrPermanent) {
			t.Errorf("%s: %v, want ErrPermanent", why, err)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error tells the secret", why)
		}
	}
}

// TestPresigned: the address works for a week, and says when it ends a little early.
func TestPresigned(t *testing.T) {
	d := open(t, amazon(nil), depot.Deps{})
	p, err := d.place(t.Context(), depot.NewName())
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(p.Addrs[0])
	if err != nil {
		t.Fatal(err)
	}
	if q := u.Query(); q.Get("X-Amz-Expires") != "604800" || q.Get("X-Amz-Signature") == "" {
		t.Errorf("the address %s", u)
	}
	if left := time.Until(p.Until); left > week-skew || left < week-2*skew || d.Limits().AddrsLast != week {
		t.Errorf("ends in %v, lasts %v", left, d.Limits().AddrsLast)
	}
	if strings.Contains(u.String(), secret) || !strings.Contains(u.Host, "eu-central-1") {
		t.Errorf("the address %s", u)
	}
}

// TestPublic: the address is the object's and nothing more, for as long as it lies there.
func TestPublic(t *testing.T) {
	for base, want := range map[string]string{
		"":                           "https://mail.s3.dualstack.eu-central-1.amazonaws.com/our/mail/",
		"https://files.example.org":  "https://files.example.org/our/mail/",
		"https://files.example.org/": "https://files.example.org/our/mail/",
	} {
		d := open(t, amazon(depot.Settings{addresses: public, publicURL: base, prefix: "/our/mail"}), depot.Deps{})
		name := depot.NewName()
		p, err := d.place(t.Context(), name)
		if err != nil || p.Addrs[0] != want+name || !p.Until.IsZero() || d.Limits().AddrsLast != 0 {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

// TestPathStyle: only well-known services have a host for each bucket.
func TestPathStyle(t *testing.T) {
	for host, want := range map[string]string{
		"203.0.112.1:9000":    "https://203.0.112.1:9000/mail/",
		"files.example.org":   "https://files.example.org/mail/",
		"https://example.org": "https://example.org/mail/",
	} {
		d := open(t, amazon(depot.Settings{endpoint: host}), depot.Deps{})
		if p, err := d.place(t.Context(), "x"); err != nil || !strings.HasPrefix(p.Addrs[0], want) {
			t.Errorf("%v, %v; want %s", p.Addrs, err, want)
		}
	}
}
