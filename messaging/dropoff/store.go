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

// sent is what a peer was sent last.
type sent struct {
	version uint64
	account string // "": nowhere any more
	until   time.Time
	id      string // of the message; "" if nothing was sent
	at      time.Time
	failed  bool
}

func readSent(tx *vault.Tx, to peer.ID) (s sent, err error) {
	var until, at int64
	found, err := tx.One("reading who has a grant", `SELECT version, account, until, id, at, failed FROM ours WHERE peer = ?`,
		[]any{to.String()}, &s.version, &s.account, &until, &s.id, &at, &s.failed)
	if found {
		s.until, s.at = time.Unix(0, until), time.Unix(0, at)
	}
	return s, err
}

func putSent(tx *vault.Tx, to peer.ID, s sent) error {
	return tx.Do("noting who has a grant", `INSERT OR REPLACE INTO ours (peer, version, account, until, id, at) VALUES (?, ?, ?, ?, ?, ?)`,
		to.String(), int64(s.version), s.account, s.until.UnixNano(), s.id, s.at.UnixNano())
}

func putFailed(tx *vault.Tx, to peer.ID, id string, failed bool) error {
	return tx.Do("noting what became of a grant", `UPDATE ours SET failed = ? WHERE peer = ? AND id = ? AND failed <> ?`, failed, to.String(), id, failed)
}

func deleteSent(tx *vault.Tx, to peer.ID) error {
	return tx.Do("forgetting who has a grant", `DELETE FROM ours WHERE peer = ?`, to.String())
}

// Grant implements [restante/offline/storage.Grants].
func (*Service) Grant(tx *vault.Tx, of peer.ID) (kind string, g depot.Grant, found bool, err error) {
	o, until, err := readTheirs(tx, of)
	return o.kind, o.Grant, o.kind != "" && time.Now().Before(until), err
}
