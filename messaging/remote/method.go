package remote

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"restante/messaging/attachment"
	"restante/messaging/profile"
	"restante/messaging/storefront"
)

// The limits of calls, in bytes.
const (
	ordinary   = 1 << 20            // a request that is no file
	MaxRequest = attachment.MaxSize // any request
	maxPhoto   = 8 << 20            // of a shop, as the other calls take it
	maxAnswer  = 32 << 20           // ten thousand listings have half of it
	maxStream  = 1 << 40            // a backup has everything
	maxEvent   = 64 << 10
	room       = 64 << 10 // for what stands around a file, in base64
)

// limits are those of requests that may be larger.
var limits = map[string]int64{
	"Picture/SetPicture": profile.MaxData/3*4 + room,
	"Shop/AddPhoto":      maxPhoto/3*4 + room,
	"Shop/Import":        storefront.MaxCSV,
	"Shop/AddFile":       attachment.MaxSize,
}

// way is where a stream flows.
type way int

const (
	none way = iota
	down     // to the client
	up
)

// method is one that can be called.
type method struct {
	name     string
	in, out  []reflect.Type // without the context, the stream, and the error
	stream   way
	at       int  // place of the stream among the parameters
	variadic bool // the last of in is a slice of them
	limit    int64
	call     reflect.Value // on a server
}

var (
	contextType = reflect.TypeFor[context.Context]()
	writerType  = reflect.TypeFor[io.Writer]()
	readerType  = reflect.TypeFor[io.Reader]()
	errorType   = reflect.TypeFor[error]()
)

// methods are all there are, by service/method.
var methods = sync.OnceValue(func() map[string]method {
	all := map[string]method{}
	for s := range reflect.TypeFor[Services]().Fields() {
		for m := range s.Type.Methods() {
			name := s.Name + "/" + m.Name
			all[name] = methodOf(name, m.Type)
		}
	}
	return all
})

// methodOf panics for a method that cannot cross: its interface is one of this package,
// and every test makes all of them.
func methodOf(name string, t reflect.Type) method {
	m := method{name: name, variadic: t.IsVariadic(), limit: cmp.Or(limits[name], ordinary)}
	if t.NumIn() == 0 || t.In(0) != contextType || t.NumOut() == 0 || t.Out(t.NumOut()-1) != errorType {
		panic("remote: " + name + " needs a context and an error")
	}
	for i := 1; i < t.NumIn(); i++ {
		switch in := t.In(i); in {
		case writerType:
			m.stream, m.at = down, i
		case readerType:
			m.stream, m.at = up, i
		default:
			m.in = append(m.in, in)
		}
	}
	for i := range t.NumOut() - 1 {
		m.out = append(m.out, t.Out(i))
	}
	if m.stream == down && len(m.out) > 0 {
		panic("remote: " + name + " gives a stream, and more")
	}
	return m
}

// Version tells two programs whether they understand each other: it is made of every
// method, and of every field of every type that goes over the network.
var Version = sync.OnceValue(func() string {
	var all []string
	for name, m := range methods() {
		all = append(all, fmt.Sprintf("%s %d %v %v", name, m.stream, m.variadic, describe(m.in)+" gives "+describe(m.out)))
	}
	for name, v := range kinds {
		all = append(all, name+" "+describe([]reflect.Type{reflect.TypeOf(v)}))
	}
	all = append(all, slices.Collect(maps.Keys(sentinels))...)
	slices.Sort(all)
	h := sha256.Sum256([]byte(strings.Join(all, "\n")))
	return hex.EncodeToString(h[:8])
})

func describe(all []reflect.Type) string {
	var s []string
	for _, t := range all {
		d, err := codec().Describe(t)
		if err != nil {
			panic(err) // as in methodOf
		}
		s = append(s, d)
	}
	return strings.Join(s, ", ")
}
