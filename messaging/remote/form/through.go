package form

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Through is a type that is written as a value of another one, such as what its own is
// made of.
type Through struct {
	of, as     reflect.Type
	give, take func(reflect.Value) (reflect.Value, error)
}

// As makes one. What take does not accept is not in the form that was agreed; it is
// called with whatever may come.
func As[T, S any](give func(T) (S, error), take func(S) (T, error)) Through {
	return Through{reflect.TypeFor[T](), reflect.TypeFor[S](), onValues(give), onValues(take)}
}

func onValues[A, B any](f func(A) (B, error)) func(reflect.Value) (reflect.Value, error) {
	return func(v reflect.Value) (reflect.Value, error) {
		b, err := f(v.Interface().(A))
		return reflect.ValueOf(&b).Elem(), err
	}
}

func (d *Decoder) passes(x Through, t json.Token, v reflect.Value) error {
	as := reflect.New(x.as).Elem()
	if err := d.value(t, as); err != nil {
		return err
	}
	got, err := x.take(as)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	v.Set(got)
	return nil
}
