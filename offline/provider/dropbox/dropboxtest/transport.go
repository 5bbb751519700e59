package dropboxtest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// ours reports whether a host is one of Dropbox's.
func ours(host string) bool {
	return host == "www.dropbox.com" || host == "api.dropboxapi.com" || host == "content.dropboxapi.com" ||
		host == "dl.dropboxusercontent.com" || strings.HasSuffix(host, ".dl.dropboxusercontent.com")
}

// Transport takes calls to Dropbox's hosts to the fake, all others to next.
func (s *Server) Transport(next http.RoundTripper) http.RoundTripper {
	return rewriting{s.url, next}
}

type rewriting struct {
	to   string
	next http.RoundTripper
}

func (t rewriting) RoundTrip(r *http.Request) (*http.Response, error) {
	if !ours(r.URL.Host) {
		return t.next.RoundTrip(r)
	}
	if r.URL.Scheme != "https" {
		return nil, errors.New("dropboxtest: Dropbox was called without TLS")
	}
	to, err := url.Parse(t.to)
	if err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Host = r.URL.Host
	r.URL.Scheme, r.URL.Host = to.Scheme, to.Host
	return t.next.RoundTrip(r)
}

// text reads an answer; an error is one that is no success.
func text(answer *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("dropboxtest: %s", answer.Status)
	}
	return string(body), err
}
