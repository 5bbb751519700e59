package envelope

import (
	"crypto/sha256"
	"errors"
	"reflect"
	"testing"
)

// FuzzOpen opens what strangers may send, as it comes. It starts from the frozen
// block, since a fuzzer's processes must share their keys.
func FuzzOpen(f *testing.F) {
	bob, own := frozenBobKeys(f)
	sealed := testdata(f, "envelope.hex")
	f.Add(sealed)
	f.Add(sealed[:headerSize+macSize])
	f.Add(make([]byte, Large))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, _, err := Open(bob, own, b); err == nil {
			checkOpened(t, m)
		} else if !errors.Is(err, ErrUnreadable) {
			t.Errorf("another error: %v", err)
		}
		if _, err := OpenBody(bob, own, b); err != nil && !errors.Is(err, ErrUnreadable) {
			t.Errorf("another error: %v", err)
		}
	})
}

// FuzzContent goes behind the encryption, where any sender can be.
func FuzzContent(f *testing.F) {
	bob, own := frozenBobKeys(f)
	sealed := testdata(f, "envelope.hex")
	content, err := unseal(bob, own, infoEnvelope, sealed)
	must(f, err)
	f.Add(content)
	f.Add([]byte{1, 0, 0, 0, 0})
	f.Add(pad(formSession, make([]byte, textAt), Small))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, inner, err := unpad(b)
		if err != nil {
			return
		}
		p := newParrot()
		p.bind = sha256.Sum256(sealed[:headerSize])
		if m, err := openLocked(sealed[:headerSize], inner); err == nil {
			if m, _, err := Unlock(bob, m, p); err == nil {
				checkOpened(t, m)
			}
		}
		if m, _, err := openSigned(bob, sealed[:headerSize], inner); err == nil {
			checkOpened(t, m)
		} else if !errors.Is(err, ErrUnreadable) {
			t.Errorf("another error: %v", err)
		}
	})
}

// FuzzMessage checks that what is accepted is within the limits and comes back the
// same after another round.
func FuzzMessage(f *testing.F) {
	b, err := toWire(sample("hello"))
	must(f, err)
	f.Add(b)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := fromWire(b)
		if err != nil {
			return
		}
		checkOpened(t, m)
		again, err := toWire(m)
		must(t, err)
		if got, err := fromWire(again); err != nil || !reflect.DeepEqual(got, m) {
			t.Errorf("%+v became %+v, %v", m, got, err)
		}
	})
}

func checkOpened(t *testing.T, m Message) {
	t.Helper()
	if m.Kind == 0 || len(m.Body) > MaxBody || len(m.ID) > MaxID || len(m.Aside) > MaxAside {
		t.Errorf("over the limits: %+v", m)
	}
}
