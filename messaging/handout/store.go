package handout

import (
	"strconv"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// handed is what a peer was sent last.
type handed struct {
	edition string // "": there is none, or they lost it
	version uint64 // 0 if nothing was ever sent
	at      time.Time
	failed  bool
}

// next is what is sent after h.
func (h handed) next(edition string) handed {
	now := time.Now()
	return handed{edition: edition, version: max(h.version+1, uint64(now.UnixMilli())), at: now}
}

// id is that of the message.
func (h handed) id() string { return strconv.FormatUint(h.version, 10) }

func readHanded(tx *vault.Tx, k envelope.Kind, to peer.ID) (h handed, err error) {
	var at int64
	found, err := tx.One("reading what was handed out", `SELECT edition, version, at, failed FROM handed WHERE kind = ? AND peer = ?`,
		[]any{int(k), to.String()}, &h.edition, &h.version, &at, &h.failed)
	if found {
		h.at = time.Unix(0, at)
	}
	return h, err
}

func putHanded(tx *vault.Tx, k envelope.Kind, to peer.ID, h handed) error {
	return tx.Do("noting what was handed out", `INSERT OR REPLACE INTO handed (kind, peer, edition, version, at) VALUES (?, ?, ?, ?, ?)`,
		int(k), to.String(), h.edition, int64(h.version), h.at.UnixNano())
}

// putFailed notes what became of a message, if it is the last one.
func putFailed(tx *vault.Tx, k envelope.Kind, to peer.ID, id string, failed bool) error {
	return tx.Do("noting what became of what was handed out", `UPDATE handed SET failed = ?
		WHERE kind = ? AND peer = ? AND CAST(version AS TEXT) = ? AND failed <> ?`, failed, int(k), to.String(), id, failed)
}

// putLost leaves the version, which goes on from there.
func putLost(tx *vault.Tx, k envelope.Kind, to peer.ID) error {
	return tx.Do("noting what was lost", `UPDATE handed SET edition = '', failed = 0 WHERE kind = ? AND peer = ?`, int(k), to.String())
}

// Editions are those that contacts were sent last, for audits.
func Editions(tx *vault.Tx, k envelope.Kind) (all []string, err error) {
	rows, err := tx.Query(`SELECT DISTINCT edition FROM handed WHERE kind = ? AND edition <> ''`, int(k))
	return vault.Collect("reading what was handed out", rows, err, vault.Column[string])
}
