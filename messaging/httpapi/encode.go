package httpapi

import (
	"bufio"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// writeJSON sends a whole answer.
func writeJSON(w http.ResponseWriter, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = newPatient(w).Write(append(b, '\n'))
	return err
}

// patient gives the reader writeLimit for each piece, not for the whole answer:
// a long list may take as long as it needs, but not stand still.
type patient struct {
	w     http.ResponseWriter
	c     *http.ResponseController
	wrote bool
}

func newPatient(w http.ResponseWriter) *patient {
	return &patient{w: w, c: http.NewResponseController(w)}
}

func (p *patient) Write(b []byte) (int, error) {
	p.wrote = true
	err := p.c.SetWriteDeadline(time.Now().Add(writeLimit))
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return 0, err
	}
	return p.w.Write(b)
}

const listBuffer = 32 << 10

// list streams a JSON array. Nothing is sent before the buffer is full or the
// list ends, so a call that fails early still gets its status.
type list struct {
	out   *patient
	buf   *bufio.Writer
	count int
}

func newList(w http.ResponseWriter) *list {
	w.Header().Set("Content-Type", "application/json")
	out := newPatient(w)
	return &list{out: out, buf: bufio.NewWriterSize(out, listBuffer)}
}

func (l *list) add(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	before := byte(',')
	if l.count == 0 {
		before = '['
	}
	l.count++
	_ = l.buf.WriteByte(before) // its error comes back from Write
	_, err = l.buf.Write(b)
	return err
}

// end finishes the array, or reports err if the caller has seen nothing yet.
// Half an array has no other end than a cut connection.
func (l *list) end(err error) error {
	if err == nil {
		err = l.finish()
	}
	if err != nil && l.out.wrote {
		panic(http.ErrAbortHandler)
	}
	return err
}

func (l *list) finish() error {
	if l.count == 0 {
		_ = l.buf.WriteByte('[')
	}
	_, _ = l.buf.WriteString("]\n") // Flush has the error
	return l.buf.Flush()
}
