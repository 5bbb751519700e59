package deposit

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"reflect"
	"testing"
	"time"
)

// sample is a record with every field set.
func sample() Record {
	r := Record{Expires: time.Unix(1_900_000_000, 0).UTC(), Body: []byte("sealed body")}
	for i := range 32 {
		r.Mailbox[i], r.CancelHash[i] = byte(i), byte(0xa0+i)
	}
	copy(r.Stamp[:], "0123456789abcdef")
	return r
}

func TestRecord(t *testing.T) {
	r := sample()
	b, err := r.Encode()
	if err != nil || len(b) != RecordSize {
		t.Fatalf("Encode() = %d bytes, %v", len(b), err)
	}
	again, err := Decode(b)
	if err != nil || !reflect.DeepEqual(again, r) {
		t.Errorf("Decode() = %+v, %v", again, err)
	}
	key, err := r.Key()
	if err != nil || key != KeyOf(b) {
		t.Errorf("Key() = %v, %v", key, err)
	}
	r.Body[0]++
	if other, _ := r.Key(); other == key {
		t.Error("two records have one key")
	}
}

func TestBadRecords(t *testing.T) {
	good, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	change := func(at int, to byte) []byte { b := bytes.Clone(good); b[at] = to; return b }
	for name, b := range map[string][]byte{
		"nil": nil, "short": good[:RecordSize-1], "long": append(bytes.Clone(good), 0),
		"version": change(0, 2), "expiry": change(expiresAt, 0x80), "late expiry": change(expiresAt+2, 1),
		"body too long": change(lengthAt, 0xff), "padding": change(RecordSize-1, 1), "cut body": change(lengthAt+1, 3),
	} {
		if r, err := Decode(b); !errors.Is(err, ErrRecord) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	r := sample()
	r.Body = make([]byte, MaxBody)
	if _, err := r.Encode(); err != nil {
		t.Errorf("largest body: %v", err)
	}
	r.Body = make([]byte, MaxBody+1)
	if _, err := r.Encode(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("larger body: %v", err)
	}
	for _, expires := range []time.Time{{}, time.Unix(-1, 0), time.Unix(maxSeconds+1, 0)} {
		if _, err := (Record{Expires: expires}).Encode(); !errors.Is(err, ErrRecord) {
			t.Errorf("expiry %v: %v", expires, err)
		}
	}
}

func TestPreimage(t *testing.T) {
	a, b := NewPreimage(), NewPreimage()
	if a == b || a.Hash() == b.Hash() || a.Hash() == sha256.Sum256(a[:]) {
		t.Error("preimages and hashes are not what they should be")
	}
}
