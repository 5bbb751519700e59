package httpapi

import (
	"reflect"
	"strings"
)

// fieldOf finds a field by its name in JSON, also in what is embedded.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		if fieldName(f) == name {
			return f.Type, true
		}
		if f.Anonymous {
			if of, known := fieldOf(f.Type, name); known {
				return of, true
			}
		}
	}
	return nil, false
}

// written is the way to a field as a caller writes it: encoding/json names the types too
// that are embedded on it.
func written(t reflect.Type, path string) string {
	var way []string
	for name := range strings.SplitSeq(path, ".") {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() == reflect.Struct {
			if f, ok := t.FieldByName(name); ok && f.Anonymous {
				t = f.Type
				continue
			}
			if of, known := fieldOf(t, name); known {
				t = of
			}
		}
		way = append(way, name)
	}
	return strings.Join(way, ".")
}

// fieldName is what encoding/json calls a field.
func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
