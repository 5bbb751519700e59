package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"time"
	"unicode/utf8"
)

// decode reads a request's body as one JSON object.
func decode[In any](w http.ResponseWriter, r *http.Request) (in In, err error) {
	b, err := readBody(w, r)
	if err != nil {
		return in, err
	}
	return in, decodeObject(b, &in)
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Now().Add(bodyLimit)) // tests' recorders have none
	b, err := io.ReadAll(r.Body)
	_ = c.SetReadDeadline(time.Time{}) // else the whole request would end with it
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return nil, &problem{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d MiB", tooLarge.Limit>>20)}
	}
	if err != nil {
		return nil, bad("the body could not be read")
	}
	return b, nil
}

func decodeObject(b []byte, in any) error {
	b = bytes.TrimSpace(b)
	switch {
	case !utf8.Valid(b):
		return bad("the body is not valid UTF-8")
	case len(b) == 0 || b[0] != '{':
		return bad("the body must be a JSON object")
	case unpairedSurrogate(b):
		return bad(`the body has half a surrogate pair after \u`)
	}
	if err := onlyFields(b, reflect.TypeOf(in).Elem()); err != nil {
		return err
	}
	err := json.Unmarshal(b, in)
	if wrong := new(json.UnmarshalTypeError); errors.As(err, &wrong) {
		return bad("the field " + written(reflect.TypeOf(in).Elem(), wrong.Field) + " may not be a " + wrong.Value)
	}
	if wrong := new(problem); errors.As(err, &wrong) {
		return wrong
	}
	if err != nil {
		return bad("the body is not valid JSON: " + err.Error())
	}
	return nil
}

// onlyFields refuses fields that t does not have, at any depth, and fields given
// twice. Unmarshal takes any case and drops what it does not know, so that a
// misspelt message would be an empty one. What is no JSON is left to it.
func onlyFields(b []byte, t reflect.Type) error {
	switch t.Kind() {
	case reflect.Pointer:
		return onlyFields(b, t.Elem())
	case reflect.Slice:
		return eachValue(b, '[', func(_ string, value []byte) error { return onlyFields(value, t.Elem()) })
	case reflect.Struct:
		return knownFields(b, t)
	}
	return nil
}

func knownFields(b []byte, t reflect.Type) error {
	seen := make(map[string]bool)
	return eachValue(b, '{', func(name string, value []byte) error {
		of, known := fieldOf(t, name)
		switch {
		case !known:
			return bad(fmt.Sprintf("there is no field %q here", name))
		case seen[name]:
			return bad(fmt.Sprintf("the field %q is there twice", name))
		}
		seen[name] = true
		return onlyFields(value, of)
	})
}

// eachValue calls f with all that is in an object or an array, if b is one.
func eachValue(b []byte, kind json.Delim, f func(name string, value []byte) error) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if first, err := d.Token(); err != nil || first != kind {
		return nil
	}
	for d.More() {
		var name any
		var value json.RawMessage
		if kind == '{' {
			name, _ = d.Token() // its error comes back from Decode
		}
		if d.Decode(&value) != nil {
			return nil
		}
		text, _ := name.(string)
		if err := f(text, value); err != nil {
			return err
		}
	}
	return nil
}

// unpairedSurrogate reports whether a \u escape names half of a UTF-16 pair:
// json would silently replace it.
func unpairedSurrogate(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '\\')
		if i < 0 || i+1 >= len(b) {
			return false
		}
		b = b[i:]
		unit := escaped(b)
		switch {
		case unit < 0:
			b = b[2:] // another escape, such as \\ or \n
		case unit < 0xD800 || unit > 0xDFFF:
			b = b[6:]
		case unit < 0xDC00 && isLow(escaped(b[6:])):
			b = b[12:]
		default:
			return true
		}
	}
}

func isLow(unit int) bool { return unit >= 0xDC00 && unit <= 0xDFFF }

// escaped returns the number of the \uXXXX that b begins with, or -1.
func escaped(b []byte) int {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	unit := 0
	for _, c := range b[2:6] {
		d := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		if d < 0 {
			return -1
		}
		unit = unit<<4 | d
	}
	return unit
}
