package httpapi

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"restante/messaging/chat"
)

// A stop ends streams at once and lets other calls finish.
func TestStop(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	var log bytes.Buffer
	o := new(core).options()
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	o.Holdings = func(ctx context.Context) (Holdings, error) {
		close(entered)
		<-release
		return Holdings{Users: 9}, ctx.Err()
	}
	a := start(t, o)
	events := a.listen()
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		a.want("GET", "/ob/holdings", "", 200, `{"users":9,"deposits":0,"bytes":0}`)
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- a.stop() }()
	for events.Scan() { // ends although the other call is still under way
	}
	close(release)
	<-answered
	if err := <-stopped; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if log.Len() > 0 {
		t.Errorf("something was cut off: %s", &log)
	}
}

func TestShutdownAnswersFirst(t *testing.T) {
	o := new(core).options()
	asked := make(chan struct{})
	o.Shutdown = func() { close(asked) }
	start(t, o).want("POST", "/ob/shutdown", "", 200, `{}`)
	<-asked
}

func TestServeNeedsTLSBeyondLoopback(t *testing.T) {
	l := &elsewhere{}
	if err := New(Options{Token: token}).Serve(t.Context(), l); !errors.Is(err, ErrNoTLS) || !l.closed {
		t.Errorf("Serve = %v, closed %v", err, l.closed)
	}
}

// Every wait for a caller has an end, and the wait for a body is over with it.
func TestTimeouts(t *testing.T) {
	h := New(Options{}).httpServer(t.Context())
	if h.ReadHeaderTimeout == 0 || h.IdleTimeout == 0 || h.MaxHeaderBytes == 0 {
		t.Error("a caller may wait for ever")
	}
	if h.ReadTimeout != 0 || h.WriteTimeout != 0 {
		t.Error("events would end")
	}
	w := &deadlines{ResponseRecorder: httptest.NewRecorder()}
	r := httptest.NewRequest("POST", "http://localhost/ob/chat", http.NoBody)
	_, _ = decode[sendBody](w, r)
	if len(w.read) != 2 || w.read[0].IsZero() || !w.read[1].IsZero() {
		t.Errorf("read deadlines %v", w.read)
	}
	l := newList(w)
	_ = l.add(messageOf(chat.Message{}))
	if err := l.end(nil); err != nil || len(w.write) != 1 || w.write[0].IsZero() {
		t.Errorf("write deadlines %v, %v", w.write, err)
	}
}

type deadlines struct {
	*httptest.ResponseRecorder
	read, write []time.Time
}

func (d *deadlines) SetReadDeadline(t time.Time) error  { d.read = append(d.read, t); return nil }
func (d *deadlines) SetWriteDeadline(t time.Time) error { d.write = append(d.write, t); return nil }
