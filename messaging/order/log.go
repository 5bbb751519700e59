package order

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// log is all that is here of one order, and what it comes to.
type log struct {
	id     event.ID
	events []event.Event
	raw    map[event.Hash][]byte
	told   map[event.Hash]bool // as it is stored
	state  machine.State
	role   machine.Role  // one's own; 0 while the first event is not here
	came   time.Time     // when the first event did
	judged bool          // the merchant's program has looked whether it can take the order
	before machine.Stage // as it is stored
	fresh  []event.Hash  // that can be told and could not, in this transaction
	policy policy
}

// signed is an event with its bytes.
type signed struct {
	event.Event
	raw []byte
}

// readLog gives an empty one where nothing is here.
func (s *Service) readLog(tx *vault.Tx, id event.ID) (*log, error) {
	l, err := loadLog(tx, id)
	l.fold(s.Key.ID())
	if l.role != 0 {
		l.before = l.state.Stage
	}
	return l, err
}

// loadLog leaves the state out.
func loadLog(tx *vault.Tx, id event.ID) (*log, error) {
	l := &log{id: id, raw: make(map[event.Hash][]byte), told: make(map[event.Hash]bool)}
	rows, err := tx.Query(`SELECT bytes, told, came FROM event WHERE of = ? ORDER BY row`, id[:])
	_, err = vault.Collect("reading an order", rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var b []byte
		var told bool
		var came int64
		if err := r.Scan(&b, &told, &came); err != nil {
			return none, err
		}
		e, err := event.Parse(b)
		if err == nil {
			l.add(signed{e, b})
			l.told[e.Hash] = told
		}
		if err == nil && e.Kind() == event.KindOrder {
			l.came = time.Unix(0, came)
		}
		return none, err
	})
	if err == nil {
		_, err = tx.One("looking whether an order was judged", `SELECT judged FROM orders WHERE id = ?`, []any{id[:]}, &l.judged)
	}
	if err == nil {
		l.policy, err = readPolicy(tx)
	}
	return l, err
}

// knownLog gives [ErrNoOrder] where the first event is not here.
func (s *Service) knownLog(tx *vault.Tx, id event.ID) (*log, error) {
	l, err := s.readLog(tx, id)
	if err == nil && l.role == 0 {
		err = ErrNoOrder
	}
	return l, err
}

func (l *log) add(e signed) {
	l.events = append(l.events, e.Event)
	l.raw[e.Hash] = e.raw
}

func (l *log) fold(self peer.ID) {
	if len(l.events) == 0 {
		return
	}
	l.state = machine.Fold(l.id, l.events)
	l.role = l.state.People.Role(self)
}

func (l *log) has(h event.Hash) bool { _, here := l.raw[h]; return here }

// find gives an event by its hash.
func (l *log) find(h event.Hash) (signed, bool) {
	for _, e := range l.events {
		if e.Hash == h {
			return signed{e, l.raw[h]}, true
		}
	}
	return signed{}, false
}

// entitled reports whether somebody may have the events of this order.
func (l *log) entitled(p peer.ID) bool {
	for _, id := range l.state.Others(l.role) {
		if id == p {
			return true
		}
	}
	return false
}

// knew is what an event's author knew of the order, itself among it.
func (l *log) knew(h event.Hash) map[event.Hash]bool {
	all, next := make(map[event.Hash]bool), []event.Hash{h}
	for len(next) > 0 {
		one := next[0]
		next = next[1:]
		if all[one] {
			continue
		}
		all[one] = true
		if e, here := l.find(one); here {
			next = append(next, e.Parents...)
		}
	}
	return all
}

func putEvent(tx *vault.Tx, e signed, sender peer.ID, own bool) error {
	return tx.Do("storing an event", `INSERT INTO event (hash, of, author, kind, bytes, sender, came, told, notice, unseen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
		e.Hash[:], e.Order[:], e.Author.String(), int(e.Kind()), e.raw, sender.String(), time.Now().UnixNano(), own)
}

func dropEvent(tx *vault.Tx, h event.Hash) error {
	return tx.Do("dropping an event", `DELETE FROM event WHERE hash = ?`, h[:])
}
