package httpapi

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

// object is a node of the JSON document. Maps marshal in a fixed order.
type object = map[string]any

func openAPIRoute(s *Server) route {
	return answer("GET", "/ob/openapi.json", "This description, OpenAPI 3.1", func(*http.Request) (json.RawMessage, error) {
		return s.document, nil
	})
}

// document describes the routes.
func document(routes []route) json.RawMessage {
	paths := make(map[string]object)
	for _, r := range routes {
		if paths[r.path] == nil {
			paths[r.path] = object{}
		}
		paths[r.path][strings.ToLower(r.method)] = operation(r)
	}
	b, err := json.MarshalIndent(object{
		"openapi":  "3.1.0",
		"info":     object{"title": "Restante", "version": "1", "description": "Errors of any kind are {\"success\":false,\"reason\":\"...\"}."},
		"security": []object{{"token": []string{}}},
		"paths":    paths,
		"components": object{"securitySchemes": object{
			"token": object{"type": "http", "scheme": "bearer", "description": "the content of the file api-token in the data folder"},
		}},
	}, "", "  ")
	if err != nil {
		panic(err) // internal error: the table itself is wrong, and a test makes it
	}
	return b
}

func operation(r route) object {
	const refused = "it failed; so does a call with fields or query parameters that are not here"
	op := object{
		"summary":    r.summary,
		"parameters": parameters(r),
		"responses": object{
			"200":     object{"description": "done", "content": content(r)},
			"default": object{"description": refused, "content": object{"application/json": object{"schema": schema(reflect.TypeFor[failure]())}}},
		},
	}
	switch {
	case r.body != nil:
		op["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": bodySchema(r.body)}}}
	case r.bodyMedia != "":
		op["requestBody"] = object{"required": true, "content": object{r.bodyMedia: object{}}}
	}
	return op
}

// content describes the answer.
func content(r route) object {
	switch {
	case r.replyMedia != "":
		return object{r.replyMedia: object{}}
	case r.stream:
		return object{"text/event-stream": object{"schema": schema(r.reply)}}
	}
	return object{"application/json": object{"schema": schema(r.reply)}}
}

var inPath = regexp.MustCompile(`\{(\w+)\}`)

func parameters(r route) []object {
	all := []object{}
	for _, m := range inPath.FindAllStringSubmatch(r.path, -1) {
		all = append(all, object{"name": m[1], "in": "path", "required": true, "schema": object{"type": "string"}})
	}
	for _, p := range r.params {
		kind := "string"
		if p.integer {
			kind = "integer"
		}
		all = append(all, object{"name": p.name, "in": p.in, "description": p.about, "schema": object{"type": kind}})
	}
	return all
}

// schema describes a Go type as encoding/json writes it.
func schema(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[peer.ID]():
		return object{"type": "string", "description": "a peer ID"}
	case reflect.TypeFor[[]byte]():
		return object{"type": "string", "contentEncoding": "base64"}
	case reflect.TypeFor[json.RawMessage]():
		return object{"type": "object"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schema(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": schema(t.Elem())}
	case reflect.Struct:
		return structSchema(t)
	case reflect.Map:
		return object{"type": "object", "additionalProperties": schema(t.Elem())}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Int, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return object{"type": "integer"}
	}
	panic("httpapi: no schema for " + t.String()) // internal error: a reply has a new kind of field
}

// bodySchema is the schema of what callers send: no other fields, at any depth.
func bodySchema(t reflect.Type) object {
	s := schema(t)
	closeSchema(s)
	return s
}

func closeSchema(s object) {
	if items, ok := s["items"].(object); ok {
		closeSchema(items)
	}
	if fields, ok := s["properties"].(object); ok {
		s["additionalProperties"] = false
		for _, f := range fields {
			closeSchema(f.(object))
		}
	}
}

// structSchema takes name, description and example from the fields' tags.
func structSchema(t reflect.Type) object {
	properties := object{}
	for i := range t.NumField() {
		f := t.Field(i)
		s := schema(f.Type)
		if f.Anonymous {
			maps.Copy(properties, s["properties"].(object))
			continue
		}
		if about := f.Tag.Get("about"); about != "" {
			s["description"] = about
		}
		if example, ok := f.Tag.Lookup("example"); ok {
			s["example"] = exampleValue(f.Type, example)
		}
		properties[fieldName(f)] = s
	}
	return object{"type": "object", "properties": properties}
}

// exampleValue gives an example its type: "true" of a boolean is true, "7" of a
// number is 7.
func exampleValue(t reflect.Type, text string) any {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[time.Time]() {
		return text
	}
	switch t.Kind() {
	case reflect.Bool:
		return text == "true"
	case reflect.Int64, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return json.Number(text)
	case reflect.Map, reflect.Slice, reflect.Struct:
		return json.RawMessage(text)
	}
	return text
}
