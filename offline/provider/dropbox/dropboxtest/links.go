package dropboxtest

import (
	"fmt"
	"net/http"
	"path"
	"strings"
)

// link is how everybody reaches a file.
type link struct{ id, key string }

func (s *Server) metadata(f *file) map[string]any {
	base := "https://www.dropbox.com"
	if s.plain != "" {
		base = s.plain
	}
	all := f.metadata()
	all["url"] = fmt.Sprintf("%s/scl/fi/%s/%s?rlkey=%s&dl=0", base, f.link.id, path.Base(f.path), f.link.key)
	all["link_permissions"] = map[string]any{
		"resolved_visibility": map[string]any{".tag": "public"}, "can_revoke": true, "allow_download": true,
	}
	return all
}

func (s *Server) share(w http.ResponseWriter, r *http.Request) {
	var arg struct {
		Path     string         `json:"path"`
		Settings map[string]any `json:"settings"`
	}
	if !argument(w, r, &arg) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[strings.ToLower(arg.Path)]
	switch {
	case f == nil:
		refuse(w, http.StatusConflict, "path", "not_found")
	case f.link != nil:
		refuse(w, http.StatusConflict, "shared_link_already_exists")
	default:
		f.link = &link{random(""), random("")}
		answer(w, http.StatusOK, s.metadata(f))
	}
}

func (s *Server) shared(w http.ResponseWriter, r *http.Request) {
	var arg struct {
		Path string `json:"path"`
	}
	if !argument(w, r, &arg) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[strings.ToLower(arg.Path)]
	if f == nil {
		refuse(w, http.StatusConflict, "path", "not_found")
		return
	}
	links := []any{}
	if f.link != nil {
		links = append(links, s.metadata(f))
	}
	answer(w, http.StatusOK, map[string]any{"links": links, "has_more": false})
}

func (s *Server) usage(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{
		"used": s.used(), "allocation": map[string]any{".tag": "individual", "allocated": s.quota},
	})
}

// who says whose account it is.
func (s *Server) who(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"account_id": "dbid:of-the-fake", "root_info": map[string]any{".tag": "user", "root_namespace_id": "1", "home_namespace_id": "1"},
	})
}

// link answers whoever follows a link: with a page, a redirect, or the bytes.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.linked(r)
	switch {
	case f == nil || r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.NotFound(w, r)
	case strings.HasSuffix(r.Host, "dropboxusercontent.com"), s.plain != "" && r.URL.Query().Get("dl") == "1":
		w.Header().Set("Content-Type", "application/binary")
		_, _ = w.Write(f.bytes)
	case r.URL.Query().Get("dl") == "1":
		http.Redirect(w, r, "https://uc1.dl.dropboxusercontent.com"+r.URL.RequestURI(), http.StatusFound)
	default:
		fmt.Fprint(w, "<html>a preview of the file</html>")
	}
}

func (s *Server) linked(r *http.Request) *file {
	for _, f := range s.files {
		if f.link != nil && r.URL.Path == "/scl/fi/"+f.link.id+"/"+path.Base(f.path) && r.URL.Query().Get("rlkey") == f.link.key {
			return f
		}
	}
	return nil
}
