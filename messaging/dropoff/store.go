package dropoff

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/provider/depot"
)

// readTheirs gives version 0 where a peer never sent a grant.
func readTheirs(tx *vault.Tx, of peer.ID) (o offer, until time.Time, err error) {
	var at int64
	_, err = tx.One("reading a grant", `SELECT version, kind, secret, token, until FROM theirs WHERE peer = ?`, []any{of.String()},
		&o.version, &o.kind, &o.Key, &o.Token, &at)
	return o, time.Unix(0, at), err
}

func putTheirs(tx *vault.Tx, of peer.ID, o offer, until time.Time) error {
	return tx.Do("keeping a grant", `INSERT OR REPLACE INTO theirs (peer, version, kind, secret, token, until) VALUES (?, ?, ?, ?, ?, ?)`,
		of.String(), int64(o.version), o.kind, o.Key, append([]byte{}, o.Token...), until.UnixNano())
}

// Grant implements [restante/offline/storage.Grants].
func (*Service) Grant(tx *vault.Tx, of peer.ID) (kind string, g depot.Grant, found bool, err error) {
	o, until, err := readTheirs(tx, of)
	return o.kind, o.Grant, o.kind != "" && time.Now().Before(until), err
}
