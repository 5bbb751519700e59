package profile

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"restante/messaging/envelope"
	"restante/messaging/handout"
	"restante/node/vault"
)

// Audit checks that every picture that is kept can be shown, and that nobody was sent
// one that is newer than one's own. It returns one line a finding.
func Audit(tx *vault.Tx) (findings []string, err error) {
	rows, err := tx.Query(`SELECT 'oneself', jpeg FROM own WHERE jpeg IS NOT NULL
		UNION ALL SELECT peer, jpeg FROM picture WHERE jpeg IS NOT NULL`)
	findings, err = vault.Collect("auditing pictures", rows, err, auditPicture)
	if err != nil {
		return nil, err
	}
	findings = slices.DeleteFunc(findings, func(s string) bool { return s == "" })
	ahead, err := auditHanded(tx)
	return append(findings, ahead...), err
}

// auditHanded finds pictures that contacts were sent and that are newer than one's own.
func auditHanded(tx *vault.Tx) (findings []string, err error) {
	own, err := readOwn(tx)
	if err != nil {
		return nil, err
	}
	sent, err := handout.Editions(tx, envelope.KindPicture)
	for _, e := range sent {
		if v, err := strconv.ParseUint(e, 10, 64); err != nil || v > own.version {
			findings = append(findings, fmt.Sprintf("profile: picture %s was sent, and is not there", e))
		}
	}
	return findings, err
}

// auditPicture gives "" for a picture that can be shown.
func auditPicture(r *sql.Rows) (finding string, err error) {
	var of string
	var jpeg []byte
	if err := r.Scan(&of, &jpeg); err != nil {
		return "", err
	}
	if check(jpeg) != nil || len(jpeg) > MaxSize {
		finding = fmt.Sprintf("profile: the picture of %s cannot be shown", of)
	}
	return finding, nil
}
