package remote

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"restante/node/event"
)

// The headers of a call.
const (
	versionHeader   = "Restante-Window"    // the client's [Version]
	argumentsHeader = "Restante-Arguments" // beside a stream, in base64
	streamMedia     = "application/octet-stream"
	jsonMedia       = "application/json"
)

// failed is the status of an error that a service gave, as opposed to the others.
const failed = http.StatusUnprocessableEntity

// Refusal is an error with its status: the call was none, and nothing was done.
type Refusal struct {
	Status int
	Reason string
}

func (r *Refusal) Error() string { return r.Reason }

// Server answers what windows ask.
type Server struct {
	hello   Hello
	bus     *event.Bus
	methods map[string]method
}

// NewServer offers services, and the events of a bus. The program is told to windows
// that do not understand it.
func NewServer(s Services, bus *event.Bus, program string) *Server {
	srv := &Server{hello: Hello{Version: Version(), Program: program}, bus: bus, methods: map[string]method{}}
	v := reflect.ValueOf(s)
	for name, m := range methods() {
		service, method, _ := strings.Cut(name, "/")
		if f := v.FieldByName(service); !f.IsNil() {
			m.call = f.MethodByName(method)
			srv.methods[name] = m
		}
	}
	return srv
}

// Call answers one call of service/method. Who may call, the caller has checked.
func (s *Server) Call(w http.ResponseWriter, r *http.Request, name string) error {
	if got := r.Header.Get(versionHeader); got != s.hello.Version {
		return &Refusal{http.StatusPreconditionFailed, fmt.Sprintf("this is %s, which speaks %s with windows and not %.40q", s.hello.Program, s.hello.Version, got)}
	}
	m, known := s.methods[name]
	if !known {
		return &Refusal{http.StatusNotFound, "there is no such call"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, m.limit)
	args, err := m.arguments(r)
	if err != nil {
		return refusal(err)
	}
	switch m.stream {
	case down:
		return s.answerStream(w, r.Context(), m, args)
	case up:
		return m.reply(w, m.invoke(r.Context(), args, reflect.ValueOf(r.Body)))
	}
	return m.reply(w, m.invoke(r.Context(), args, reflect.Value{}))
}

// arguments reads what the method takes: from the body or, where that is a stream, from a
// header.
func (m method) arguments(r *http.Request) ([]reflect.Value, error) {
	switch {
	case len(m.in) == 0 && m.stream == up:
		return nil, nil
	case m.stream == up:
		return m.read(base64.NewDecoder(base64.StdEncoding, strings.NewReader(r.Header.Get(argumentsHeader))))
	}
	return m.read(r.Body)
}

func (m method) read(from io.Reader) ([]reflect.Value, error) {
	args := valuesOf(m.in)
	return args, codec().Decoder(from).All(args)
}

func valuesOf(types []reflect.Type) (all []reflect.Value) {
	for _, t := range types {
		all = append(all, reflect.New(t).Elem())
	}
	return all
}

func refusal(err error) error {
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return &Refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", large.Limit)}
	}
	return &Refusal{http.StatusBadRequest, "the body could not be read: " + err.Error()}
}

// invoke calls the method, with a stream where it takes one.
func (m method) invoke(ctx context.Context, args []reflect.Value, stream reflect.Value) []reflect.Value {
	all := append([]reflect.Value{reflect.ValueOf(ctx)}, args...)
	if m.stream != none {
		all = append(all[:m.at], append([]reflect.Value{stream}, all[m.at:]...)...)
	}
	if m.variadic {
		return m.call.CallSlice(all)
	}
	return m.call.Call(all)
}

// reply writes what the method gave.
func (m method) reply(w http.ResponseWriter, results []reflect.Value) error {
	last := results[len(results)-1]
	if !last.IsNil() {
		return fail(w, last.Interface().(error))
	}
	b, err := appendAll(nil, m.out, results[:len(results)-1])
	if err != nil {
		return fail(w, err)
	}
	return send(w, http.StatusOK, jsonMedia, b)
}

// appendAll writes values as an array, each as its type says.
func appendAll(b []byte, types []reflect.Type, values []reflect.Value) (_ []byte, err error) {
	b = append(b, '[')
	for i, t := range types {
		if i > 0 {
			b = append(b, ',')
		}
		v := reflect.New(t).Elem()
		if values[i].IsValid() { // nil of an interface is not
			v.Set(values[i])
		}
		if b, err = codec().Append(b, v); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

// fail writes the error that a service gave.
func fail(w http.ResponseWriter, why error) error {
	b, err := appendAll(nil, []reflect.Type{errorType}, []reflect.Value{reflect.ValueOf(&why).Elem()})
	if err != nil {
		return err
	}
	return send(w, failed, jsonMedia, b)
}

func send(w http.ResponseWriter, status int, media string, b []byte) error {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_, _ = w.Write(b) // a client that is gone is told nothing
	return nil
}

const streamBuffer = 64 << 10

// answerStream sends what the method writes. An error before the first piece is an answer
// like any other; later ones cut the connection, so that half a file never looks whole.
func (s *Server) answerStream(w http.ResponseWriter, ctx context.Context, m method, args []reflect.Value) error {
	out := &begun{w: w}
	to := bufio.NewWriterSize(out, streamBuffer)
	var err error
	if last := m.invoke(ctx, args, reflect.ValueOf(to)); !last[0].IsNil() {
		err = last[0].Interface().(error)
	} else {
		w.Header().Set("Content-Type", streamMedia)
		err = to.Flush()
	}
	switch {
	case err == nil:
		return nil
	case out.wrote:
		panic(http.ErrAbortHandler)
	}
	return fail(w, err)
}

// begun notes that something was written.
type begun struct {
	w     http.ResponseWriter
	wrote bool
}

func (b *begun) Write(p []byte) (int, error) {
	if !b.wrote {
		b.w.Header().Set("Content-Type", streamMedia)
		b.wrote = true
	}
	return b.w.Write(p)
}
