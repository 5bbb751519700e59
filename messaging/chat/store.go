package chat

import (
	"bytes"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/vault"
)

// place is where an incoming message stands in its sender's own order.
type place struct {
	device []byte
	seq    uint64
}

// keepCalls is how long a repeated call is recognised.
const keepCalls = 24 * time.Hour

// answered gives the message of an earlier call with this key, "" if none.
func answered(tx *vault.Tx, key string, what [32]byte) (id string, err error) {
	if key == "" {
		return "", nil
	}
	var asked []byte
	err = tx.QueryRow(`SELECT id, what FROM call WHERE key = ?`, key).Scan(&id, &asked)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err == nil && !bytes.Equal(asked, what[:]) {
		return "", ErrKeyUsed
	}
	return id, vault.While("looking up a call", err)
}

func remember(tx *vault.Tx, key string, what [32]byte, id string) error {
	if key == "" {
		return nil
	}
	now := time.Now()
	if _, err := tx.Exec(`DELETE FROM call WHERE at < ?`, now.Add(-keepCalls).UnixNano()); err != nil {
		return vault.While("forgetting old calls", err)
	}
	_, err := tx.Exec(`INSERT INTO call (key, what, id, at) VALUES (?, ?, ?, ?)`, key, what[:], id, now.UnixNano())
	return vault.While("remembering a call", err)
}

// nextPlace is now, or just after the newest message.
func nextPlace(tx *vault.Tx, p peer.ID) (time.Time, error) {
	now := time.Now()
	var last sql.NullInt64
	err := tx.QueryRow(`SELECT max(pos) FROM message WHERE peer = ?`, p.String()).Scan(&last)
	if last.Valid && last.Int64 >= now.UnixNano() {
		now = time.Unix(0, last.Int64+1)
	}
	return now.UTC(), vault.While("finding a place", err)
}

// placeFor moves at as little as needed to keep the sender's own order; at the
// same place the sequence decides.
func placeFor(tx *vault.Tx, p peer.ID, pl place, at time.Time) (time.Time, error) {
	var before, after sql.NullInt64
	err := tx.QueryRow(`SELECT
		(SELECT pos FROM message WHERE peer = ?1 AND device = ?2 AND outgoing = 0 AND seq < ?3 ORDER BY seq DESC LIMIT 1),
		(SELECT pos FROM message WHERE peer = ?1 AND device = ?2 AND outgoing = 0 AND seq > ?3 ORDER BY seq LIMIT 1)`,
		p.String(), pl.device, int64(pl.seq)).Scan(&before, &after)
	n := at.UnixNano()
	if after.Valid {
		n = min(n, after.Int64)
	}
	if before.Valid {
		n = max(n, before.Int64)
	}
	return time.Unix(0, n), vault.While("finding a place", err)
}

// has reports whether a message is here already, or is an echo of one's own.
func has(tx *vault.Tx, p peer.ID, id string) (found bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM message WHERE id = ? AND peer = ?)`, id, p.String()).Scan(&found)
	return found, vault.While("looking for a message", err)
}

func insert(tx *vault.Tx, m Message, pos time.Time, pl place) error {
	_, err := tx.Exec(`INSERT INTO message (peer, outgoing, id, subject, text, at, pos, device, seq, read, request, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Peer.String(), m.Outgoing, m.ID, m.Subject, m.Text, m.Time.UnixNano(), pos.UnixNano(), pl.device, int64(pl.seq), m.Read, m.Request, string(m.State))
	if err != nil {
		return vault.While("storing a message", err)
	}
	_, err = tx.Exec(`INSERT INTO conversation (peer, last, pos, unread)
		SELECT peer, row, pos, ?2 FROM message WHERE peer = ?1 ORDER BY pos DESC, seq DESC, row DESC LIMIT 1
		ON CONFLICT (peer) DO UPDATE SET unread = unread + excluded.unread, last = excluded.last, pos = excluded.pos`,
		m.Peer.String(), !m.Read)
	return vault.While("storing a conversation", err)
}

func putState(tx *vault.Tx, c delivery.Change) error {
	_, err := tx.Exec(`UPDATE message SET state = ?, reason = ? WHERE peer = ? AND outgoing = 1 AND id = ?`,
		string(c.State), c.Reason, c.Peer.String(), c.ID)
	return vault.While("storing a message's state", err)
}

// markRead marks all incoming messages and gives those that were not, by device.
func markRead(tx *vault.Tx, p peer.ID) (map[envelope.Device][]uint64, error) {
	rows, err := tx.Query(`SELECT device, seq FROM message WHERE peer = ? AND outgoing = 0 AND read = 0 ORDER BY seq`, p.String())
	unread, err := vault.Collect("reading conversations", rows, err, func(r *sql.Rows) (pl place, err error) { return pl, r.Scan(&pl.device, &pl.seq) })
	if err != nil || len(unread) == 0 {
		return nil, err
	}
	seen := make(map[envelope.Device][]uint64)
	for _, m := range unread {
		d := envelope.Device(m.device)
		seen[d] = append(seen[d], m.seq)
	}
	if _, err := tx.Exec(`UPDATE message SET read = 1 WHERE peer = ? AND outgoing = 0 AND read = 0`, p.String()); err != nil {
		return nil, vault.While("marking as read", err)
	}
	_, err = tx.Exec(`UPDATE conversation SET unread = 0 WHERE peer = ?`, p.String())
	return seen, vault.While("marking as read", err)
}

// sentTo lists one's own messages.
func sentTo(tx *vault.Tx, p peer.ID) ([]string, error) {
	rows, err := tx.Query(`SELECT id FROM message WHERE peer = ? AND outgoing = 1`, p.String())
	return vault.Collect("reading conversations", rows, err, func(r *sql.Rows) (id string, err error) { return id, r.Scan(&id) })
}

func deleteOne(tx *vault.Tx, m Message) error {
	_, err := tx.Exec(`DELETE FROM message WHERE peer = ? AND outgoing = ? AND id = ?`, m.Peer.String(), m.Outgoing, m.ID)
	return vault.While("deleting a message", err)
}

func deleteAll(tx *vault.Tx, p peer.ID) error {
	if _, err := tx.Exec(`DELETE FROM message WHERE peer = ?`, p.String()); err != nil {
		return vault.While("deleting a conversation", err)
	}
	if err := putDraft(tx, p, ""); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM conversation WHERE peer = ?`, p.String())
	return vault.While("deleting a conversation", err)
}

// refreshConversation derives the row again after a deletion.
func refreshConversation(tx *vault.Tx, p peer.ID) error {
	if _, err := tx.Exec(`DELETE FROM conversation WHERE peer = ?`, p.String()); err != nil {
		return vault.While("refreshing a conversation", err)
	}
	_, err := tx.Exec(`INSERT INTO conversation (peer, last, pos, unread)
		SELECT peer, row, pos, (SELECT count(*) FROM message WHERE peer = ?1 AND outgoing = 0 AND read = 0)
		FROM message WHERE peer = ?1 ORDER BY pos DESC, seq DESC, row DESC LIMIT 1`, p.String())
	return vault.While("refreshing a conversation", err)
}
