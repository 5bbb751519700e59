package order

import (
	"fmt"

	"restante/node/vault"
)

func auditPapers(tx *vault.Tx) (findings []string, err error) {
	for _, series := range []string{"invoice", "credit"} {
		var gaps int
		if _, err := tx.One("auditing papers", `SELECT coalesce(max(number) - min(number) + 1 - count(*), 0) FROM `+series, nil, &gaps); err != nil {
			return nil, err
		}
		if gaps > 0 {
			findings = append(findings, fmt.Sprintf("order: %d %s numbers are missing", gaps, series))
		}
	}
	ids, err := idsOf(tx, `SELECT DISTINCT of FROM credit`)
	for _, id := range ids {
		if err != nil {
			return nil, err
		}
		of, found, err := madeInvoice(tx, id)
		if err != nil {
			return nil, err
		}
		back, err := madeCredits(tx, id)
		if err != nil {
			return nil, err
		}
		if !found || gross(uncredited(of, back)) < 0 {
			findings = append(findings, fmt.Sprintf("order: %s has credit notes beyond its invoice", id))
		}
	}
	return findings, err
}
