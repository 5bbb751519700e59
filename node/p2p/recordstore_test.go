package p2p

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ipfs/go-datastore"
	"github.com/ipfs/go-datastore/query"
	"github.com/libp2p/go-libp2p-kad-dht/records"
	record "github.com/libp2p/go-libp2p-record"
	recordpb "github.com/libp2p/go-libp2p-record/pb"
	"google.golang.org/protobuf/encoding/protowire"
)

func recordKey(i int) datastore.Key { return datastore.NewKey(fmt.Sprint("/test/", i)) }

func putRecords(t *testing.T, s *recordStore, from, to, size int) {
	t.Helper()
	for i := from; i < to; i++ {
		if err := s.Put(t.Context(), recordKey(i), make([]byte, size)); err != nil {
			t.Fatal(err)
		}
	}
}

func keepsRecord(t *testing.T, s *recordStore, i int) bool {
	t.Helper()
	_, err := s.Get(t.Context(), recordKey(i))
	if err != nil && !errors.Is(err, datastore.ErrNotFound) {
		t.Fatal(err)
	}
	return err == nil
}

// Valid records of throw-away identities cost nothing: anybody can make a million.
func TestFloodOfRecordsIsBounded(t *testing.T) {
	s := newRecordStore(1 << 20)
	putRecords(t, s, 0, 2, 3<<10)
	putRecords(t, s, 2, 200, 3<<10)
	putRecords(t, s, 1, 2, 3<<10) // put again, as a push node does with cards
	putRecords(t, s, 200, 400, 3<<10)
	if keepsRecord(t, s, 0) {
		t.Error("the oldest record is still there")
	}
	if !keepsRecord(t, s, 1) || !keepsRecord(t, s, 399) {
		t.Error("a record that was put lately is gone")
	}
	putRecords(t, s, 1000, 50_000, 1) // small ones cost their bookkeeping
	if n := len(s.at); n > 1<<20/recordCost || s.order.Len() != n || s.size > s.limit {
		t.Errorf("%d records of %d bytes", n, s.size)
	}
}

func TestRecordStoreForgets(t *testing.T) {
	s := newRecordStore(1 << 20)
	putRecords(t, s, 0, 3, 100)
	putRecords(t, s, 1, 2, 50) // smaller than before
	for i := range 3 {
		if err := s.Delete(t.Context(), recordKey(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Delete(t.Context(), recordKey(9)); err != nil || s.size != 0 || len(s.at) != 0 || s.order.Len() != 0 {
		t.Errorf("%v; %d bytes in %d records are left", err, s.size, len(s.at))
	}
}

func TestRecordTooLarge(t *testing.T) {
	s := newRecordStore(1 << 20)
	if err := s.Put(t.Context(), recordKey(1), make([]byte, recordMax)); !errors.Is(err, errRecordTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestRecordStoreAsDatastore(t *testing.T) {
	s := newRecordStore(1 << 20)
	b, err := s.Batch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_ = b.Put(t.Context(), recordKey(1), []byte("one"))
	if err := errors.Join(b.Commit(t.Context()), s.Sync(t.Context(), recordKey(1))); err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(t.Context(), recordKey(1))
	size, _ := s.GetSize(t.Context(), recordKey(1))
	if has, _ := s.Has(t.Context(), recordKey(1)); err != nil || !has || size != 3 || !bytes.Equal(got, []byte("one")) {
		t.Errorf("got %q of %d bytes, %v, %v", got, size, has, err)
	}
	found, err := s.Query(t.Context(), query.Query{Prefix: "/test"})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := found.Rest(); err != nil || len(all) != 1 {
		t.Errorf("found %v, %v", all, err)
	}
}

func TestRecordsAreKeptFor45Days(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		validator := record.NamespacedValidator{"test": anything{}}
		s := records.NewValueStore(newRecordStore(recordBytes), validator, recordAge)
		if err := s.Put(t.Context(), "/test/a", record.MakePutRecord("/test/a", []byte("x"))); err != nil {
			t.Fatal(err)
		}
		const day = 24 * time.Hour
		<-time.After(45*day - time.Minute)
		if r, err := s.Get(t.Context(), "/test/a"); r == nil {
			t.Errorf("gone before its time: %v", err)
		}
		<-time.After(2 * time.Minute)
		if r, _ := s.Get(t.Context(), "/test/a"); r != nil {
			t.Error("kept for more than 45 days")
		}
	})
}

type anything struct{}

func (anything) Validate(string, []byte) error        { return nil }
func (anything) Select(string, [][]byte) (int, error) { return 0, nil }

var anyRecord = map[string]record.Validator{"test": anything{}}

// paddedRecord is a record with an unknown field of so many bytes.
func paddedRecord(key, value string, padding int) *recordpb.Record {
	r := record.MakePutRecord(key, []byte(value))
	if padding > 0 {
		field := protowire.AppendTag(nil, 99, protowire.BytesType)
		r.ProtoReflect().SetUnknown(protowire.AppendBytes(field, make([]byte, padding)))
	}
	return r
}

func (s *recordStore) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.at)
}
