package p2p

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/ipfs/go-datastore"
	"github.com/ipfs/go-datastore/query"
)

const (
	recordBytes = 16 << 20 // of records kept for others
	recordMax   = 8 << 10  // of one record; those of the known kinds have 3 KiB at most
	recordCost  = 512      // of the bookkeeping for each, roughly
)

var errRecordTooLarge = errors.New("the record is larger than 8 KiB")

// recordStore is where the DHT keeps the records of others: in memory, since they
// come again, and the ones put longest ago go first when it is full.
type recordStore struct {
	limit int

	mu    sync.Mutex
	data  *datastore.MapDatastore
	order *list.List // of *recordEntry, the one put last in front
	at    map[datastore.Key]*list.Element
	size  int
}

type recordEntry struct {
	key  datastore.Key
	size int
}

var _ datastore.Batching = (*recordStore)(nil)

func newRecordStore(limit int) *recordStore {
	return &recordStore{limit: limit, data: datastore.NewMapDatastore(),
		order: list.New(), at: make(map[datastore.Key]*list.Element)}
}

// Put keeps a record and makes room for it.
func (s *recordStore) Put(ctx context.Context, key datastore.Key, value []byte) error {
	e := &recordEntry{key, len(key.String()) + len(value)}
	if e.size > recordMax {
		return fmt.Errorf("%w: %d bytes", errRecordTooLarge, e.size)
	}
	e.size += recordCost
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(ctx, key)
	for s.size+e.size > s.limit {
		s.remove(ctx, s.order.Back().Value.(*recordEntry).key)
	}
	s.at[key] = s.order.PushFront(e)
	s.size += e.size
	return s.data.Put(ctx, key, value)
}

func (s *recordStore) remove(ctx context.Context, key datastore.Key) {
	if e, ok := s.at[key]; ok {
		s.size -= e.Value.(*recordEntry).size
		s.order.Remove(e)
		delete(s.at, key)
		_ = s.data.Delete(ctx, key) // a map: it cannot fail
	}
}

// Delete forgets a record.
func (s *recordStore) Delete(ctx context.Context, key datastore.Key) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(ctx, key)
	return nil
}

// Get returns a record, or datastore.ErrNotFound.
func (s *recordStore) Get(ctx context.Context, key datastore.Key) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.data.Get(ctx, key)
}

// Has says whether there is a record.
func (s *recordStore) Has(ctx context.Context, key datastore.Key) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.data.Has(ctx, key)
}

// GetSize is the size of a record.
func (s *recordStore) GetSize(ctx context.Context, key datastore.Key) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.data.GetSize(ctx, key)
}

// Query serves the sweep of what is too old.
func (s *recordStore) Query(ctx context.Context, q query.Query) (query.Results, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.data.Query(ctx, q)
}

// Batch collects changes that Put and Delete make one by one.
func (s *recordStore) Batch(context.Context) (datastore.Batch, error) {
	return datastore.NewBasicBatch(s), nil
}

// Sync has nothing to do.
func (s *recordStore) Sync(context.Context, datastore.Key) error { return nil }

// Close has nothing to do.
func (s *recordStore) Close() error { return nil }
