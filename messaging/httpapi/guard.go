package httpapi

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
)

var (
	errNoHost = &problem{http.StatusBadRequest, "the Host header is missing or not a host"}
	errHost   = &problem{http.StatusForbidden, "this Host is not ours"}
	errOrigin = &problem{http.StatusForbidden, "web pages of this Origin may not call"}
	errToken  = &problem{http.StatusUnauthorized, "the Authorization header must be: Bearer, and the token in the file api-token"}
)

// guard lets pass only who may call, and answers for handlers that panic.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.contain(w, r)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		if err := s.admit(r); err != nil {
			s.fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) admit(r *http.Request) error {
	switch host, ok := hostOf(r.Host); {
	case !ok:
		return errNoHost
	case !s.ours(host):
		return errHost
	case !s.sameOrigin(r):
		return errOrigin
	}
	return s.admitToken(r)
}

func (s *Server) admitToken(r *http.Request) error {
	from := placeOf(r)
	if s.wrongs.full(from) {
		return errWrongOften
	}
	if !s.bearer(r.Header.Get("Authorization")) {
		s.wrongs.add(from)
		return errToken
	}
	return nil
}

// hostOf is the Host header without its port, which may be another one than ours,
// of a tunnel.
func hostOf(header string) (host string, ok bool) {
	u, err := url.Parse("http://" + header)
	if err != nil || u.Host != header || u.Hostname() == "" {
		return "", false
	}
	return strings.ToLower(u.Hostname()), true
}

// ours reports whether a host is this machine: loopback, or with TLS a name in
// the certificate.
func (s *Server) ours(host string) bool { return loopbackHost(host) || s.certified(host) }

func (s *Server) certified(host string) bool {
	if s.o.TLS == nil {
		return false
	}
	for _, c := range s.o.TLS.Certificates {
		if c.Leaf != nil && c.Leaf.VerifyHostname(host) == nil {
			return true
		}
	}
	return false
}

// sameOrigin reports whether no web page calls, or one that this server gave.
func (s *Server) sameOrigin(r *http.Request) bool {
	values, present := r.Header["Origin"]
	if !present {
		return true
	}
	if len(values) != 1 {
		return false
	}
	u, err := url.Parse(values[0])
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

// bearer compares hashes, so that neither content nor length leaks by time.
func (s *Server) bearer(header string) bool {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || s.o.Token == "" {
		return false
	}
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(s.o.Token))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// contain keeps a panic in one request from ending the program.
func (s *Server) contain(w http.ResponseWriter, r *http.Request) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler {
		panic(p) // the answer is cut off on purpose
	}
	s.o.Log.Error("api: panic", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
	s.fail(w, r, &problem{http.StatusInternalServerError, "an error in Restante; its log says more"})
}
