package form

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Append writes a value after what is in b.
func (c *Codec) Append(b []byte, v reflect.Value) ([]byte, error) {
	t := v.Type()
	if x := texts[t]; x != nil {
		s, err := x.write(v)
		return appendString(b, s), err
	}
	if x, is := c.through[t]; is {
		as, err := x.give(v)
		if err != nil {
			return nil, err
		}
		return c.Append(b, as)
	}
	switch t.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	case reflect.String:
		return appendString(b, v.String()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10), nil
	case reflect.Array:
		return c.appendList(b, v)
	case reflect.Struct:
		return c.appendStruct(b, v)
	}
	return c.appendNilable(b, v)
}

func (c *Codec) appendNilable(b []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		if v.IsNil() {
			return append(b, "null"...), nil
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		return c.Append(b, v.Elem())
	case reflect.Slice:
		return c.appendList(b, v)
	case reflect.Map:
		return c.appendMap(b, v)
	case reflect.Interface:
		if err, is := v.Interface().(error); is && v.Type() == errorType {
			return c.appendError(b, err)
		}
		return c.appendKind(b, v.Elem())
	}
	return nil, fmt.Errorf("%w: %v", ErrType, v.Type())
}

func (c *Codec) appendList(b []byte, v reflect.Value) (_ []byte, err error) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return appendBytes(b, v), nil
	}
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = c.Append(b, v.Index(i)); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendBytes(b []byte, v reflect.Value) []byte {
	return append(base64.StdEncoding.AppendEncode(append(b, '"'), bytesOf(v)), '"')
}

// bytesOf is a slice or an array of some kind of bytes, as bytes.
func bytesOf(v reflect.Value) []byte {
	if v.Kind() == reflect.Slice || v.CanAddr() {
		return v.Bytes()
	}
	whole := reflect.New(v.Type()).Elem()
	whole.Set(v)
	return whole.Bytes()
}

func (c *Codec) appendStruct(b []byte, v reflect.Value) (_ []byte, err error) {
	b = append(b, '{')
	first := true
	for f := range v.Type().Fields() {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(append(append(b, '"'), f.Name...), `":`...)
		if b, err = c.Append(b, v.FieldByIndex(f.Index)); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

func (c *Codec) appendMap(b []byte, v reflect.Value) ([]byte, error) {
	var pairs [][]byte
	for it := v.MapRange(); it.Next(); {
		pair, err := c.Append([]byte{'['}, it.Key())
		if err != nil {
			return nil, err
		}
		if pair, err = c.Append(append(pair, ','), it.Value()); err != nil {
			return nil, err
		}
		pairs = append(pairs, append(pair, ']'))
	}
	slices.SortFunc(pairs, bytes.Compare)
	return append(append(append(b, '['), bytes.Join(pairs, []byte{','})...), ']'), nil
}

// appendKind writes what stands behind an interface.
func (c *Codec) appendKind(b []byte, v reflect.Value) ([]byte, error) {
	kind, known := c.kinds[v.Type()]
	if !known {
		return nil, fmt.Errorf("%w: %v has no name", ErrType, v.Type())
	}
	b = append(appendString(append(b, `{"kind":`...), kind), `,"value":`...)
	b, err := c.Append(b, v)
	return append(b, '}'), err
}

func appendString(b []byte, s string) []byte {
	if !utf8.ValidString(s) {
		return append(base64.StdEncoding.AppendEncode(append(b, `{"bytes":"`...), []byte(s)), `"}`...)
	}
	q, _ := json.Marshal(s) // a string has no error
	return append(b, q...)
}
