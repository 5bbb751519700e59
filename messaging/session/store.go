package session

import (
	"crypto/ed25519"
	"crypto/rand"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// row is one session as it is kept.
type row struct {
	id     ID
	peer   peer.ID
	device envelope.Device // the peer's
	ready  bool
	used   time.Time
	stamp  int64
	turn   uint32 // of the state
	friend bool   // this user is a contact of the peer
	pair   bool   // who collects from the pair's mailboxes
	chains []byte
	state  []byte
	signer ed25519.PrivateKey
	theirs ed25519.PublicKey // nil until something came
	offer  []byte            // nil when it was answered
}

func newRow(id ID, with peer.ID, device envelope.Device) row {
	var seed [ed25519.SeedSize]byte
	rand.Read(seed[:])
	return row{id: id, peer: with, device: device, used: time.Now(), signer: ed25519.NewKeyFromSeed(seed[:])}
}

// readRow reads a session that is there.
func readRow(tx *vault.Tx, id ID) (r row, err error) {
	var device, signer, theirs []byte
	var with string
	var used int64
	err = tx.QueryRow(`SELECT peer, device, ready, used_at, stamp, turn, friend, pair, chains, state, signer, theirs, offer FROM session WHERE id = ?`, id[:]).
		Scan(&with, &device, &r.ready, &used, &r.stamp, &r.turn, &r.friend, &r.pair, &r.chains, &r.state, &signer, &theirs, &r.offer)
	if err != nil {
		return row{}, vault.While("reading a session", err)
	}
	r.id, r.used, r.signer = id, time.Unix(0, used), signer
	copy(r.device[:], device)
	if len(theirs) > 0 {
		r.theirs = theirs
	}
	r.peer, err = peer.Decode(with)
	return r, vault.While("reading a session", err)
}

// findReady finds the session to seal in.
func findReady(tx *vault.Tx, with peer.ID, device envelope.Device) (id ID, stamp int64, found bool, err error) {
	var b []byte
	found, err = tx.One("looking for a session", `SELECT id, stamp FROM session WHERE peer = ? AND device = ? AND ready = 1 AND retired = 0
		ORDER BY id LIMIT 1`, []any{with.String(), device[:]}, &b, &stamp)
	copy(id[:], b)
	return id, stamp, found, err
}

// findFrom finds a session with a peer.
func findFrom(tx *vault.Tx, id ID, with peer.ID) (stamp int64, retired, found bool, err error) {
	found, err = tx.One("looking for a session", `SELECT stamp, retired FROM session WHERE id = ? AND peer = ?`,
		[]any{id[:], with.String()}, &stamp, &retired)
	return stamp, retired, found, err
}

// readOffer gives what was offered and is not answered, and when that was made; nil if
// nothing was.
func readOffer(tx *vault.Tx, with peer.ID, device envelope.Device) (offer []byte, made time.Time, err error) {
	var at int64
	_, err = tx.One("looking for an offer", `SELECT offer, used_at FROM session
		WHERE peer = ? AND device = ? AND ready = 0 AND retired = 0 AND offer IS NOT NULL ORDER BY used_at DESC LIMIT 1`,
		[]any{with.String(), device[:]}, &offer, &at)
	return offer, time.Unix(0, at), err
}

func exists(tx *vault.Tx, id ID) (known bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM session WHERE id = ?)`, id[:]).Scan(&known)
	return known, vault.While("looking for a session", err)
}

func insertRow(tx *vault.Tx, r row) error {
	return tx.Do("storing a session", `INSERT INTO session (id, peer, device, ready, used_at, stamp, turn, friend, chains, state, signer, theirs, offer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.id[:], r.peer.String(), r.device[:], r.ready, r.used.UnixNano(), r.stamp, int64(r.turn),
		r.friend, r.chains, r.state, []byte(r.signer), []byte(r.theirs), r.offer)
}

func updateRow(tx *vault.Tx, r row) error {
	return tx.Do("storing a session", `UPDATE session SET ready = ?, used_at = ?, stamp = ?, turn = ?, chains = ?, state = ?, theirs = ?, offer = ?
		WHERE id = ?`, r.ready, r.used.UnixNano(), r.stamp, int64(r.turn), r.chains, r.state, []byte(r.theirs), r.offer, r.id[:])
}

// updateChains is [updateRow] for what changes within a turn.
func updateChains(tx *vault.Tx, r row) error {
	return tx.Do("storing a session", `UPDATE session SET used_at = ?, stamp = ?, chains = ? WHERE id = ?`,
		r.used.UnixNano(), r.stamp, r.chains, r.id[:])
}

func updatePair(tx *vault.Tx, r row) error {
	return tx.Do("storing a session", `UPDATE session SET friend = ?, pair = ?, stamp = ? WHERE id = ?`, r.friend, r.pair, r.stamp, r.id[:])
}

func retireReady(tx *vault.Tx, with peer.ID) error {
	return tx.Do("retiring sessions", `UPDATE session SET retired = 1, used_at = ? WHERE peer = ? AND ready = 1 AND retired = 0`,
		time.Now().UnixNano(), with.String())
}

func retireOthers(tx *vault.Tx, with peer.ID, device envelope.Device) error {
	return tx.Do("retiring sessions", `UPDATE session SET retired = 1, used_at = ? WHERE peer = ? AND device <> ? AND retired = 0`,
		time.Now().UnixNano(), with.String(), device[:])
}

// dropBeyond keeps the newest sessions with a peer.
func dropBeyond(tx *vault.Tx, with peer.ID, n int) error {
	return tx.Do("dropping sessions", `DELETE FROM session WHERE peer = ?1 AND id NOT IN
		(SELECT id FROM session WHERE peer = ?1 ORDER BY used_at DESC, id LIMIT ?2)`, with.String(), n)
}

// dropOld drops sessions that nobody has used for long and in which nothing will be
// sealed any more, since they are retired or another one is in use.
func dropOld(tx *vault.Tx, now time.Time) error {
	return tx.Do("dropping sessions", `DELETE FROM session WHERE offer IS NULL AND used_at < ?1 AND (retired = 1 OR EXISTS
		(SELECT 1 FROM session AS other WHERE other.peer = session.peer AND other.used_at >= ?1 AND other.ready = 1 AND other.retired = 0))
		OR offer IS NOT NULL AND used_at < ?2`, now.Add(-KeepOld).UnixNano(), now.Add(-KeepOffer).UnixNano())
}

func dropSkipped(tx *vault.Tx, before time.Time) error {
	return tx.Do("dropping keys", `DELETE FROM skipped_key WHERE at < ? OR session NOT IN (SELECT id FROM session)`, before.UnixNano())
}
