package dropboxtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
)

// AppKey is the key of the one app that the fake knows.
const AppKey = "k7restantetest1"

// Server is the fake: one account and one app. The zero Server does not work, see
// [New].
type Server struct {
	mu      sync.Mutex
	plain   string // where links lead, if not to Dropbox's hosts
	codes   map[string]consent
	refresh map[string]consent
	access  map[string]session
	files   map[string]*file // by path in lower case
	quota   int64
	page    int
	era     int // cursors of other eras are forgotten
	broken  http.HandlerFunc

	writers atomic.Int32
	url     string
	routes  map[string]http.HandlerFunc
}

// New makes an empty account of 2 GiB: the bare http.Handler, for tests without
// sockets. Calls must come with the Host that they were meant for.
func New() *Server {
	s := &Server{
		codes:   make(map[string]consent),
		refresh: make(map[string]consent),
		access:  make(map[string]session),
		files:   make(map[string]*file),
		quota:   2 << 30,
		page:    depot.MaxPage,
	}
	s.routes = map[string]http.HandlerFunc{
		"www.dropbox.com/oauth2/authorize":                              s.authorize,
		"api.dropboxapi.com/oauth2/token":                               s.token,
		"content.dropboxapi.com/2/files/upload":                         s.writes("files.content.write", s.upload),
		"api.dropboxapi.com/2/files/delete_v2":                          s.writes("files.content.write", s.remove),
		"api.dropboxapi.com/2/files/list_folder":                        s.allowed("files.metadata.read", s.list),
		"api.dropboxapi.com/2/files/list_folder/continue":               s.allowed("files.metadata.read", s.listOn),
		"api.dropboxapi.com/2/sharing/create_shared_link_with_settings": s.writes("sharing.write", s.share),
		"api.dropboxapi.com/2/sharing/list_shared_links":                s.allowed("sharing.read", s.shared),
		"api.dropboxapi.com/2/users/get_space_usage":                    s.allowed("account_info.read", s.usage),
		"api.dropboxapi.com/2/users/get_current_account":                s.allowed("account_info.read", s.who),
	}
	return s
}

// Start runs a fake on a loopback port until the test ends.
func Start(t testing.TB) *Server {
	s := New()
	l := httptest.NewServer(s)
	t.Cleanup(l.Close)
	s.url = l.URL
	return s
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h := s.fault(); h != nil {
		h(w, r)
		return
	}
	if h := s.routes[r.Host+r.URL.Path]; h != nil {
		h(w, r)
		return
	}
	s.link(w, r)
}

// Settings are those of an account that has been connected.
func (s *Server) Settings() depot.Settings {
	token := random("rt-")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh[token] = consent{scopes: dropbox.Scopes}
	return depot.Settings{dropbox.AppKey: AppKey, dropbox.RefreshToken: token}
}

// allowed answers only those with an access token for a scope.
func (s *Server) allowed(scope string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.Error(w, "wrong method", http.StatusMethodNotAllowed)
			return
		}
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		s.mu.Lock()
		a, ok := s.access[token]
		s.mu.Unlock()
		switch {
		case !ok:
			refuse(w, http.StatusUnauthorized, "invalid_access_token")
		case time.Now().After(a.until):
			refuse(w, http.StatusUnauthorized, "expired_access_token")
		case !a.may(scope):
			refuse(w, http.StatusUnauthorized, "missing_scope")
		default:
			h(w, r)
		}
	}
}

// writes refuses a call while another one writes, as the lock of a folder does. The
// lock is taken when all has arrived, and held for a moment.
func (s *Server) writes(scope string, h http.HandlerFunc) http.HandlerFunc {
	return s.allowed(scope, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		if err != nil {
			return // nobody is there to read an answer
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		defer s.writers.Add(-1)
		if s.writers.Add(1) > 1 {
			TooMany("too_many_write_operations", 1)(w, r)
			return
		}
		<-time.After(time.Millisecond)
		h(w, r)
	})
}

// refuse says no with the tags of an error, from the outermost on.
func refuse(w http.ResponseWriter, status int, tags ...string) {
	inner := map[string]any{".tag": tags[len(tags)-1]}
	for i := len(tags) - 2; i >= 0; i-- {
		inner = map[string]any{".tag": tags[i], tags[i]: inner}
	}
	answer(w, status, map[string]any{"error_summary": strings.Join(tags, "/") + "/..", "error": inner})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // whoever asked has gone
}

// bad is the plain text for what no SDK should send.
func bad(w http.ResponseWriter, r *http.Request, why string) {
	http.Error(w, fmt.Sprintf("Error in call to API function %q: %s", r.URL.Path, why), http.StatusBadRequest)
}

// argument reads the JSON of an RPC call.
func argument(w http.ResponseWriter, r *http.Request, arg any) bool {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	switch {
	case err != nil || r.Header.Get("Content-Type") != "application/json":
		bad(w, r, "bad HTTP \"Content-Type\" header, or no body")
	case json.Unmarshal(body, arg) != nil:
		bad(w, r, "could not decode input as JSON")
	default:
		return true
	}
	return false
}
