package outbox

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/node/vault"
)

// Audit checks a stopped outbox: every pending parcel has its bytes, every file
// an owner row, and nothing ended keeps a trace. It returns one line a finding.
func Audit(tx *vault.Tx, folder *ipfs.Folder) ([]string, error) {
	files, err := folder.List()
	if err != nil {
		return nil, err
	}
	owned, findings, err := auditParcels(tx, folder)
	if err != nil {
		return nil, err
	}
	trash, err := trashed(tx)
	if err != nil {
		return nil, err
	}
	for _, d := range trash {
		owned[d.cid()] = true
	}
	for _, c := range files {
		if !owned[c] {
			findings = append(findings, fmt.Sprintf("outbox: file of block %s has no owner", c))
		}
	}
	for _, s := range folder.Strays() {
		findings = append(findings, fmt.Sprintf("outbox: %q is no message file", s))
	}
	return findings, nil
}

func auditParcels(tx *vault.Tx, folder *ipfs.Folder) (owned map[cid.Cid]bool, findings []string, err error) {
	type row struct {
		ref    string
		digest Digest
		inRow  bool
		next   int64
		bare   bool // said to be stored, and nobody signed for it
	}
	rows, err := tx.Query(`SELECT ref, digest, sealed IS NOT NULL, next_at, state = 1 AND NOT `+isHeld+` FROM parcel p WHERE state < 2`,
		int64(0)) // addresses may have ended while nobody looked
	ps, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (v row, err error) {
		var d []byte
		err = r.Scan(&v.ref, &d, &v.inRow, &v.next, &v.bare)
		copy(v.digest[:], d)
		return v, err
	})
	owned = make(map[cid.Cid]bool)
	for _, p := range ps {
		owned[p.digest.cid()] = true
		if _, err := folder.Get(tx.Context(), p.digest.cid()); err != nil && !p.inRow {
			findings = append(findings, fmt.Sprintf("outbox: the bytes of %s are gone: %v", p.ref, err))
		}
		if time.Until(time.Unix(0, p.next)) > 2*lastRetry {
			findings = append(findings, fmt.Sprintf("outbox: %s has no next step", p.ref))
		}
		if p.bare {
			findings = append(findings, fmt.Sprintf("outbox: %s is stored, but nobody holds it", p.ref))
		}
	}
	return owned, findings, err
}
