package remote

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging/order/machine"
	"restante/node/event"
	"restante/node/ipfs"
)

const token = "a token"

// post is a server and what stands before it: the token, as in package httpapi.
type post struct {
	*Server
	bus  event.Bus
	web  *httptest.Server
	seen func(*http.Request)
}

// openPost serves with TLS what calls says, by name.
func openPost(t testing.TB, calls map[string]any) *post {
	t.Helper()
	p := &post{seen: func(*http.Request) {}}
	p.Server = NewServer(Services{}, &p.bus, "restante test")
	for name, f := range calls {
		m, known := methods()[name]
		if !known {
			t.Fatalf("there is no method %s", name)
		}
		m.call = reflect.ValueOf(f)
		p.Server.methods[name] = m
	}
	p.web = httptest.NewTLSServer(http.HandlerFunc(p.serve))
	t.Cleanup(p.web.Close)
	t.Cleanup(p.web.CloseClientConnections)
	return p
}

func (p *post) serve(w http.ResponseWriter, r *http.Request) {
	p.seen(r)
	path, ours := strings.CutPrefix(r.URL.Path, "/ob/window/")
	var err error
	switch {
	case !ours:
		err = &Refusal{http.StatusNotFound, "no such path"}
	case r.Header.Get("Authorization") != "Bearer "+token:
		err = &Refusal{http.StatusUnauthorized, "no such token"}
	case path == "events":
		err = p.Events(w, r)
	default:
		err = p.Call(w, r, path)
	}
	if no := new(Refusal); errors.As(err, &no) {
		w.WriteHeader(no.Status)
		fmt.Fprintf(w, `{"success":false,"reason":%q}`, no.Reason)
	}
}

func (p *post) options() Options {
	return Options{URL: p.web.URL, Token: token, Pin: Fingerprint(p.web.Certificate())}
}

// dial connects, trusting the server's certificate.
func (p *post) dial(t testing.TB) *Client {
	t.Helper()
	c, err := Dial(t.Context(), p.options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// filler makes values of any type at random.
type filler struct{ *rand.Rand }

func newFiller(seed uint64) filler { return filler{rand.New(rand.NewPCG(seed, 1))} }

// of gives one of a type.
func (f filler) of(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	f.fill(v)
	return v
}

var someone = []peer.ID{person("12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN"), person("12D3KooWNvSZnPi3RrhrTwEY4LuuBeB6K6facKUCJcyWG1aoDd2p"), ""}

func person(s string) peer.ID {
	id, err := peer.Decode(s)
	if err != nil {
		panic(err)
	}
	return id
}

func (f filler) time() time.Time { return time.Unix(f.Int64N(1<<33), f.Int64N(1e9)).UTC() }

func (f filler) special(v reflect.Value) bool {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = f.time()
	case *peer.ID:
		*x = someone[f.IntN(len(someone))]
	case *cid.Cid:
		*x = ipfs.CID([]byte{byte(f.IntN(9))})
	case *multiaddr.Multiaddr:
		*x = multiaddr.StringCast(fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", 1+f.IntN(9999)))
	case *machine.State:
		*x = f.life(f.IntN(5))
	case *error:
		*x = f.err()
	default:
		return false
	}
	return true
}

func (f filler) fill(v reflect.Value) {
	if f.special(v) {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(f.IntN(2) == 0)
	case reflect.String:
		v.SetString([]string{"", "walnut", "<é>\u2028\"\\", "no \xff text", "0"}[f.IntN(5)])
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(f.Uint64()) >> (64 - v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(f.Uint64() >> (64 - v.Type().Bits()))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
	default:
		f.fillMany(v)
	}
}

func (f filler) fillMany(v reflect.Value) {
	switch v.Kind() {
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Slice:
		if n := f.IntN(4); n < 3 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				f.fill(v.Index(i))
			}
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range f.IntN(3) {
			v.SetMapIndex(f.of(v.Type().Key()), f.of(v.Type().Elem()))
		}
	case reflect.Pointer:
		if f.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
	case reflect.Interface:
		if x := f.kind(v.Type()); x.IsValid() {
			v.Set(x)
		}
	default:
		panic("there is no value of " + v.Type().String())
	}
}

// kind is something that can stand behind an interface.
func (f filler) kind(t reflect.Type) reflect.Value {
	var all []string
	for name, x := range kinds {
		if reflect.TypeOf(x).AssignableTo(t) && (t.NumMethod() > 0 || reflect.TypeOf(x).Kind() == reflect.Struct) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	x := reflect.TypeOf(kinds[all[f.IntN(len(all))]])
	if x.Kind() != reflect.Pointer {
		return f.of(x)
	}
	p := reflect.New(x.Elem())
	f.fill(p.Elem())
	return p
}

// err is one with a name, or with a type.
func (f filler) err() error {
	if f.IntN(2) == 0 {
		return f.kind(errorType).Interface().(error)
	}
	var names []string
	for name := range sentinels {
		names = append(names, name)
	}
	slices.Sort(names)
	return sentinels[names[f.IntN(len(names))]]
}

// next waits for one event.
func next(s *event.Subscription) any {
	<-s.Ready
	events, _ := s.Take()
	return events[0]
}
