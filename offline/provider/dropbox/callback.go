package dropbox

import (
	"context"
	"crypto/subtle"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"restante/offline/provider/depot"
)

// Redirects are where the browser comes back to, the first that is free. An app has
// to have all of them registered.
var Redirects = []string{
	"http://127.0.0.1:31753/dropbox",
	"http://127.0.0.1:31754/dropbox",
	"http://127.0.0.1:31755/dropbox",
}

// listen takes the first of the redirect addresses that nobody has.
func listen() (l net.Listener, redirect string, err error) {
	for _, redirect = range Redirects {
		u, bad := url.Parse(redirect)
		if bad != nil {
			return nil, "", bad
		}
		if l, err = net.Listen("tcp", u.Host); err == nil {
			return l, redirect, nil
		}
	}
	return nil, "", fmt.Errorf("%w: another program has the ports for the browser's answer: %w", depot.ErrTransient, err)
}

// callback is the page on which the browser comes back.
type callback struct {
	state    string
	finish   func(url.Values) (token string, err error)
	taken    atomic.Bool
	answered chan outcome // what finish said, once
}

type outcome struct {
	token string
	err   error
}

func newCallback(state string, finish func(url.Values) (string, error)) *callback {
	return &callback{state: state, finish: finish, answered: make(chan outcome, 1)}
}

// serve answers until stop is called, which lets the browser have the page first.
func (c *callback) serve(l net.Listener) (stop func()) {
	s := &http.Server{
		Handler:           c,
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	s.SetKeepAlivesEnabled(false)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if s.Shutdown(ctx) != nil {
			s.Close()
		}
		<-ended
	}
}

// ServeHTTP takes one answer with the right state. Whatever else comes, from another
// tab or another program, is told so and changes nothing.
func (c *callback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	switch {
	case r.URL.Path != "/dropbox" || r.Method != http.MethodGet:
		http.NotFound(w, r)
	case subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(c.state)) != 1:
		show(w, http.StatusBadRequest, stale)
	case !c.taken.CompareAndSwap(false, true):
		show(w, http.StatusBadRequest, twice)
	default:
		token, err := c.finish(q)
		if err != nil {
			show(w, http.StatusBadRequest, tab{"Not connected", err.Error() + ".", "Close this tab and try again in Restante."})
		} else {
			show(w, http.StatusOK, connected)
		}
		c.answered <- outcome{token, err}
	}
}
