package envelope

import (
	"bytes"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

const (
	stockMax   = 64                    // peers that a Stock is ready for; about 4 KB each
	stockPause = 20 * time.Millisecond // the envelope that was just sealed is on its way before the next is prepared
)

// Stock seals faster for those who were written to before: it encapsulates a key
// for their next envelope ahead of time. Each encapsulation is used once and
// lives in memory only. The zero value is ready to use.
type Stock struct {
	mu     sync.Mutex
	ready  map[peer.ID]*prepared
	timers map[peer.ID]*time.Timer
	closed bool
}

// prepared is an encapsulation for one prekey of one peer.
type prepared struct {
	public []byte
	*sealer
}

// Seal is [Seal]. It prepares the next envelope for the same prekey.
func (st *Stock) Seal(k *identity.Key, to peer.ID, p Prekey, m Message) (sealed []byte, hash Hash, err error) {
	defer st.prepare(to, p)
	return sealWith(k, to, m, func() (*sealer, error) {
		if s := st.take(to, p); s != nil {
			return s, nil
		}
		return newSealer(to, p, infoEnvelope)
	})
}

// take gives what is ready for a prekey to one caller, who alone may use it.
func (st *Stock) take(to peer.ID, p Prekey) *sealer {
	st.mu.Lock()
	defer st.mu.Unlock()
	s := st.ready[to]
	delete(st.ready, to)
	if s == nil || !bytes.Equal(s.public, p.Public) {
		return nil
	}
	return s.sealer
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

func (st *Stock) fill(to peer.ID, p Prekey) {
	s, err := newSealer(to, p, infoEnvelope)
	st.mu.Lock()
	defer st.mu.Unlock()
	delete(st.timers, to)
	if st.closed || err != nil { // which Seal has said
		return
	}
	if st.ready == nil || len(st.ready) >= stockMax {
		st.ready = make(map[peer.ID]*prepared)
	}
	st.ready[to] = &prepared{public: p.Public, sealer: s}
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
