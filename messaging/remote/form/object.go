package form

import (
	"encoding/json"
	"reflect"
)

// member is one of an object.
type member struct {
	name string
	into reflect.Value
}

func (d *Decoder) object(t json.Token, v reflect.Value) error {
	var all []member
	for f := range v.Type().Fields() {
		all = append(all, member{f.Name, v.FieldByIndex(f.Index)})
	}
	return d.members(t, all...)
}

// members reads an object of exactly these, in this order.
func (d *Decoder) members(t json.Token, all ...member) error {
	if t != json.Delim('{') {
		return wrong("%.40v in place of {", t)
	}
	for _, m := range all {
		if err := d.name(m.name); err != nil {
			return err
		}
		if err := d.Read(m.into); err != nil {
			return err
		}
	}
	return d.delim('}')
}

func (d *Decoder) name(want string) error {
	name, err := d.json.Token()
	if err != nil {
		return d.ended(err)
	}
	if name != json.Token(want) {
		return wrong("%.40v in place of %s", name, want)
	}
	return nil
}

// kind reads what stands behind an interface.
func (d *Decoder) kind(t json.Token, v reflect.Value) error {
	if t != json.Delim('{') {
		return unless(false, t, v)
	}
	var kind string
	if err := d.name("kind"); err != nil {
		return err
	}
	if err := d.Read(reflect.ValueOf(&kind).Elem()); err != nil {
		return err
	}
	if err := d.name("value"); err != nil {
		return err
	}
	is, known := d.c.types[kind]
	if !known || !is.AssignableTo(v.Type()) {
		return wrong("%.40q is no %v", kind, v.Type())
	}
	value := reflect.New(is).Elem()
	if err := d.Read(value); err != nil {
		return err
	}
	v.Set(value)
	return d.delim('}')
}
