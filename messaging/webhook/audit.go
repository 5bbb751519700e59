package webhook

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"

	"restante/node/vault"
)

// Audit checks that each delivery is to a hook, that what waits has a next attempt, that
// its body is the event that it is of, and that each hook has an address and a secret. It
// returns one line a finding.
func Audit(tx *vault.Tx) (findings []string, err error) {
	rows, err := tx.Query(`SELECT row, event, body, hook IN (SELECT id FROM hook), state <> 0 OR next > 0 FROM hook_delivery`)
	bad, err := vault.Collect("auditing deliveries", rows, err, auditDelivery)
	if err != nil {
		return nil, err
	}
	rows, err = tx.Query(`SELECT id, url, types, length(secret), until = 0 OR former IS NOT NULL FROM hook`)
	more, err := vault.Collect("auditing webhooks", rows, err, auditHook)
	for _, f := range append(bad, more...) {
		if f != "" {
			findings = append(findings, "webhook: "+f)
		}
	}
	return findings, err
}

func auditDelivery(r *sql.Rows) (string, error) {
	var row int64
	var id string
	var body []byte
	var owned, next bool
	if err := r.Scan(&row, &id, &body, &owned, &next); err != nil {
		return "", err
	}
	var e cloudEvent
	switch {
	case !owned:
		return fmt.Sprintf("delivery %d is to no webhook", row), nil
	case !next:
		return fmt.Sprintf("delivery %d waits without a next attempt", row), nil
	case json.Unmarshal(body, &e) != nil || e.ID != id:
		return fmt.Sprintf("delivery %d is not the event %s", row, id), nil
	}
	return "", nil
}

func auditHook(r *sql.Rows) (string, error) {
	var id, address, types string
	var secret int
	var former bool
	if err := r.Scan(&id, &address, &types, &secret, &former); err != nil {
		return "", err
	}
	_, err := url.Parse(address)
	switch {
	case err != nil || address == "":
		return id + " has no address", nil
	case secret < MinSecret || !former:
		return id + " lacks a secret", nil
	}
	return "", nil
}
