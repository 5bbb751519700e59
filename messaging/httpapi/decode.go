package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
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
		return nil, &problem{http.StatusRequestEntityTooLarge, "the body is larger than 1 MiB"}
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
		return bad("the field " + wrong.Field + " may not be a " + wrong.Value)
	}
	if err != nil {
		return bad("the body is not valid JSON: " + err.Error())
	}
	return nil
}

// onlyFields refuses fields that the flat struct t does not have, and fields given
// twice. Unmarshal takes any case and drops what it does not know, so that a
// misspelt message would be an empty one. What is no JSON is left to it.
func onlyFields(b []byte, t reflect.Type) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if _, err := d.Token(); err != nil {
		return nil
	}
	seen := make(map[string]bool)
	for d.More() {
		name, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return nil
		}
		field := name.(string) // a key of an object
		switch {
		case !hasField(t, field):
			return bad(fmt.Sprintf("there is no field %q here", field))
		case seen[field]:
			return bad(fmt.Sprintf("the field %q is there twice", field))
		}
		seen[field] = true
	}
	return nil
}

func hasField(t reflect.Type, name string) bool {
	for i := range t.NumField() {
		if fieldName(t.Field(i)) == name {
			return true
		}
	}
	return false
}

// fieldName is what encoding/json calls a field.
func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
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
