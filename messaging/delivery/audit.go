package delivery

import (
	"fmt"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/node/vault"
	"restante/offline/outbox"
)

// Audit checks that each accepted message is exactly one of: under way with a
// next step, or ended. It returns one line a finding.
func Audit(tx *vault.Tx) (findings []string, err error) {
	rows, err := listSent(tx, `true ORDER BY at`)
	if err != nil {
		return nil, err
	}
	owned, book := make(map[string]bool), new(card.Book)
	for _, r := range rows {
		owned[r.ref] = true
		f, err := auditOne(tx, book, r)
		if err != nil {
			return nil, err
		}
		findings = append(findings, f...)
	}
	parcels, err := outbox.List(tx)
	if err != nil {
		return nil, err
	}
	for _, p := range parcels {
		if isMessageRef(p.Ref) && !owned[p.Ref] {
			findings = append(findings, fmt.Sprintf("delivery: parcel %s belongs to no message", p.Ref))
		}
	}
	return findings, nil
}

func auditOne(tx *vault.Tx, book *card.Book, r sentRow) (findings []string, err error) {
	_, parcel, err := outbox.Get(tx, r.ref)
	if err != nil {
		return nil, err
	}
	seeking, err := contact.Seeking(tx, r.peer)
	if err != nil {
		return nil, err
	}
	waits, err := unconfirmed(tx, book, r.peer)
	if err != nil {
		return nil, err
	}
	working, err := stampWanted(tx, r.peer)
	if err != nil {
		return nil, err
	}
	current, err := sealedToCurrent(tx, book, r)
	if err != nil {
		return nil, err
	}
	bad := func(what string) {
		findings = append(findings, fmt.Sprintf("delivery: %s is %s %s", r.ref, r.state, what))
	}
	switch r.state {
	case Queued, Stored:
		if !parcel && (r.to != (keyID{}) || !current) { // what came out of a backup is sealed anew
			bad("but nothing carries it")
		}
		if !current && !waits {
			bad("but sealed to a key that was replaced")
		}
	case Waiting:
		if !seeking && !waits && !working {
			bad("but nobody looks for the card")
		}
	case Delivered, Read, Failed, Expired:
		if parcel {
			bad("but is still being sent")
		}
	default:
		bad("which is no state")
	}
	return findings, nil
}

// sealedToCurrent reports whether a message's newest generation is for the key on the
// newest card, or will be.
func sealedToCurrent(tx *vault.Tx, book *card.Book, r sentRow) (ok bool, err error) {
	c, found, err := book.Get(tx, r.peer)
	if err != nil || !found || len(c.Devices) == 0 || keyOf(c) == r.to {
		return true, err
	}
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM renewal WHERE peer = ? AND cause = ? AND open = 1)`,
		r.peer.String(), int(newKey)).Scan(&ok)
	return ok, vault.While("looking for a renewal", err)
}
