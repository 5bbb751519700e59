package profile

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// readOwn gives version 0 where no picture was ever set.
func readOwn(tx *vault.Tx) (picture, error) {
	return onePicture(tx, `SELECT version, jpeg FROM own`)
}

func putOwn(tx *vault.Tx, p picture) error {
	return tx.Do("keeping one's own picture", `INSERT OR REPLACE INTO own (id, version, jpeg) VALUES (1, ?, ?)`, int64(p.version), p.jpeg)
}

// readPicture gives version 0 where a peer never sent one.
func readPicture(tx *vault.Tx, of peer.ID) (picture, error) {
	return onePicture(tx, `SELECT version, jpeg FROM picture WHERE peer = ?`, of.String())
}

func onePicture(tx *vault.Tx, query string, args ...any) (p picture, err error) {
	_, err = tx.One("reading a picture", query, args, &p.version, &p.jpeg)
	return p, err
}

func putPicture(tx *vault.Tx, of peer.ID, p picture) error {
	return tx.Do("keeping a picture", `INSERT INTO picture (peer, version, jpeg) VALUES (?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET version = excluded.version, jpeg = excluded.jpeg`, of.String(), int64(p.version), p.jpeg)
}

// given is what a peer was sent last.
type given struct {
	version uint64
	id      string // of the message; "" if nothing was sent
	at      time.Time
	failed  bool
}

func readGiven(tx *vault.Tx, to peer.ID) (g given, err error) {
	var at int64
	found, err := tx.One("reading who has one's picture", `SELECT version, id, at, failed FROM given WHERE peer = ?`,
		[]any{to.String()}, &g.version, &g.id, &at, &g.failed)
	if found {
		g.at = time.Unix(0, at)
	}
	return g, err
}

func putGiven(tx *vault.Tx, to peer.ID, g given) error {
	return tx.Do("noting who has one's picture", `INSERT OR REPLACE INTO given (peer, version, id, at) VALUES (?, ?, ?, ?)`,
		to.String(), int64(g.version), g.id, g.at.UnixNano())
}

func putFailed(tx *vault.Tx, to peer.ID, id string, failed bool) error {
	return tx.Do("noting what became of one's picture", `UPDATE given SET failed = ? WHERE peer = ? AND id = ? AND failed <> ?`,
		failed, to.String(), id, failed)
}

func deleteGiven(tx *vault.Tx, to peer.ID) error {
	return tx.Do("forgetting who has one's picture", `DELETE FROM given WHERE peer = ?`, to.String())
}
