package session

import (
	"sync"
	"time"

	"restante/node/vault"
)

const (
	maxHot     = 128                   // about 10 KB each
	agreeAfter = 20 * time.Millisecond // what has just come in is dealt with before
)

// hot remembers the sessions that were used last, since reading one and making its
// keys takes longer than to seal with it.
type hot struct {
	mu   sync.Mutex
	last map[ID]*stored
}

type stored struct {
	row     row
	session Session
}

// get gives the session of a row, for its caller alone. The stamp of the row decides
// whether what is remembered is what is stored: what a transaction that was rolled
// back left here is never taken.
func (h *hot) get(tx *vault.Tx, id ID, stamp int64) (row, *Session, error) {
	if r, s := h.take(id, stamp); s != nil {
		return r, s, nil
	}
	r, err := readRow(tx, id)
	if err != nil {
		return row{}, nil, err
	}
	one, err := parseRow(r.state, r.chains)
	return r, one, err
}

// take gives what is remembered. What was made ahead for the next turn goes to the
// first who asks.
func (h *hot) take(id ID, stamp int64) (row, *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.last[id]
	if s == nil || s.row.stamp != stamp {
		return row{}, nil
	}
	one := s.session.clone()
	s.session.ahead = nil
	return s.row, &one
}

// agree makes the agreement for the next turn of a session ahead, unless it has changed
// meanwhile.
func (h *hot) agree(id ID, stamp int64) {
	r, s := h.take(id, stamp)
	if s == nil || s.next == nil || s.ahead != nil {
		return
	}
	var err error
	if s.ahead, err = s.agree(); err != nil {
		return // Seal tells of the error
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if now := h.last[id]; now != nil && now.row.stamp == r.stamp {
		now.session.ahead = s.ahead
	}
}

func (h *hot) put(r row, s *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.last == nil || len(h.last) >= maxHot {
		h.last = make(map[ID]*stored)
	}
	h.last[r.id] = &stored{r, s.clone()}
}
