package form

import (
	"errors"
	"fmt"
	"reflect"
)

// Known is what has a name of its own.
type Known struct {
	Errors  map[string]error // values that are compared with errors.Is
	Types   map[string]any   // values of the types that stand behind interfaces, errors among them
	Through []Through        // types that are written as values of another one
}

// Codec writes and reads values.
type Codec struct {
	errors  map[string]error
	names   map[error]string
	types   map[string]reflect.Type
	kinds   map[reflect.Type]string
	through map[reflect.Type]Through
}

// ErrType says that values of a type cannot be written.
var ErrType = errors.New("there is no form for this type")

// New makes a codec. Every type that it knows must have a form.
func New(k Known) (*Codec, error) {
	c := &Codec{errors: k.Errors, names: map[error]string{}, types: map[string]reflect.Type{}, kinds: map[reflect.Type]string{}, through: map[reflect.Type]Through{}}
	for name, err := range k.Errors {
		c.names[err] = name
	}
	for name, v := range k.Types {
		t := reflect.TypeOf(v)
		c.types[name], c.kinds[t] = t, name
	}
	for _, x := range k.Through {
		if err := c.Check(x.as); err != nil {
			return nil, fmt.Errorf("%v: %w", x.of, err)
		}
		c.through[x.of] = x
	}
	for name, t := range c.types {
		if err := c.Check(t); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, nil
}

var errorType = reflect.TypeFor[error]()

// Check tells whether all values of a type can be written and read.
func (c *Codec) Check(t reflect.Type) error {
	_, err := c.Describe(t)
	return err
}

// Describe spells a type out, down to its last field: two types of the same description
// have the same form.
func (c *Codec) Describe(t reflect.Type) (string, error) {
	if texts[t] != nil {
		return t.String(), nil
	}
	if x, is := c.through[t]; is {
		return c.around(t.String(), x.as)
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Interface:
		return t.String() + " " + t.Kind().String(), nil
	case reflect.Pointer, reflect.Slice:
		return c.around(t.Kind().String(), t.Elem())
	case reflect.Array:
		return c.around(fmt.Sprintf("array %d", t.Len()), t.Elem())
	case reflect.Map:
		key, err := c.Describe(t.Key())
		if err != nil {
			return "", err
		}
		return c.around("map "+key, t.Elem())
	case reflect.Struct:
		return c.describeStruct(t)
	}
	return "", fmt.Errorf("%w: %v", ErrType, t)
}

func (c *Codec) around(what string, t reflect.Type) (string, error) {
	s, err := c.Describe(t)
	return what + " of " + s, err
}

func (c *Codec) describeStruct(t reflect.Type) (string, error) {
	all := t.String() + " {"
	for f := range t.Fields() {
		if !f.IsExported() {
			return "", fmt.Errorf("%w: %v has a field %s that is not exported", ErrType, t, f.Name)
		}
		s, err := c.Describe(f.Type)
		if err != nil {
			return "", fmt.Errorf("%v.%s: %w", t, f.Name, err)
		}
		all += " " + f.Name + " " + s + ";"
	}
	return all + " }", nil
}
