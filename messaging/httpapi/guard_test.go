package httpapi

import (
	"net/http"
	"testing"
)

func TestToken(t *testing.T) {
	a := start(t, new(core).options())
	for header, ok := range map[string]bool{
		"Bearer " + token:       true,
		"bearer " + token:       true,
		"":                      false,
		"Bearer":                false,
		"Bearer ":               false,
		"Bearer wrong":          false,
		"Bearer " + token + "x": false,
		"Bearer " + token[1:]:   false,
		"Basic " + token:        false,
		token:                   false,
	} {
		r := a.request("GET", "/ob/config", "")
		r.Header.Set("Authorization", header)
		if ok {
			a.wantStatus(r, http.StatusOK)
		} else {
			a.refused(r, http.StatusUnauthorized)
		}
	}
}

func (a *api) wantStatus(r *http.Request, want int) {
	a.t.Helper()
	if got, b, _ := a.do(r); got != want {
		a.t.Errorf("%s %s (Host %s) = %d %s; want %d", r.Method, r.URL, r.Host, got, b, want)
	}
}

func TestNoTokenAdmitsNobody(t *testing.T) {
	o := new(core).options()
	o.Token = ""
	a := start(t, o)
	for _, header := range []string{"", "Bearer", "Bearer ", "Bearer x"} {
		r := a.request("GET", "/ob/config", "")
		r.Header.Set("Authorization", header)
		a.refused(r, http.StatusUnauthorized)
	}
}

// Unknown paths and methods are no way to learn anything without the token.
func TestTokenComesFirst(t *testing.T) {
	a := start(t, new(core).options())
	for _, path := range []string{"/", "/ob/nothing", "/ob/chat", "/ob/openapi.json"} {
		r := a.request("PUT", path, "")
		r.Header.Del("Authorization")
		a.refused(r, http.StatusUnauthorized)
	}
}

func TestHost(t *testing.T) {
	a := start(t, new(core).options())
	for host, want := range map[string]int{
		"localhost":               200,
		"LOCALHOST:80":            200,
		"127.0.0.1":               200,
		"127.0.0.1:4002":          200,
		"[::1]:4002":              200,
		"[::1]":                   200,
		"example.org":             403,
		"example.org:4002":        403,
		"localhost.example.org":   403,
		"127.0.0.1.example.org":   403,
		"192.168.1.2:4002":        403,
		"0.0.0.0:4002":            403,
		"localhost:80:localhost":  400,
		"localhost:http":          400,
		":4002":                   400,
		"[::1":                    400,
		"127.0.0.1@example.org":   400,
		"[::ffff:8.8.8.8]:4002":   403,
		"[::ffff:127.0.0.1]:4002": 200,
	} {
		r := a.request("GET", "/ob/config", "")
		r.Host = host
		if want == http.StatusOK {
			a.wantStatus(r, want)
		} else {
			a.refused(r, want)
		}
	}
}

func TestOrigin(t *testing.T) {
	a := start(t, new(core).options())
	for origin, ok := range map[string]bool{
		a.url:                   true,
		"null":                  false,
		"":                      false,
		"https://example.org":   false,
		"http://localhost":      false, // the same machine, but another program's page
		"http://127.0.0.1:1":    false,
		"file://":               false,
		"http://%zz":            false,
		a.url + ".example.org/": false,
	} {
		r := a.request("POST", "/ob/scanofflinemessages", "")
		r.Header.Set("Origin", origin)
		if ok {
			a.wantStatus(r, http.StatusOK)
		} else {
			a.refused(r, http.StatusForbidden)
		}
	}
	twice := a.request("GET", "/ob/config", "")
	twice.Header["Origin"] = []string{a.url, "https://example.org"}
	a.refused(twice, http.StatusForbidden)
}

func TestForeignHostIsToldBeforeTheToken(t *testing.T) {
	a := start(t, new(core).options())
	r := a.request("GET", "/ob/config", "")
	r.Host = "example.org"
	r.Header.Del("Authorization")
	a.refused(r, http.StatusForbidden)
}

func TestPanicIsContained(t *testing.T) {
	o := new(core).options()
	o.Shutdown = func() { panic("planted") }
	a := start(t, o)
	a.wantStatus(a.request("POST", "/ob/shutdown", ""), http.StatusOK) // answered before it panicked
	a.wantStatus(a.request("GET", "/ob/config", ""), http.StatusOK)
}
