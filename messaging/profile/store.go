package profile

import (
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// readOwn gives version 0 where no picture was ever set.
func readOwn(tx *vault.Tx) (picture, error) {
	return scanPicture(tx.QueryRow(`SELECT version, jpeg FROM own`))
}

func putOwn(tx *vault.Tx, p picture) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO own (id, version, jpeg) VALUES (1, ?, ?)`, int64(p.version), p.jpeg)
	return vault.While("keeping one's own picture", err)
}

// readPicture gives version 0 where a peer never sent one.
func readPicture(tx *vault.Tx, of peer.ID) (picture, error) {
	return scanPicture(tx.QueryRow(`SELECT version, jpeg FROM picture WHERE peer = ?`, of.String()))
}

func scanPicture(row *sql.Row) (p picture, err error) {
	err = row.Scan(&p.version, &p.jpeg)
	if errors.Is(err, sql.ErrNoRows) {
		return picture{}, nil
	}
	return p, vault.While("reading a picture", err)
}

func putPicture(tx *vault.Tx, of peer.ID, p picture) error {
	_, err := tx.Exec(`INSERT INTO picture (peer, version, jpeg) VALUES (?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET version = excluded.version, jpeg = excluded.jpeg`, of.String(), int64(p.version), p.jpeg)
	return vault.While("keeping a picture", err)
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
	err = tx.QueryRow(`SELECT version, id, at, failed FROM given WHERE peer = ?`, to.String()).Scan(&g.version, &g.id, &at, &g.failed)
	if errors.Is(err, sql.ErrNoRows) {
		return given{}, nil
	}
	g.at = time.Unix(0, at)
	return g, vault.While("reading who has one's picture", err)
}

func putGiven(tx *vault.Tx, to peer.ID, g given) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO given (peer, version, id, at) VALUES (?, ?, ?, ?)`,
		to.String(), int64(g.version), g.id, g.at.UnixNano())
	return vault.While("noting who has one's picture", err)
}

func putFailed(tx *vault.Tx, to peer.ID, id string, failed bool) error {
	_, err := tx.Exec(`UPDATE given SET failed = ? WHERE peer = ? AND id = ? AND failed <> ?`, failed, to.String(), id, failed)
	return vault.While("noting what became of one's picture", err)
}

func deleteGiven(tx *vault.Tx, to peer.ID) error {
	_, err := tx.Exec(`DELETE FROM given WHERE peer = ?`, to.String())
	return vault.While("forgetting who has one's picture", err)
}
