package dropboxtest

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/contenthash"
)

// file is what lies in the app folder.
type file struct {
	path   string
	bytes  []byte
	hash   string
	stored time.Time
	link   *link
}

func (f *file) metadata() map[string]any {
	at := f.stored.UTC().Format("2006-01-02T15:04:05Z")
	return map[string]any{
		".tag": "file", "name": path.Base(f.path), "id": "id:" + f.hash[:12], "rev": f.hash[:9],
		"client_modified": at, "server_modified": at, "size": len(f.bytes), "content_hash": f.hash,
		"path_lower": strings.ToLower(f.path), "path_display": f.path, "is_downloadable": true,
	}
}

func newFile(at string, content []byte) *file {
	hash, err := contenthash.Compute(bytes.NewReader(content))
	if err != nil {
		panic("internal error: reading from memory failed: " + err.Error())
	}
	return &file{path: at, bytes: content, hash: hash, stored: time.Now()}
}

func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	var arg struct {
		Path string `json:"path"`
		Mode struct {
			Tag string `json:".tag"`
		} `json:"mode"`
		Hash string `json:"content_hash"`
	}
	header := r.Header.Get("Dropbox-API-Arg")
	if strings.ContainsFunc(header, func(c rune) bool { return c > '~' }) || json.Unmarshal([]byte(header), &arg) != nil {
		bad(w, r, "HTTP header \"Dropbox-API-Arg\": could not decode input as JSON")
		return
	}
	content, err := io.ReadAll(r.Body)
	if err != nil {
		bad(w, r, err.Error())
		return
	}
	f := newFile(arg.Path, content)
	if arg.Hash != "" && arg.Hash != f.hash {
		refuse(w, http.StatusConflict, "content_hash_mismatch")
		return
	}
	if why := s.store(f, arg.Mode.Tag == "overwrite"); why != "" {
		answer(w, http.StatusConflict, unwritten(why))
		return
	}
	answer(w, http.StatusOK, f.metadata())
}

// unwritten is the error of an upload, whose inner tag is a reason.
func unwritten(why string) map[string]any {
	return map[string]any{
		"error_summary": "path/" + why + "/...",
		"error":         map[string]any{".tag": "path", "reason": map[string]any{".tag": why}, "upload_session_id": "x"},
	}
}

// store puts a file in its place, or says why not.
func (s *Server) store(f *file, over bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := strings.ToLower(f.path)
	old := s.files[key]
	used := s.used() + int64(len(f.bytes))
	if old != nil {
		used -= int64(len(old.bytes))
		f.link = old.link
	}
	switch {
	case !strings.HasPrefix(f.path, "/") || path.Clean(f.path) != f.path:
		return "malformed_path"
	case old != nil && !over && old.hash != f.hash:
		return "conflict"
	case used > s.quota:
		return "insufficient_space"
	}
	s.files[key] = f
	return ""
}

func (s *Server) used() (n int64) {
	for _, f := range s.files {
		n += int64(len(f.bytes))
	}
	return n
}

func (s *Server) remove(w http.ResponseWriter, r *http.Request) {
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
		refuse(w, http.StatusConflict, "path_lookup", "not_found")
		return
	}
	delete(s.files, strings.ToLower(arg.Path))
	answer(w, http.StatusOK, map[string]any{"metadata": f.metadata()})
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	var arg struct {
		Path  string `json:"path"`
		Limit int    `json:"limit"`
	}
	if argument(w, r, &arg) {
		s.listing(w, strings.ToLower(arg.Path), "", arg.Limit)
	}
}

// listOn goes on behind a cursor, which is era, limit, folder and the last name.
func (s *Server) listOn(w http.ResponseWriter, r *http.Request) {
	var arg struct {
		Cursor string `json:"cursor"`
	}
	if !argument(w, r, &arg) {
		return
	}
	parts := strings.Split(arg.Cursor, " ")
	if len(parts) != 4 {
		bad(w, r, "cursor: Invalid \"cursor\" parameter")
		return
	}
	limit, err := strconv.Atoi(parts[1])
	s.mu.Lock()
	old := parts[0] != strconv.Itoa(s.era)
	s.mu.Unlock()
	if old || err != nil {
		refuse(w, http.StatusConflict, "reset")
		return
	}
	s.listing(w, parts[2], parts[3], limit)
}

func (s *Server) listing(w http.ResponseWriter, folder, after string, limit int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if limit == 0 {
		limit = s.page
	}
	entries, last, more, found := s.children(folder, after, min(limit, s.page))
	if !found && folder != "" {
		refuse(w, http.StatusConflict, "path", "not_found")
		return
	}
	cursor := strings.Join([]string{strconv.Itoa(s.era), strconv.Itoa(limit), folder, last}, " ")
	answer(w, http.StatusOK, map[string]any{"entries": entries, "cursor": cursor, "has_more": more})
}

// children are the next files and folders in a folder, in the order of their names.
func (s *Server) children(folder, after string, limit int) (entries []any, last string, more, found bool) {
	entries, last = []any{}, after
	for _, key := range slices.Sorted(maps.Keys(s.files)) {
		rest, inside := strings.CutPrefix(key, folder+"/")
		name, _, deeper := strings.Cut(rest, "/")
		found = found || inside
		switch {
		case !inside || name <= last:
		case len(entries) == limit:
			return entries, last, true, true
		case deeper:
			entries = append(entries, map[string]any{".tag": "folder", "name": name, "id": "id:" + name, "path_lower": folder + "/" + name})
			last = name
		default:
			entries = append(entries, s.files[key].metadata())
			last = name
		}
	}
	return entries, last, false, found
}
