package event

import (
	"bytes"
	"encoding/hex"
	"os"
	"reflect"
	"strings"
	"testing"
)

// The frozen events must be readable by all later versions, and their hashes must stay:
// orders are named by them.
const (
	frozenID   = "QmQtgM5jvzJZQzCDSFD3QzbYu1bgmrhG8ATpR9L9Lw4j7F"
	frozenHash = "e6f357bc8df6f562fcf9e8d9d8086cfb0541e1b2877db996c374e09891041974"
)

func frozen(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	must(t, err)
	b, err = hex.DecodeString(strings.Join(strings.Fields(string(b)), ""))
	must(t, err)
	return b
}

// Ed25519 makes the same bytes each time.
func TestFrozenOrder(t *testing.T) {
	want := frozen(t, "order.hex")
	e, err := Open(want)
	must(t, err)
	if e.Order.String() != frozenID || !reflect.DeepEqual(e.Body, Body(order(t))) {
		t.Errorf("order %s: %+v", e.Order, e.Body)
	}
	if _, raw, err := Sign(keyFrom(t, 1), draft(order(t))); err != nil || !bytes.Equal(raw, want) {
		t.Errorf("%v\n%x", err, raw)
	}
}

func TestFrozenRefund(t *testing.T) {
	body := samples(t)[8]
	want := frozen(t, "refund.hex")
	e, err := Open(want)
	must(t, err)
	if e.Hash.String() != frozenHash || e.Order != (ID{4}) || !e.At.Equal(noon) || !reflect.DeepEqual(e.Body, body) {
		t.Errorf("%s: %+v", e.Hash, e)
	}
	if _, raw, err := Sign(keyFrom(t, 1), draft(body)); err != nil || !bytes.Equal(raw, want) {
		t.Errorf("%v\n%x", err, raw)
	}
}

// A return, its answers and what came of it.
func TestFrozenReturns(t *testing.T) {
	for i, name := range []string{"return", "allow", "refuse", "receive"} {
		body := samples(t)[14+i]
		want := frozen(t, name+".hex")
		if e, err := Open(want); err != nil || e.Kind().String() != name || !reflect.DeepEqual(e.Body, body) {
			t.Errorf("%s: %+v, %v", name, e.Body, err)
		}
		if _, raw, err := Sign(keyFrom(t, 1), draft(body)); err != nil || !bytes.Equal(raw, want) {
			t.Errorf("%s: %v\n%x", name, err, raw)
		}
	}
}
