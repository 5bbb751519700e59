package order

import (
	"slices"
	"strings"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// matcher knows what is due, while a statement is read.
type matcher struct {
	s       *Service
	tx      *vault.Tx
	usual   string // the currency of most orders
	open    map[event.ID]*debt
	owing   map[sumOf][]*debt // the oldest first
	names   map[string][]event.ID
	lengths []int // of the names
}

type sumOf struct {
	currency string
	amount   money.Amount
}

// debt is what an order still has to be paid, and by whom.
type debt struct {
	id       event.ID
	currency money.Currency
	due      money.Amount
	people   []string // names of the buyer
}

func (s *Service) matcher(tx *vault.Tx) (*matcher, error) {
	m := &matcher{s: s, tx: tx, open: make(map[event.ID]*debt), owing: make(map[sumOf][]*debt), names: make(map[string][]event.ID)}
	if _, err := tx.One("reading the usual currency", `SELECT currency FROM orders WHERE role = 2 GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1`, nil, &m.usual); err != nil {
		return nil, err
	}
	ids, err := idsOf(tx, `SELECT id FROM orders WHERE role = 2 ORDER BY placed, row`)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		m.name(id.Number(), id)
	}
	ids, err = idsOf(tx, `SELECT id FROM orders WHERE role = 2 AND over = 0 AND payment < 3 ORDER BY placed, row`)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := m.add(id); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func idsOf(tx *vault.Tx, query string, args ...any) ([]event.ID, error) {
	rows, err := tx.Query(query, args...)
	return vault.Collect("reading orders", rows, err, scanID)
}

// add notes what an order is due.
func (m *matcher) add(id event.ID) error {
	l, err := m.s.readLog(m.tx, id)
	if err != nil || l.state.Money.Due == 0 {
		return err
	}
	o := l.state.Placed
	name, err := m.s.Contacts.NameTx(m.tx, l.state.People.Buyer)
	if err != nil {
		return err
	}
	d := &debt{id, o.Terms.Currency, l.state.Money.Due, []string{name, o.ShipTo.Name, o.ShipTo.Company, o.Contact}}
	for _, ref := range Asked(l.state) {
		m.name(ref, id)
	}
	key := sumOf{d.currency.Code, d.due}
	m.open[id], m.owing[key] = d, append(m.owing[key], d)
	return nil
}

// Asked is what a payment of an order shall name: what the merchant said with the ways to
// pay, and what the order is called. Case, blanks and dashes do not matter.
func Asked(st machine.State) (all []string) {
	if st.Confirmed != nil {
		for _, w := range st.Confirmed.Ways {
			if w.Reference != "" && !slices.Contains(all, w.Reference) {
				all = append(all, w.Reference)
			}
		}
	}
	if n := st.Order.Number(); !slices.Contains(all, n) {
		all = append(all, n)
	}
	return all
}

const (
	minName = 5 // letters of a name, or of a reference, that tell something
	maxName = 60
)

// name remembers by what an order is named.
func (m *matcher) name(ref string, id event.ID) {
	key := foldings(ref)[0]
	if len(key) < minName || len(key) > maxName || slices.Contains(m.names[key], id) {
		return
	}
	m.names[key] = append(m.names[key], id)
	if !slices.Contains(m.lengths, len(key)) {
		m.lengths = append(m.lengths, len(key))
	}
}

// named are the orders that a text names.
func (m *matcher) named(words string) (all []event.ID) {
	for _, n := range m.lengths {
		for i := 0; i+n <= len(words); i++ {
			for _, id := range m.names[words[i:i+n]] {
				if !slices.Contains(all, id) {
					all = append(all, id)
				}
			}
		}
	}
	return all
}

// owes reports whether an order is due just this.
func (m *matcher) owes(id event.ID, p Match) bool {
	d := m.open[id]
	return d != nil && d.due == p.Amount && d.currency.Code == p.Currency
}

// isNamed reports whether a text has one of the buyer's names.
func (d *debt) isNamed(text words) bool { return slices.ContainsFunc(d.people, text.has) }

// settle takes a debt for paid by what the file said before.
func (m *matcher) settle(d *debt) {
	key := sumOf{d.currency.Code, d.due}
	m.owing[key] = slices.DeleteFunc(m.owing[key], func(o *debt) bool { return o == d })
	delete(m.open, d.id)
}

// noted finds the order in which a payment was confirmed with its reference.
func (m *matcher) noted(p Match) (id event.ID, found bool, err error) {
	key := p.Reference[strings.LastIndexByte(p.Reference, ' ')+1:]
	ids, err := idsOf(m.tx, `SELECT id FROM orders WHERE role = 2 AND row IN (SELECT rowid FROM find WHERE find MATCH ?)`, match(key))
	for _, id := range ids {
		if err != nil || found {
			break
		}
		found, err = m.paid(id, func(b event.Paid) bool { return b.Reference == p.Reference })
		if found {
			return id, true, err
		}
	}
	return id, false, err
}

// paid reports whether an order has a payment like that.
func (m *matcher) paid(id event.ID, like func(event.Paid) bool) (bool, error) {
	l, err := m.s.readLog(m.tx, id)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(l.state.Timeline, func(e machine.Entry) bool {
		b, ok := e.Body.(event.Paid)
		return ok && e.Void == "" && like(b)
	}), nil
}

// paidLike reports whether somebody noted this by hand: just as much, with a reference
// that the bank tells.
func (m *matcher) paidLike(p Match) (bool, error) {
	words := foldings(p.Text)[0]
	return m.paid(p.Order, func(b event.Paid) bool {
		ref := foldings(b.Reference)[0]
		return b.Amount == p.Amount && len(ref) >= minName && strings.Contains(words, ref)
	})
}
