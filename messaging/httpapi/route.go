package httpapi

import (
	"cmp"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// handler answers one call; an error becomes the answer.
type handler func(http.ResponseWriter, *http.Request) error

// route is one call of the API: what the mux serves and the document describes.
type route struct {
	method, path, summary string

	params []param      // in query and header; those in the path follow from it
	body   reflect.Type // of the request, nil for none
	reply  reflect.Type // of the answer, or of one event
	stream bool         // the answer is a stream of events

	bodyMedia, replyMedia string // of what is no JSON, "" for none
	limit                 int64  // bytes of the body; 0 is maxBody

	handle handler
}

// param is one optional parameter.
type param struct {
	name, in string // in: query or header
	about    string
	integer  bool
}

func (r route) with(p ...param) route {
	r.params = append(r.params, p...)
	return r
}

// answer makes a route without a body.
func answer[Out any](method, path, summary string, f func(*http.Request) (Out, error)) route {
	return route{
		method: method, path: path, summary: summary, reply: reflect.TypeFor[Out](),
		handle: func(w http.ResponseWriter, r *http.Request) error {
			out, err := f(r)
			return reply(w, out, err)
		},
	}
}

// accept makes a route with a JSON body.
func accept[In, Out any](method, path, summary string, f func(*http.Request, In) (Out, error)) route {
	return route{
		method: method, path: path, summary: summary, body: reflect.TypeFor[In](), reply: reflect.TypeFor[Out](),
		handle: func(w http.ResponseWriter, r *http.Request) error {
			in, err := decode[In](w, r)
			if err != nil {
				return err
			}
			out, err := f(r, in)
			return reply(w, out, err)
		},
	}
}

func reply(w http.ResponseWriter, out any, err error) error {
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, out)
}

// done is the answer of a call that has nothing to say: {}.
type done struct{}

// checked refuses parameters that the route does not have, before anything is done, and
// larger bodies than it takes.
func (r route) checked() handler {
	return func(w http.ResponseWriter, req *http.Request) error {
		req.Body = http.MaxBytesReader(w, req.Body, cmp.Or(r.limit, maxBody))
		if _, err := parseQuery(req, r.params); err != nil {
			return err
		}
		return r.handle(w, req)
	}
}

var errPath = &problem{http.StatusNotFound, "there is no such path"}

// mux serves the table. Methods and odd paths are not left to http.ServeMux,
// whose answers are not JSON.
func (s *Server) mux() http.Handler {
	methods := make(map[string]map[string]handler)
	for _, r := range s.routes {
		if methods[r.path] == nil {
			methods[r.path] = make(map[string]handler)
		}
		methods[r.path][r.method] = r.checked()
	}
	mux := http.NewServeMux()
	for path, m := range methods {
		mux.Handle(path, s.byMethod(m))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errPath) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !cleanPath(r.URL.EscapedPath()) {
			s.fail(w, r, errPath)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// cleanPath reports whether the mux would take the path as it is: it redirects
// from // and from /../ to where they lead.
func cleanPath(p string) bool {
	return strings.HasPrefix(p, "/") && !strings.Contains(p, "//") &&
		!slices.ContainsFunc(strings.Split(p, "/"), func(part string) bool { return part == "." || part == ".." })
}

func (s *Server) byMethod(m map[string]handler) http.HandlerFunc {
	allowed := make([]string, 0, len(m))
	for method := range m {
		allowed = append(allowed, method)
	}
	slices.Sort(allowed)
	allow := strings.Join(allowed, ", ")
	return func(w http.ResponseWriter, r *http.Request) {
		handle, ok := m[r.Method]
		if !ok {
			w.Header().Set("Allow", allow)
			s.fail(w, r, &problem{http.StatusMethodNotAllowed, "this path takes " + allow})
			return
		}
		if err := handle(w, r); err != nil {
			s.fail(w, r, err)
		}
	}
}
