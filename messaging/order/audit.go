package order

import (
	"fmt"
	"slices"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/node/vault"
)

// Audit checks that each order is what its events come to, that the stock holds what it
// needs, that what waits is not forgotten, that no number of an invoice or credit note is
// missing, and that no more was credited than sold. Each finding is one line.
func Audit(tx *vault.Tx) (findings []string, err error) {
	rows, err := tx.Query(`SELECT id FROM orders`)
	ids, err := vault.Collect("auditing orders", rows, err, scanID)
	for _, id := range ids {
		if err != nil {
			return nil, err
		}
		var f []string
		f, err = auditOrder(tx, id)
		findings = append(findings, f...)
	}
	if err == nil {
		var f []string
		f, err = auditPapers(tx)
		findings = append(findings, f...)
	}
	var strays int
	if err == nil {
		_, err = tx.One("auditing events", `SELECT count(*) FROM event e WHERE told = 1 AND NOT EXISTS (SELECT 1 FROM orders WHERE id = e.of)`, nil, &strays)
	}
	if strays > 0 {
		findings = append(findings, fmt.Sprintf("order: %d events are told of no order", strays))
	}
	return findings, err
}

func auditOrder(tx *vault.Tx, id event.ID) (findings []string, err error) {
	bad := func(format string, args ...any) {
		findings = append(findings, fmt.Sprintf("order: %s "+format, append([]any{id}, args...)...))
	}
	l, err := auditLog(tx, id)
	if err != nil {
		return nil, err
	}
	if l.state.Stage == machine.Unknown {
		bad("has no first event")
		return findings, nil
	}
	had, err := readSummary(tx, id)
	want := summarize(l)
	if had.wake = want.wake; had != want { // what failed is put off
		bad("is not what its events come to")
	}
	for _, e := range l.events {
		waits := slices.Contains(l.state.Parked, e.Hash)
		if l.told[e.Hash] == waits {
			bad("has %s, told %t, waiting %t", e.Hash, l.told[e.Hash], waits)
		}
	}
	if l.role == machine.Merchant && err == nil {
		var short string
		if short, err = auditStock(tx, l); short != "" {
			bad("%s", short)
		}
	}
	return findings, err
}

// auditLog is readLog for whoever has no Service.
func auditLog(tx *vault.Tx, id event.ID) (*log, error) {
	var role machine.Role
	if _, err := tx.One("auditing an order", `SELECT role FROM orders WHERE id = ?`, []any{id[:]}, &role); err != nil {
		return nil, err
	}
	l, err := loadLog(tx, id)
	if err == nil && len(l.events) > 0 {
		l.state, l.role = machine.Fold(id, l.events), role
	}
	return l, err
}

func readSummary(tx *vault.Tx, id event.ID) (x summary, err error) {
	var digest []byte
	_, err = tx.One("auditing an order", `SELECT stage, over, called, noted, paid, refunded, owed, payment, due, step, wake, digest FROM orders WHERE id = ?`,
		[]any{id[:]}, &x.stage, &x.over, &x.called, &x.noted, &x.paid, &x.refunded, &x.owed, &x.payment, &x.due, &x.step, &x.wake, &digest)
	copy(x.digest[:], digest)
	return x, err
}

// auditStock compares what an order needs with what is noted, and that with the stock,
// which holds nothing of what is not counted.
func auditStock(tx *vault.Tx, l *log) (string, error) {
	all, err := readHeld(tx, l.id)
	if err != nil {
		return "", err
	}
	var stock *storefront.Service // it needs nothing of a running one
	for _, h := range l.state.Holds() {
		had := all[h.Line]
		if had.reserved+had.short != h.Reserved || had.gone < h.Gone || had.back < h.Back {
			return fmt.Sprintf("needs %d pieces of line %d and holds %d", h.Reserved, h.Line, had.reserved), nil
		}
		has, err := stock.Reserved(tx, holder(l.id, h.Line))
		if err != nil {
			return "", err
		}
		if len(has) > 0 && (len(has) > 1 || has[0].Pieces != had.reserved) {
			return fmt.Sprintf("holds %d pieces of line %d, and the stock says %d", had.reserved, h.Line, has[0].Pieces), nil
		}
	}
	return "", nil
}
