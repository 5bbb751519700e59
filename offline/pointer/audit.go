package pointer

import (
	"fmt"
	"time"

	"restante/node/vault"
)

// sweepGrace is how far past its expiry a row may lie before something is wrong
// with the sweep. A holder that was off sweeps first thing when it starts.
const sweepGrace = time.Hour

// Audit checks the tables of a holder against each other and returns what it
// finds, a sentence for each kind of fault.
func Audit(tx *vault.Tx) (findings []string, err error) {
	due := time.Now().Add(-sweepGrace).UnixNano()
	for _, c := range checks {
		var n int
		if _, err := tx.One("auditing", c.query, []any{due}, &n); err != nil {
			return nil, err
		}
		if n > 0 {
			findings = append(findings, fmt.Sprintf("pointer: %d %s", n, c.fault))
		}
	}
	return findings, nil
}
