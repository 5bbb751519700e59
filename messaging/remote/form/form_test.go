package form

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

type pair struct {
	A string
	B []byte
}

// even is twice its half, of which alone it is made.
type even struct{ twice int }

func (e even) half() (int, error) { return e.twice / 2, nil }

var errHalf = errors.New("no half is negative")

func doubled(half int) (even, error) {
	if half < 0 {
		return even{}, errHalf
	}
	return even{2 * half}, nil
}

func codecFor(t *testing.T) *Codec {
	t.Helper()
	c, err := New(Known{Types: map[string]any{"pair": pair{}}, Through: []Through{As(even.half, doubled)}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTheForm freezes it: programs of one version meet, but logs and eyes meet all.
func TestTheForm(t *testing.T) {
	var any1 any = pair{"x", []byte{1}}
	for _, x := range []struct {
		value any
		form  string
	}{
		{pair{"é\"", nil}, `{"A":"é\"","B":null}`},
		{pair{"\xff", []byte{}}, `{"A":{"bytes":"/w=="},"B":""}`},
		{[]int8{-1, 2}, `[-1,2]`},
		{[2]byte{1, 2}, `"AQI="`},
		{map[string]bool(nil), `null`},
		{map[string]uint64{"b": 1 << 63, "a": 2}, `[["a",2],["b",9223372036854775808]]`},
		{&any1, `{"kind":"pair","value":{"A":"x","B":"AQ=="}}`},
		{[]even{{2}, {0}}, `[1,0]`},
	} {
		b, err := codecFor(t).Append(nil, reflect.ValueOf(x.value))
		if err != nil || string(b) != x.form {
			t.Errorf("%#v is %s, %v, want %s", x.value, b, err, x.form)
		}
	}
}

func TestOnlyTheFormIsRead(t *testing.T) {
	for _, b := range []string{
		``, `null`, `[]`, `{`, `{}`, `{"A":"x"}`, `{"B":null,"A":"x"}`, `{"A":"x","B":null,"C":1}`, `{"A":null,"B":null}`, `{"a":"x","B":null}`,
		`{"A":"x","B":"*"}`, `{"A":"x","B":[1]}`, `{"A":{"bytes":1},"B":null}`, `{"A":{"byte":""},"B":null}`, `{"A":"x","A":"y"}`,
	} {
		var p pair
		if err := codecFor(t).Decoder(strings.NewReader(b)).Read(reflect.ValueOf(&p).Elem()); !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v", b, err)
		}
	}
	for _, b := range []string{`256`, `-1`, `1.0`, `1e2`, `"1"`, `-0`} {
		var n uint8
		if err := codecFor(t).Decoder(strings.NewReader(b)).Read(reflect.ValueOf(&n).Elem()); !errors.Is(err, ErrForm) {
			t.Errorf("%s is %d, %v", b, n, err)
		}
	}
	var m map[string]int
	if err := codecFor(t).Decoder(strings.NewReader(`[["a",1],["a",2]]`)).Read(reflect.ValueOf(&m).Elem()); !errors.Is(err, ErrForm) {
		t.Errorf("a key twice: %v", err)
	}
}

func TestAValueThroughAnother(t *testing.T) {
	got := []even{}
	into := reflect.ValueOf(&got).Elem()
	if err := codecFor(t).Decoder(strings.NewReader(`[3,0]`)).Read(into); err != nil || !reflect.DeepEqual(got, []even{{6}, {0}}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, b := range []string{`[-1]`, `["1"]`, `[{"twice":2}]`, `[null]`} {
		if err := codecFor(t).Decoder(strings.NewReader(b)).Read(into); !errors.Is(err, ErrForm) {
			t.Errorf("%s is %v, %v", b, got, err)
		}
	}
	if _, err := New(Known{Through: []Through{As(func(even) (func(), error) { return nil, nil }, func(func()) (even, error) { return even{}, nil })}}); !errors.Is(err, ErrType) {
		t.Errorf("what has no form stands for another: %v", err)
	}
}

func TestTypesWithoutAForm(t *testing.T) {
	for _, v := range []any{make(chan int), func() {}, 1.5, struct{ a int }{1}, []func(){}, map[string]chan int{}} {
		if err := codecFor(t).Check(reflect.TypeOf(v)); !errors.Is(err, ErrType) {
			t.Errorf("%T: %v", v, err)
		}
		if _, err := New(Known{Types: map[string]any{"x": v}}); !errors.Is(err, ErrType) {
			t.Errorf("%T has a name: %v", v, err)
		}
	}
	var x any = 7
	if b, err := codecFor(t).Append(nil, reflect.ValueOf(&x)); !errors.Is(err, ErrType) {
		t.Errorf("a type without a name is %s, %v", b, err)
	}
}

// FuzzRead reads anything: what is taken is what would have been written.
func FuzzRead(f *testing.F) {
	type all struct {
		P *pair
		M map[string][]uint16
		E error
		A any
	}
	c, err := New(Known{Errors: map[string]error{"eof": errors.ErrUnsupported}, Types: map[string]any{"pair": pair{}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`{"P":{"A":"x","B":"AQ=="},"M":[["a",[1]]],"E":{"text":"a","joins":[{"name":"eof"}]},"A":{"kind":"pair","value":{"A":"","B":null}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var x, y all
		if c.Decoder(bytes.NewReader(b)).Read(reflect.ValueOf(&x).Elem()) != nil {
			return
		}
		once, err := c.Append(nil, reflect.ValueOf(x))
		if err == nil {
			err = c.Decoder(bytes.NewReader(once)).Read(reflect.ValueOf(&y).Elem())
		}
		twice, err2 := c.Append(nil, reflect.ValueOf(y))
		if err != nil || err2 != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s became %s, %v, %v", once, twice, err, err2)
		}
	})
}
