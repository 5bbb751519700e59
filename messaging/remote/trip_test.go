package remote

import (
	"bytes"
	"context"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"restante/messaging/order/event"
)

// call is what a method was asked and gave.
type call struct {
	args, results []reflect.Value // without the stream
	read          string          // from the stream
}

// TestEveryMethodCrosses calls every method of every service with values at random: what
// arrives is what was said, and what comes back is what was given, to the last field.
func TestEveryMethodCrosses(t *testing.T) {
	f := newFiller(1)
	var last call
	calls := map[string]any{}
	for name, m := range methods() {
		calls[name] = reflect.MakeFunc(stubMethod(Services(stubs(nil)), name).Type(), func(args []reflect.Value) []reflect.Value {
			last.args = args[1:]
			if m.stream != none {
				last.args = slices.Delete(slices.Clone(args), m.at, m.at+1)[1:]
			}
			switch m.stream {
			case up:
				b, err := io.ReadAll(args[m.at].Interface().(io.Reader))
				last.read = string(b)
				if err != nil {
					t.Error(name, err)
				}
			case down:
				_, _ = io.WriteString(args[m.at].Interface().(io.Writer), strings.Repeat("mug", 1e5))
			}
			return last.results
		}).Interface()
	}
	c := openPost(t, calls).dial(t)
	for name, m := range methods() {
		for range 20 {
			tryMethod(t, f, &last, m, stubMethod(c.Services, name))
		}
	}
}

func stubMethod(s Services, name string) reflect.Value {
	service, method, _ := strings.Cut(name, "/")
	return reflect.ValueOf(s).FieldByName(service).MethodByName(method)
}

func tryMethod(t *testing.T, f filler, last *call, m method, stub reflect.Value) {
	t.Helper()
	args := valuesOf(m.in)
	for _, a := range args {
		f.fill(a)
	}
	*last = call{}
	for _, o := range m.out {
		last.results = append(last.results, f.of(o))
	}
	last.results = append(last.results, reflect.Zero(errorType))
	want := last.results
	got := invokeStub(t, m, stub, args, last)
	for i := range m.out {
		if !reflect.DeepEqual(got[i].Interface(), want[i].Interface()) {
			t.Fatalf("%s gave %#v, want %#v", m.name, got[i], want[i])
		}
	}
	if err := got[len(got)-1]; !err.IsNil() {
		t.Fatalf("%s: %v", m.name, err)
	}
}

// invokeStub calls the client, and compares what arrived.
func invokeStub(t *testing.T, m method, stub reflect.Value, args []reflect.Value, last *call) []reflect.Value {
	t.Helper()
	m.call = stub
	var file bytes.Buffer
	switch m.stream {
	case up:
		got := m.invoke(t.Context(), args, reflect.ValueOf(strings.NewReader("a table")))
		if last.read != "a table" {
			t.Fatalf("%s read %q", m.name, last.read)
		}
		same(t, m.name, last.args, args)
		return got
	case down:
		got := m.invoke(t.Context(), args, reflect.ValueOf(&file))
		if file.Len() != 3e5 {
			t.Fatalf("%s wrote %d bytes", m.name, file.Len())
		}
		same(t, m.name, last.args, args)
		return got
	}
	got := m.invoke(t.Context(), args, reflect.Value{})
	same(t, m.name, last.args, args)
	return got
}

func same(t *testing.T, name string, got, want []reflect.Value) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s has %d arguments, want %d", name, len(got), len(want))
	}
	for i, a := range got {
		if !reflect.DeepEqual(a.Interface(), want[i].Interface()) {
			t.Fatalf("%s was asked %#v, want %#v", name, a, want[i])
		}
	}
}

// TestEveryEventCrosses publishes one of each kind.
func TestEveryEventCrosses(t *testing.T) {
	p := openPost(t, nil)
	s := p.dial(t).Subscribe(1000)
	f := newFiller(2)
	for name, k := range kinds {
		if strings.HasPrefix(name, "remote.") || reflect.TypeOf(k).Kind() != reflect.Struct {
			continue
		}
		want := f.of(reflect.TypeOf(k)).Interface()
		p.bus.Publish(want)
		if got := next(s); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s came as %#v, want %#v", name, got, want)
		}
	}
}

// TestErrorsKeepWhatTheyAre sends errors that wrap, join and carry others.
func TestErrorsKeepWhatTheyAre(t *testing.T) {
	var why error
	c := openPost(t, map[string]any{"Chats/SendAgain": func(context.Context, string) error { return why }}).dial(t)
	f := newFiller(3)
	for range 200 {
		inner := f.err()
		for _, why = range []error{inner, wrapped{"sending", inner}, errors.Join(errors.New("a"), inner), wrapped{"both", errors.Join(inner, io.EOF)}} {
			got := c.Chats.SendAgain(t.Context(), "x")
			if got == nil || got.Error() != why.Error() {
				t.Fatalf("got %v, want %v", got, why)
			}
			for _, s := range sentinels {
				if errors.Is(got, s) != errors.Is(why, s) {
					t.Fatalf("%#v is %v: %v", got, s, errors.Is(got, s))
				}
			}
			for _, k := range kinds {
				if reflect.TypeOf(k).AssignableTo(errorType) && found(got, k) != found(why, k) {
					t.Fatalf("%#v has a %T: %v", got, k, found(got, k))
				}
			}
		}
	}
}

// wrapped is an error of no name.
type wrapped struct {
	what string
	why  error
}

func (w wrapped) Error() string { return w.what + ": " + w.why.Error() }
func (w wrapped) Unwrap() error { return w.why }

// found is errors.As for a type.
func found(err error, kind any) bool {
	return errors.As(err, reflect.New(reflect.TypeOf(kind)).Interface())
}

// TestEverythingSaidOfAnOrderCrosses finds a kind of event that has no name on the network.
func TestEverythingSaidOfAnOrderCrosses(t *testing.T) {
	known := map[event.Kind]bool{}
	for _, k := range kinds {
		if b, is := k.(event.Body); is {
			known[b.Kind()] = true
		}
	}
	for _, k := range event.Kinds() {
		if !known[k] {
			t.Errorf("%s has no name", k)
		}
	}
}
