package form

import (
	"reflect"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
)

// text is how a type that has one writes itself; its zero is "".
type text struct {
	write func(reflect.Value) (string, error)
	read  func(string) (reflect.Value, error)
}

// texts are the types that have one.
var texts = map[reflect.Type]*text{
	reflect.TypeFor[time.Time](): textOf(writeTime, readTime),
	reflect.TypeFor[peer.ID](): textOf(func(id peer.ID) (string, error) { return id.String(), nil },
		func(s string) (peer.ID, error) { return peer.Decode(s) }),
	reflect.TypeFor[cid.Cid](): textOf(func(c cid.Cid) (string, error) { return c.String(), nil },
		func(s string) (cid.Cid, error) { return cid.Decode(s) }),
	reflect.TypeFor[multiaddr.Multiaddr](): textOf(func(a multiaddr.Multiaddr) (string, error) { return a.String(), nil },
		func(s string) (multiaddr.Multiaddr, error) { return multiaddr.NewMultiaddr(s) }),
}

func textOf[T any](write func(T) (string, error), read func(string) (T, error)) *text {
	return &text{
		write: func(v reflect.Value) (string, error) {
			if v.IsZero() {
				return "", nil
			}
			return write(v.Interface().(T))
		},
		read: func(s string) (reflect.Value, error) {
			if s == "" {
				return reflect.Zero(reflect.TypeFor[T]()), nil
			}
			x, err := read(s)
			return reflect.ValueOf(&x).Elem(), err
		},
	}
}

// writeTime fails for years that RFC 3339 does not have.
func writeTime(t time.Time) (string, error) {
	b, err := t.MarshalText()
	return string(b), err
}

func readTime(s string) (t time.Time, err error) {
	err = t.UnmarshalText([]byte(s))
	return t, err
}
