package profile

import (
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
