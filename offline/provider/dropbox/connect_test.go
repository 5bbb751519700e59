package dropbox_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
)

var entered = depot.Settings{dropbox.AppKey: dropboxtest.AppKey}

// person is a browser that a test drives. What it reads at the end is in pages.
type person struct {
	do    func(at string) (page string, err error)
	pages chan string
}

func newPerson(do func(at string) (string, error)) *person {
	return &person{do, make(chan string, 10)}
}

// browse opens the browser, which does its work on its own.
func (p *person) browse(at string) error {
	go func() {
		page, _ := p.do(at) // a page that says no is an error as well
		p.pages <- page
	}()
	return nil
}

func (p *person) reads(t *testing.T, words string) {
	t.Helper()
	if page := <-p.pages; !strings.Contains(page, words) {
		t.Errorf("the browser shows %q, want %q", page, words)
	}
}

func connect(ctx context.Context, c *http.Client, browse func(string) error) (depot.Settings, error) {
	return dropbox.Kind.Connect(ctx, entered, depot.Deps{HTTP: c}, browse)
}

// TestConnect is the way by the book. The fake refuses whatever is not.
func TestConnect(t *testing.T) {
	s := dropboxtest.Start(t)
	p := newPerson(s.Agree)
	settings, err := connect(t.Context(), client(s), p.browse)
	if err != nil {
		t.Fatal(err)
	}
	p.reads(t, "You can close this tab.")
	if settings[dropbox.RefreshToken] == "" || settings[dropbox.AppKey] != dropboxtest.AppKey || len(entered) != 1 {
		t.Errorf("the settings are %d, were %d", len(settings), len(entered))
	}
	d := opened(t, settings, depot.Deps{HTTP: client(s)})
	put(t, d)
	if _, err := d.Usage(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := d.List(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

func TestConnectDenied(t *testing.T) {
	s := dropboxtest.Start(t)
	p := newPerson(s.Deny)
	_, err := connect(t.Context(), client(s), p.browse)
	if !errors.Is(err, depot.ErrAuth) || !strings.Contains(err.Error(), "not allowed") {
		t.Errorf("%v, want ErrAuth", err)
	}
	p.reads(t, "Not connected")
}

// TestConnectWrongState: an answer of another attempt, or of a stranger, is told so
// and changes nothing.
func TestConnectWrongState(t *testing.T) {
	s := dropboxtest.Start(t)
	p := newPerson(s.Agree)
	settings, err := connect(t.Context(), client(s), func(at string) error {
		for _, q := range []string{"", "?code=x", "?state=x&code=x", "?state=&error=access_denied"} {
			if page, status := get(t, query(t, at, "redirect_uri")+q); status != 400 || !strings.Contains(page, "another attempt") {
				t.Errorf("%q is answered %d: %s", q, status, page)
			}
		}
		return p.browse(at)
	})
	if err != nil || settings[dropbox.RefreshToken] == "" {
		t.Errorf("the right answer after the wrong ones: %v", err)
	}
	p.reads(t, "Connected")
}

// TestConnectTroubled: Dropbox sends the browser back with an error of its own, whose
// text is no part of the page.
func TestConnectTroubled(t *testing.T) {
	s := dropboxtest.Start(t)
	for q, want := range map[string]error{
		"error=invalid_scope&error_description=%3Cb%3E":       depot.ErrPermanent,
		"error=access_denied":                                 depot.ErrAuth,
		"code=unheard&error=too":                              depot.ErrTransient,
		"nothing=at+all":                                      depot.ErrTransient,
		"code=" + strings.Repeat("unheard", 100):              depot.ErrAuth,
		"error=" + strings.Repeat("x", 5000) + "%00%0a%E2%80": depot.ErrPermanent,
	} {
		var page string
		_, err := connect(t.Context(), client(s), func(at string) error {
			page, _ = get(t, query(t, at, "redirect_uri")+"?state="+query(t, at, "state")+"&"+q)
			return nil
		})
		if !errors.Is(err, want) || len(err.Error()) > 300 {
			t.Errorf("%q: %v, want %v", q, err, want)
		}
		if !strings.Contains(page, "Not connected") || strings.Contains(page, "<b>") {
			t.Errorf("%q: %s", q, page)
		}
	}
}

// TestConnectWrongVerifier: somebody who has the code only gets nothing for it.
func TestConnectWrongVerifier(t *testing.T) {
	s := dropboxtest.Start(t)
	thief := &http.Client{Transport: changed{s.Transport(http.DefaultTransport), "code_verifier"}}
	p := newPerson(s.Agree)
	_, err := connect(t.Context(), thief, p.browse)
	if !errors.Is(err, depot.ErrAuth) || !strings.Contains(err.Error(), "verifier") {
		t.Errorf("%v, want ErrAuth", err)
	}
	p.reads(t, "Not connected")
}

// TestConnectOnce: a second answer, of a browser that loads the page twice, is no
// second try.
func TestConnectOnce(t *testing.T) {
	s := dropboxtest.Start(t)
	c := counting(s, "/oauth2/token")
	c.hold = make(chan struct{})
	p := newPerson(s.Agree)
	_, err := connect(t.Context(), &http.Client{Transport: c}, func(at string) error {
		go func() {
			defer close(c.hold)
			<-c.held
			page, status := get(t, query(t, at, "redirect_uri")+"?code=x&state="+query(t, at, "state"))
			if status != 400 || !strings.Contains(page, "Already answered") {
				t.Errorf("the second answer is answered %d: %s", status, page)
			}
		}()
		return p.browse(at)
	})
	if err != nil {
		t.Error(err)
	}
	p.reads(t, "Connected")
}

// TestConnectFleeting: an access without a refresh token is of no use.
func TestConnectFleeting(t *testing.T) {
	s := dropboxtest.Start(t)
	p := newPerson(func(at string) (string, error) {
		return s.Agree(strings.Replace(at, "token_access_type=offline", "token_access_type=online", 1))
	})
	if _, err := connect(t.Context(), client(s), p.browse); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("%v, want ErrPermanent", err)
	}
}

// TestConnectGivenUp: whoever gives up is told so, and the port is free again.
func TestConnectGivenUp(t *testing.T) {
	s := dropboxtest.Start(t)
	ctx, stop := context.WithCancel(t.Context())
	_, err := connect(ctx, client(s), func(string) error { stop(); return nil })
	if !errors.Is(err, context.Canceled) || !depot.Known(err) {
		t.Errorf("%v, want context.Canceled", err)
	}
	late, stop := context.WithTimeout(t.Context(), 0)
	defer stop()
	_, err = connect(late, client(s), func(string) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, depot.ErrTransient) {
		t.Errorf("%v, want context.DeadlineExceeded", err)
	}
	_, err = connect(t.Context(), client(s), func(string) error { return errors.New("no browser") })
	if err == nil || !strings.Contains(err.Error(), "no browser") {
		t.Errorf("%v, want the browser's error", err)
	}
	l, err := net.Listen("tcp", host(t, dropbox.Redirects[0]))
	if err != nil {
		t.Fatalf("the port is still taken: %v", err)
	}
	l.Close()
}

// TestConnectPorts: a port that somebody has is passed over; if there is none it is
// told. Each is known to the app, so that Dropbox redirects there.
func TestConnectPorts(t *testing.T) {
	s := dropboxtest.Start(t)
	for range dropbox.Redirects {
		p := newPerson(s.Agree)
		var at string
		if _, err := connect(t.Context(), client(s), func(u string) error { at = u; return p.browse(u) }); err != nil {
			t.Fatal(err)
		}
		l, err := net.Listen("tcp", host(t, query(t, at, "redirect_uri")))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
	if _, err := connect(t.Context(), client(s), nil); !errors.Is(err, depot.ErrTransient) {
		t.Errorf("without a port: %v", err)
	}
}

// TestConnectPage: nobody else can read or keep what the address holds.
func TestConnectPage(t *testing.T) {
	s := dropboxtest.Start(t)
	_, err := connect(t.Context(), client(s), func(at string) error {
		back := query(t, at, "redirect_uri")
		if _, status := get(t, back+"/other"); status != 404 {
			t.Errorf("another page is answered %d", status)
		}
		answer, err := http.Get(back + "?state=" + query(t, at, "state") + "&error=access_denied")
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Content-Type": "text/html; charset=utf-8",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		return nil
	})
	if !errors.Is(err, depot.ErrAuth) {
		t.Error(err)
	}
}

// changed breaks one value of every form that is sent.
type changed struct {
	next http.RoundTripper
	name string
}

func (c changed) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	r.PostForm.Set(c.name, "x"+r.PostForm.Get(c.name))
	body := r.PostForm.Encode()
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return c.next.RoundTrip(r)
}

func get(t *testing.T, at string) (page string, status int) {
	t.Helper()
	answer, err := http.Get(at)
	if err != nil {
		t.Error(err)
		return "", 0
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return string(body), answer.StatusCode
}

func query(t *testing.T, at, name string) string {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Error(err)
		return ""
	}
	return u.Query().Get(name)
}

func host(t *testing.T, at string) string {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}
