package session

import (
	"sync"

	"restante/node/vault"
)

const maxHot = 128 // about 10 KB each

// hot remembers the sessions that were used last, since reading one and making its
// keys takes longer than to seal with it.
type hot struct {
	mu   sync.Mutex
	last map[ID]stored
}

type stored struct {
	row     row
	session Session
}

// get gives the session of a row, for its caller alone. The stamp of the row decides
// whether what is remembered is what is stored: what a transaction that was rolled
// back left here is never taken.
func (h *hot) get(tx *vault.Tx, id ID, stamp int64) (row, *Session, error) {
	h.mu.Lock()
	s, ok := h.last[id]
	h.mu.Unlock()
	if ok && s.row.stamp == stamp {
		one := s.session.clone()
		return s.row, &one, nil
	}
	r, err := readRow(tx, id)
	if err != nil {
		return row{}, nil, err
	}
	one, err := parseRow(r.state, r.chains)
	return r, one, err
}

func (h *hot) put(r row, s *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.last == nil || len(h.last) >= maxHot {
		h.last = make(map[ID]stored)
	}
	h.last[r.id] = stored{r, s.clone()}
}
