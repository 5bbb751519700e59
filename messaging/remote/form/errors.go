package form

import (
	"encoding/json"
	"reflect"
)

// The limits of an error.
const (
	maxDepth = 32
	maxNodes = 1024
	maxText  = 4 << 10
)

// Said is an error that came over the network. Where it has a name there is the value
// itself in its place, or one of its type; others keep their text and what they wrap, so
// that errors.Is and errors.As find in them what they found where they were made.
//
//	{"name":"chat.ErrSelf"} | {"kind":"listing.Invalid","value":{...}} |
//	{"text":"...","wraps":{...}} | {"text":"...","joins":[...]}
type Said struct{ Text string }

func (e *Said) Error() string { return e.Text }

// wraps is a Said that wraps one.
type wraps struct {
	Said
	one error
}

func (e *wraps) Unwrap() error { return e.one }

// joins is a Said of several.
type joins struct {
	Said
	all []error
}

func (e *joins) Unwrap() []error { return e.all }

func (c *Codec) appendError(b []byte, err error) ([]byte, error) {
	return c.errorNode(b, err, maxDepth)
}

func (c *Codec) errorNode(b []byte, err error, depth int) (_ []byte, problem error) {
	if name := c.nameOf(err); name != "" {
		return append(appendString(append(b, `{"name":`...), name), '}'), nil
	}
	if _, known := c.kinds[reflect.TypeOf(err)]; known {
		return c.appendKind(b, reflect.ValueOf(err))
	}
	b = appendString(append(b, `{"text":`...), cut(err.Error()))
	switch x := err.(type) {
	case interface{ Unwrap() error }:
		if one := x.Unwrap(); one != nil && depth > 1 {
			b, problem = c.errorNode(append(b, `,"wraps":`...), one, depth-1)
		}
	case interface{ Unwrap() []error }:
		if depth > 1 {
			b, problem = c.errorNodes(append(b, `,"joins":[`...), x.Unwrap(), depth-1)
		}
	}
	return append(b, '}'), problem
}

func (c *Codec) errorNodes(b []byte, all []error, depth int) (_ []byte, problem error) {
	for i, err := range all[:min(len(all), maxNodes/4)] {
		if i > 0 {
			b = append(b, ',')
		}
		if b, problem = c.errorNode(b, err, depth); problem != nil {
			return nil, problem
		}
	}
	return append(b, ']'), nil
}

// nameOf is the name of an error that has one. Errors that cannot be compared have none.
func (c *Codec) nameOf(err error) string {
	if !reflect.TypeOf(err).Comparable() {
		return ""
	}
	return c.names[err]
}

func cut(s string) string { return s[:min(len(s), maxText)] }

// err reads an error.
func (d *Decoder) err(t json.Token, v reflect.Value) error {
	if t == nil {
		v.SetZero()
		return nil
	}
	if d.nodes++; t != json.Delim('{') || d.nodes > maxNodes || d.depth >= maxDepth {
		return wrong("this is no error, or too large")
	}
	d.depth++
	defer func() { d.depth-- }()
	found, err := d.errorOf()
	if err == nil {
		v.Set(reflect.ValueOf(&found).Elem())
	}
	return err
}

func (d *Decoder) errorOf() (error, error) {
	first, err := d.json.Token()
	if err != nil {
		return nil, d.ended(err)
	}
	var s string
	if err := d.Read(reflect.ValueOf(&s).Elem()); err != nil {
		return nil, err
	}
	switch first {
	case "name":
		return d.named(s)
	case "kind":
		return d.typed(s)
	case "text":
		return d.said(s)
	}
	return nil, wrong("%.40v in an error", first)
}

func (d *Decoder) named(name string) (error, error) {
	found, known := d.c.errors[name]
	if !known {
		return nil, wrong("there is no error %.60q", name)
	}
	return found, d.delim('}')
}

func (d *Decoder) typed(kind string) (error, error) {
	t, known := d.c.types[kind]
	if !known || !t.AssignableTo(errorType) {
		return nil, wrong("there is no error of kind %.60q", kind)
	}
	if err := d.name("value"); err != nil {
		return nil, err
	}
	v := reflect.New(t).Elem()
	if err := d.Read(v); err != nil {
		return nil, err
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, wrong("an error that is nil")
	}
	return v.Interface().(error), d.delim('}')
}

func (d *Decoder) said(text string) (error, error) {
	s := Said{cut(text)}
	if !d.json.More() {
		return &s, d.delim('}')
	}
	more, err := d.json.Token()
	if err != nil {
		return nil, d.ended(err)
	}
	var one error
	var all []error
	switch more {
	case "wraps":
		err = d.Read(reflect.ValueOf(&one).Elem())
	case "joins":
		err = d.Read(reflect.ValueOf(&all).Elem())
	default:
		err = wrong("%.40v in an error", more)
	}
	if err == nil {
		err = d.delim('}')
	}
	if more == "wraps" {
		return &wraps{s, one}, err
	}
	return &joins{s, all}, err
}
