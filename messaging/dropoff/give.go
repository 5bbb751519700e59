package dropoff

import (
	"time"

	"restante/node/vault"
	"restante/offline/storage"
)

const (
	holds   = 90 * 24 * time.Hour // a grant
	renewAt = 45 * 24 * time.Hour // before it ends: deposits live a month
)

// chosen reports whether the account may be another after an event.
func chosen(e any) bool {
	_, ok := e.(storage.Changed)
	return ok
}

// body writes a grant for an account, with a key of its own, or the word that there is
// none any more.
func (s *Service) body(tx *vault.Tx, account string, version uint64) ([]byte, error) {
	o := offer{version: version}
	if account != "" {
		var err error
		if o.kind, o.Grant, err = s.Storage.GrantAt(tx, account, time.Now().Add(holds)); err != nil {
			return nil, err
		}
	}
	return o.toWire()
}
