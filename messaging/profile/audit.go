package profile

import (
	"fmt"

	"restante/node/vault"
)

// Audit checks that every picture that is kept can be shown, and that nobody was sent
// one that is newer than one's own. It returns one line a finding.
func Audit(tx *vault.Tx) (findings []string, err error) {
	rows, err := tx.Query(`SELECT 'oneself', jpeg FROM own WHERE jpeg IS NOT NULL
		UNION ALL SELECT peer, jpeg FROM picture WHERE jpeg IS NOT NULL`)
	if err != nil {
		return nil, vault.While("auditing pictures", err)
	}
	defer rows.Close()
	for rows.Next() {
		var of string
		var b []byte
		if err := rows.Scan(&of, &b); err != nil {
			return nil, vault.While("auditing pictures", err)
		}
		if err := check(b); err != nil || len(b) > MaxSize {
			findings = append(findings, fmt.Sprintf("profile: the picture of %s cannot be shown", of))
		}
	}
	if err := rows.Err(); err != nil {
		return nil, vault.While("auditing pictures", err)
	}
	var ahead int
	err = tx.QueryRow(`SELECT count(*) FROM given WHERE version > coalesce((SELECT version FROM own), 0)`).Scan(&ahead)
	if ahead > 0 {
		findings = append(findings, fmt.Sprintf("profile: %d peers were sent a picture that is not there", ahead))
	}
	return findings, vault.While("auditing pictures", err)
}
