package dropboxtest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"restante/offline/provider/depot"
)

func (s *Server) fault() http.HandlerFunc {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}

// set changes the fake between two calls.
func (s *Server) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// Break lets a handler answer every call, until it is nil.
func (s *Server) Break(h http.HandlerFunc) { s.set(func() { s.broken = h }) }

// Revoke is the person who disconnects the app: all tokens are worth nothing.
func (s *Server) Revoke() { s.set(func() { clear(s.refresh); clear(s.access) }) }

// Expire lets four hours pass for all access tokens.
func (s *Server) Expire() {
	s.set(func() {
		for token, a := range s.access {
			a.until = time.Now().Add(-time.Second)
			s.access[token] = a
		}
	})
}

// Quota is how many bytes fit into the account.
func (s *Server) Quota(bytes int64) { s.set(func() { s.quota = bytes }) }

// Page is how many entries fit on a page of a listing.
func (s *Server) Page(entries int) { s.set(func() { s.page = entries }) }

// ForgetCursors makes all cursors invalid.
func (s *Server) ForgetCursors() { s.set(func() { s.era++ }) }

// PlainLinks makes shared links that lead to the fake's own port, without TLS.
func (s *Server) PlainLinks() { s.set(func() { s.plain = s.url }) }

// Plant puts somebody's own file into the app folder, or changes one that is there.
func (s *Server) Plant(path string, content []byte) {
	s.set(func() {
		f := newFile(path, content)
		if old := s.files[strings.ToLower(path)]; old != nil {
			f.link = old.link
		}
		s.files[strings.ToLower(path)] = f
	})
}

// Has reports whether a file lies there.
func (s *Server) Has(path string) (has bool) {
	s.set(func() { has = s.files[strings.ToLower(path)] != nil })
	return has
}

// Blocks is how many blocks of ours lie in the app folder.
func (s *Server) Blocks() (n int) {
	s.set(func() {
		for key := range s.files {
			if depot.IsName(key[strings.LastIndex(key, "/")+1:]) {
				n++
			}
		}
	})
	return n
}

// TooMany answers 429 with a pause; the reason is too_many_requests or
// too_many_write_operations.
func TooMany(reason string, seconds int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		answer(w, http.StatusTooManyRequests, map[string]any{
			"error_summary": reason + "/..",
			"error":         map[string]any{"reason": map[string]any{".tag": reason}, "retry_after": seconds},
		})
	}
}

// Failing answers with a status and nothing that makes sense.
func Failing(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html>%s</html>", http.StatusText(status))
	}
}

// Full answers that the account has no room.
func Full(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusConflict, unwritten("insufficient_space"))
}
