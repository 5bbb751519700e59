package envelope

import (
	"bytes"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

const (
	stockMax   = 64                    // peers that a Stock is ready for
	stockEach  = 8                     // envelopes for each of them; about 4 KB each
	stockPause = 20 * time.Millisecond // the envelope that was just sealed is on its way before the next are prepared
)

// Stock seals faster for those who were written to before: it encapsulates keys
// for their next envelopes ahead of time. Each encapsulation is used once and
// lives in memory only. The zero value is ready to use.
type Stock struct {
	mu     sync.Mutex
	ready  map[peer.ID]*prepared
	timers map[peer.ID]*time.Timer
	closed bool
}

// prepared are encapsulations for one prekey of one peer.
type prepared struct {
	public  []byte
	sealers []*sealer
}

// Seal is [Seal]. It prepares the next envelopes for the same prekey.
func (st *Stock) Seal(k *identity.Key, to peer.ID, p Prekey, m Message) (sealed []byte, hash Hash, err error) {
	defer st.prepare(to, p)
	return sealBy(signer{k}, to, m, func() (*sealer, error) { return st.next(to, p) })
}

// SealIn is [SealIn]. It prepares the next envelopes as Seal does.
func (st *Stock) SealIn(s Session, from, to peer.ID, p Prekey, m Message) (sealed []byte, hash Hash, err error) {
	defer st.prepare(to, p)
	return sealBy(talker{s, from}, to, m, func() (*sealer, error) { return st.next(to, p) })
}

func (st *Stock) next(to peer.ID, p Prekey) (*sealer, error) {
	if s := st.take(to, p); s != nil {
		return s, nil
	}
	return newSealer(to, p, infoEnvelope)
}

// take gives what is ready for a prekey to one caller, who alone may use it.
func (st *Stock) take(to peer.ID, p Prekey) *sealer {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := st.ready[to]
	if s == nil || len(s.sealers) == 0 || !bytes.Equal(s.public, p.Public) {
		return nil
	}
	last := len(s.sealers) - 1
	one := s.sealers[last]
	s.sealers = s.sealers[:last]
	return one
}

func (st *Stock) prepare(to peer.ID, p Prekey) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.closed || st.timers[to] != nil {
		return
	}
	if st.timers == nil {
		st.timers = make(map[peer.ID]*time.Timer)
	}
	st.timers[to] = time.AfterFunc(stockPause, func() { st.fill(to, p) })
}

// fill prepares one after the other, until there are enough.
func (st *Stock) fill(to peer.ID, p Prekey) {
	for more := true; more; {
		s, err := newSealer(to, p, infoEnvelope)
		more = err == nil && st.add(to, p, s) // Seal tells of the error
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	delete(st.timers, to)
}

// add reports whether there is room for more.
func (st *Stock) add(to peer.ID, p Prekey, s *sealer) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.closed {
		return false
	}
	if st.ready == nil || len(st.ready) >= stockMax && st.ready[to] == nil {
		st.ready = make(map[peer.ID]*prepared)
	}
	r := st.ready[to]
	if r == nil || !bytes.Equal(r.public, p.Public) {
		r = &prepared{public: p.Public}
		st.ready[to] = r
	}
	r.sealers = append(r.sealers, s)
	return len(r.sealers) < stockEach
}

// Close prepares nothing any more.
func (st *Stock) Close() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.closed = true
	for _, t := range st.timers {
		t.Stop()
	}
	st.ready, st.timers = nil, nil
}
