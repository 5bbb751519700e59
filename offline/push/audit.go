package push

import (
	"fmt"
	"time"

	"restante/node/vault"
)

// sweepGrace is how far past its expiry a deposit may lie before something is
// wrong with the sweep. A node that was off sweeps first thing when it starts.
const sweepGrace = time.Hour

// Audit checks the tables of a push node against each other and returns what it
// finds, a sentence for each kind of fault.
func Audit(tx *vault.Tx) (findings []string, err error) {
	for _, c := range checks {
		var n int
		var args []any
		if c.timed {
			args = append(args, time.Now().Add(-sweepGrace).UnixNano())
		}
		if _, err := tx.One("auditing", c.query, args, &n); err != nil {
			return nil, err
		}
		if n > 0 {
			findings = append(findings, fmt.Sprintf("push: %d %s", n, c.fault))
		}
	}
	return findings, nil
}
