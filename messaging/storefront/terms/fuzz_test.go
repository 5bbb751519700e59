package terms

import "testing"

// What is read adds up, and is read the same again; nothing panics.
func FuzzDecode(f *testing.F) {
	c := newCounter(f)
	for _, q := range []Terms{full(f), c.quote(f, cart("US-CA", redMug, oneFont)), c.quote(f, cart("", threeDay))} {
		b, err := Encode(q)
		must(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		q, err := Decode(b)
		if err != nil {
			return
		}
		must(t, q.Check())
		again, err := Encode(q)
		must(t, err)
		got, err := Decode(again)
		must(t, err)
		if !got.Equal(q) || len(again) > MaxSize {
			t.Fatalf("%+v is read as %+v", q, got)
		}
	})
}

func BenchmarkQuote(b *testing.B) {
	c := newCounter(b)
	of := cart("DE", twoMugs, redMug, oneBook, oneFont)
	for b.Loop() {
		c.quote(b, of)
	}
}
