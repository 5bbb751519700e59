package chat

import (
	"errors"
	"testing"
	"time"

	"restante/messaging/delivery"
)

// What is read is written and read as the same; what passes the check has the
// form that every honest sender gives it.
func FuzzLineFromWire(f *testing.F) {
	at := time.Date(2026, 11, 21, 11, 0, 0, 123450000, time.UTC)
	b, err := line{id: idOf("text", "subject", at), subject: "subject", text: "text", at: at}.toWire()
	must(f, err)
	f.Add(b)
	f.Add([]byte{0x1a, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := lineFromWire(b)
		if err != nil {
			if !errors.Is(err, delivery.ErrInvalid) {
				t.Fatalf("another kind of error: %v", err)
			}
			return
		}
		w, err := l.toWire()
		must(t, err)
		if again, err := lineFromWire(w); err != nil || again != l {
			t.Fatalf("%v became %v, %v", l, again, err)
		}
		if l.check(delivery.Incoming{ID: l.id}) == nil && (l.text == "" || checkText(l.subject, l.text) != nil) {
			t.Fatalf("%v passed", l)
		}
	})
}
