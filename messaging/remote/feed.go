package remote

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"restante/node/event"
)

// Hello is the first thing that a server says to a window.
type Hello struct {
	Version string // see [Version]
	Program string // such as "restante 1.2"
}

type (
	beat struct{} // the server is still there
	lost struct{} // events were lost: read everything again
)

const (
	unread   = 1024             // events kept for one slow window
	beatTime = 10 * time.Second // between signs of life
)

// Events sends what happens from now on, one event a line, until the context ends. The
// first line is a [Hello]: whoever has read it misses nothing from there on.
func (s *Server) Events(w http.ResponseWriter, r *http.Request) error {
	sub := s.bus.Subscribe(unread)
	defer sub.Close()
	w.Header().Set("Content-Type", "application/x-ndjson")
	f := feed{w, http.NewResponseController(w)}
	return f.run(r.Context(), s.hello, sub)
}

// feed writes events to one window.
type feed struct {
	w http.ResponseWriter
	c *http.ResponseController
}

// run ends without an error when the window is gone: nobody is left to tell.
func (f feed) run(ctx context.Context, hello Hello, sub *event.Subscription) error {
	alive := f.send(line(hello)) == nil
	beats := time.NewTicker(beatTime)
	defer beats.Stop()
	for alive {
		select {
		case <-ctx.Done():
			return nil
		case <-beats.C:
			alive = f.send(line(beat{})) == nil
		case <-sub.Ready:
			alive = f.send(lines(sub.Take())) == nil
		}
	}
	return nil
}

func lines(events []any, some bool) (b []byte) {
	for _, e := range events {
		b = append(b, line(e)...)
	}
	if some {
		b = append(b, line(lost{})...)
	}
	return b
}

// line writes one event; those of no use to a window have no form, and no line.
func line(e any) []byte {
	b, err := codec().Append(nil, reflect.ValueOf(&e).Elem())
	if err != nil {
		return nil
	}
	return append(b, '\n')
}

func (f feed) send(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if _, err := f.w.Write(b); err != nil {
		return err
	}
	return f.c.Flush()
}
