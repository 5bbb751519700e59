package storefront

import (
	"fmt"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// Audit checks that whatever is on sale or hidden can be shown and ordered: its photos
// are here, and its newest version is signed and its own. It returns one line a finding.
func Audit(tx *vault.Tx) (findings []string, err error) {
	rows, err := readRows(tx, `WHERE state <> ?`, Draft)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		for _, p := range r.edited.Photos {
			if err := checkPhoto(tx, p); err != nil {
				findings = append(findings, fmt.Sprintf("storefront: a photo of %s: %v", r.edited.Slug, err))
			}
		}
		if why := auditVersion(tx, r); why != nil {
			findings = append(findings, fmt.Sprintf("storefront: the version of %s: %v", r.edited.Slug, why))
		}
	}
	var twice int
	_, err = tx.One("auditing roots", `SELECT count(*) FROM root WHERE named = 1`, nil, &twice)
	if twice > 1 {
		findings = append(findings, fmt.Sprintf("storefront: the name stands for %d roots", twice))
	}
	return findings, err
}

func auditVersion(tx *vault.Tx, r row) error {
	if r.version == (listing.Hash{}) {
		return nil
	}
	signed, err := readVersion(tx, r.version)
	if err != nil {
		return err
	}
	l, err := listing.Open(signed)
	if err == nil && (l.Slug != r.edited.Slug || listing.HashOf(signed) != r.version) {
		err = ErrVersion
	}
	return err
}
