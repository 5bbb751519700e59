package form

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
)

// ErrForm says that what is read is not what would have been written.
var ErrForm = errors.New("not in the form that was agreed")

func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrForm, fmt.Sprintf(format, args...))
}

// Decoder reads values one after the other.
type Decoder struct {
	c     *Codec
	json  *json.Decoder
	depth int // of errors, which alone have no end of their own
	nodes int
}

// Decoder makes one for what r gives.
func (c *Codec) Decoder(r io.Reader) *Decoder {
	d := &Decoder{c: c, json: json.NewDecoder(r)}
	d.json.UseNumber()
	return d
}

// All reads an array of exactly these values, and the end.
func (d *Decoder) All(into []reflect.Value) error {
	if err := d.delim('['); err != nil {
		return err
	}
	for _, v := range into {
		if err := d.Read(v); err != nil {
			return err
		}
	}
	if err := d.delim(']'); err != nil {
		return err
	}
	if _, err := d.json.Token(); err != io.EOF {
		return wrong("something follows")
	}
	return nil
}

// Read reads one value.
func (d *Decoder) Read(into reflect.Value) error {
	t, err := d.json.Token()
	if err != nil {
		return d.ended(err)
	}
	return d.value(t, into)
}

// ended keeps errors of the connection apart from those of the form.
func (d *Decoder) ended(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	return err
}

func (d *Decoder) value(t json.Token, v reflect.Value) error {
	if x := texts[v.Type()]; x != nil {
		return readText(x, t, v)
	}
	if x, is := d.c.through[v.Type()]; is {
		return d.passes(x, t, v)
	}
	switch v.Kind() {
	case reflect.Bool:
		b, is := t.(bool)
		v.SetBool(b)
		return unless(is, t, v)
	case reflect.String:
		return d.str(t, v)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, is := t.(json.Number)
		i, err := strconv.ParseInt(n.String(), 10, v.Type().Bits())
		v.SetInt(i)
		return unless(is && err == nil && n.String() == strconv.FormatInt(i, 10), t, v)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, is := t.(json.Number)
		i, err := strconv.ParseUint(n.String(), 10, v.Type().Bits())
		v.SetUint(i)
		return unless(is && err == nil && n.String() == strconv.FormatUint(i, 10), t, v)
	case reflect.Array:
		return d.array(t, v)
	case reflect.Struct:
		return d.object(t, v)
	}
	return d.nilable(t, v)
}

func unless(fine bool, t json.Token, v reflect.Value) error {
	if fine {
		return nil
	}
	return wrong("%.40v is no %v", t, v.Type())
}

func readText(x *text, t json.Token, v reflect.Value) error {
	s, is := t.(string)
	if !is {
		return unless(false, t, v)
	}
	got, err := x.read(s)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	v.Set(got)
	return nil
}

// str reads a string, or the bytes of one that is no text.
func (d *Decoder) str(t json.Token, v reflect.Value) error {
	s, is := t.(string)
	if is {
		v.SetString(s)
		return nil
	}
	var raw []byte
	err := d.members(t, member{"bytes", reflect.ValueOf(&raw).Elem()})
	v.SetString(string(raw))
	return err
}

func (d *Decoder) nilable(t json.Token, v reflect.Value) error {
	if t == nil {
		switch v.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
			v.SetZero()
			return nil
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(t, v.Elem())
	case reflect.Slice:
		return d.slice(t, v)
	case reflect.Map:
		return d.pairs(t, v)
	case reflect.Interface:
		if v.Type() == errorType {
			return d.err(t, v)
		}
		return d.kind(t, v)
	}
	return fmt.Errorf("%w: %v", ErrType, v.Type())
}

func readBytes(t json.Token, v reflect.Value) ([]byte, error) {
	s, is := t.(string)
	raw, err := base64.StdEncoding.Strict().DecodeString(s)
	return raw, unless(is && err == nil, t, v)
}

func (d *Decoder) array(t json.Token, v reflect.Value) error {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		raw, err := readBytes(t, v)
		if err == nil && len(raw) != v.Len() {
			err = wrong("%d bytes for %v", len(raw), v.Type())
		}
		copy(v.Bytes(), raw)
		return err
	}
	if t != json.Delim('[') {
		return unless(false, t, v)
	}
	for i := range v.Len() {
		if err := d.Read(v.Index(i)); err != nil {
			return err
		}
	}
	return d.delim(']')
}

func (d *Decoder) slice(t json.Token, v reflect.Value) error {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		raw, err := readBytes(t, v)
		v.SetBytes(raw)
		return err
	}
	if t != json.Delim('[') {
		return unless(false, t, v)
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for d.json.More() {
		next := reflect.New(v.Type().Elem()).Elem()
		if err := d.Read(next); err != nil {
			return err
		}
		v.Set(reflect.Append(v, next))
	}
	return d.delim(']')
}

func (d *Decoder) pairs(t json.Token, v reflect.Value) error {
	if t != json.Delim('[') {
		return unless(false, t, v)
	}
	v.Set(reflect.MakeMap(v.Type()))
	for d.json.More() {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		err := errors.Join(d.delim('['), d.Read(key), d.Read(value), d.delim(']'))
		if err != nil {
			return err
		}
		if v.MapIndex(key).IsValid() {
			return wrong("a key is there twice")
		}
		v.SetMapIndex(key, value)
	}
	return d.delim(']')
}

func (d *Decoder) delim(want json.Delim) error {
	t, err := d.json.Token()
	if err != nil {
		return d.ended(err)
	}
	if t != want {
		return wrong("%.40v in place of %v", t, want)
	}
	return nil
}
