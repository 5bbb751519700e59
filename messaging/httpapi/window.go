package httpapi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"restante/messaging/remote"
)

// Windows answers windows on other machines, see package remote.
type Windows interface {
	Call(w http.ResponseWriter, r *http.Request, name string) error
	Events(w http.ResponseWriter, r *http.Request) error
}

var _ Windows = (*remote.Server)(nil)

// windowCalls answers the routes of windows, whose forms are those of package remote.
type windowCalls struct {
	windows Windows
	stop    <-chan struct{}
}

func windowRoutes(w Windows, stop <-chan struct{}) []route {
	a := windowCalls{w, stop}
	return []route{
		{
			method: "POST", path: "/ob/window/{service}/{method}", limit: remote.MaxRequest,
			summary:   "For restante --connect only: what its window asks, in the form of its own version",
			bodyMedia: "application/json", replyMedia: "application/json", handle: a.call,
		},
		{
			method: "GET", path: "/ob/window/events", replyMedia: "application/x-ndjson",
			summary: "For restante --connect only: what happens from now on, one event a line", handle: a.events,
		},
	}
}

func (a windowCalls) call(w http.ResponseWriter, r *http.Request) error {
	p := newPaced(w)
	r.Body = &pacedBody{r.Body, p.c}
	err := a.windows.Call(p, r, r.PathValue("service")+"/"+r.PathValue("method"))
	_ = p.c.SetReadDeadline(time.Time{}) // else the next request would end with it
	return refused(err)
}

// refused gives what remote refuses its status.
func refused(err error) error {
	if no := new(remote.Refusal); errors.As(err, &no) {
		return &problem{no.Status, no.Reason}
	}
	return err
}

// events ends with the server, without waiting for the window to go.
func (a windowCalls) events(w http.ResponseWriter, r *http.Request) error {
	ctx, end := context.WithCancel(r.Context())
	defer end()
	go func() {
		select {
		case <-a.stop:
			end()
		case <-ctx.Done():
		}
	}()
	return refused(a.windows.Events(newPaced(w), r.WithContext(ctx)))
}

// paced is a writer that gives the reader its time for each piece, see [patient].
type paced struct {
	http.ResponseWriter
	*patient
}

func newPaced(w http.ResponseWriter) *paced { return &paced{w, newPatient(w)} }

func (p *paced) Write(b []byte) (int, error) { return p.patient.Write(b) }

// Unwrap is for [http.ResponseController].
func (p *paced) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// pacedBody gives the caller its time for each piece of a body.
type pacedBody struct {
	io.ReadCloser
	c *http.ResponseController
}

func (b *pacedBody) Read(p []byte) (int, error) {
	_ = b.c.SetReadDeadline(time.Now().Add(bodyLimit)) // tests' recorders have none
	return b.ReadCloser.Read(p)
}
