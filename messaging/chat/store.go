package chat

import (
	"bytes"
	"database/sql"
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
	found, err := tx.One("looking up a call", `SELECT id, what FROM call WHERE key = ?`, []any{key}, &id, &asked)
	if found && !bytes.Equal(asked, what[:]) {
		return "", ErrKeyUsed
	}
	return id, err
}

func remember(tx *vault.Tx, key string, what [32]byte, id string) error {
	if key == "" {
		return nil
	}
	now := time.Now()
	if err := tx.Do("forgetting old calls", `DELETE FROM call WHERE at < ?`, now.Add(-keepCalls).UnixNano()); err != nil {
		return err
	}
	return tx.Do("remembering a call", `INSERT INTO call (key, what, id, at) VALUES (?, ?, ?, ?)`, key, what[:], id, now.UnixNano())
}

// nextPlace is now, or just after the newest message.
func nextPlace(tx *vault.Tx, p peer.ID) (time.Time, error) {
	now := time.Now()
	var last sql.NullInt64
	_, err := tx.One("finding a place", `SELECT max(pos) FROM message WHERE peer = ?`, []any{p.String()}, &last)
	if last.Valid && last.Int64 >= now.UnixNano() {
		now = time.Unix(0, last.Int64+1)
	}
	return now.UTC(), err
}

// placeFor moves at as little as needed to keep the sender's own order; at the
// same place the sequence decides.
func placeFor(tx *vault.Tx, p peer.ID, pl place, at time.Time) (time.Time, error) {
	var before, after sql.NullInt64
	_, err := tx.One("finding a place", `SELECT
		(SELECT pos FROM message WHERE peer = ?1 AND device = ?2 AND outgoing = 0 AND seq < ?3 ORDER BY seq DESC LIMIT 1),
		(SELECT pos FROM message WHERE peer = ?1 AND device = ?2 AND outgoing = 0 AND seq > ?3 ORDER BY seq LIMIT 1)`,
		[]any{p.String(), pl.device, int64(pl.seq)}, &before, &after)
	n := at.UnixNano()
	if after.Valid {
		n = min(n, after.Int64)
	}
	if before.Valid {
		n = max(n, before.Int64)
	}
	return time.Unix(0, n), err
}

// has reports whether a message is here already, or is an echo of one's own.
func has(tx *vault.Tx, p peer.ID, id string) (found bool, err error) {
	_, err = tx.One("looking for a message", `SELECT EXISTS (SELECT 1 FROM message WHERE id = ? AND peer = ?)`, []any{id, p.String()}, &found)
	return found, err
}

func insert(tx *vault.Tx, m Message, pos time.Time, pl place) error {
	err := tx.Do("storing a message", `INSERT INTO message (peer, outgoing, id, subject, text, at, pos, device, seq, read, request, state, healed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Peer.String(), m.Outgoing, m.ID, m.Subject, m.Text, m.Time.UnixNano(), pos.UnixNano(), pl.device, int64(pl.seq), m.Read, m.Request, string(m.State), m.Healed)
	if err != nil {
		return err
	}
	return tx.Do("storing a conversation", `INSERT INTO conversation (peer, last, pos, unread)
		SELECT peer, row, pos, ?2 FROM message WHERE peer = ?1 ORDER BY pos DESC, seq DESC, row DESC LIMIT 1
		ON CONFLICT (peer) DO UPDATE SET unread = unread + excluded.unread, last = excluded.last, pos = excluded.pos`,
		m.Peer.String(), !m.Read)
}

func putState(tx *vault.Tx, c delivery.Change) error {
	return tx.Do("storing a message's state", `UPDATE message SET state = ?, reason = ?, healed = ? WHERE peer = ? AND outgoing = 1 AND id = ?`,
		string(c.State), c.Reason, c.Healed, c.Peer.String(), c.ID)
}

func scanPlace(r *sql.Rows) (pl place, err error) {
	err = r.Scan(&pl.device, &pl.seq)
	return pl, err
}

// markRead marks all incoming messages and gives those that were not, by device.
func markRead(tx *vault.Tx, p peer.ID) (map[envelope.Device][]uint64, error) {
	rows, err := tx.Query(`SELECT device, seq FROM message WHERE peer = ? AND outgoing = 0 AND read = 0 ORDER BY seq`, p.String())
	unread, err := vault.Collect("looking for what is unread", rows, err, scanPlace)
	if err != nil || len(unread) == 0 {
		return nil, err
	}
	seen := make(map[envelope.Device][]uint64)
	for _, m := range unread {
		d := envelope.Device(m.device)
		seen[d] = append(seen[d], m.seq)
	}
	if err := tx.Do("marking as read", `UPDATE message SET read = 1 WHERE peer = ? AND outgoing = 0 AND read = 0`, p.String()); err != nil {
		return nil, err
	}
	return seen, tx.Do("marking as read", `UPDATE conversation SET unread = 0 WHERE peer = ?`, p.String())
}

// sentTo lists one's own messages.
func sentTo(tx *vault.Tx, p peer.ID) ([]string, error) {
	rows, err := tx.Query(`SELECT id FROM message WHERE peer = ? AND outgoing = 1`, p.String())
	return vault.Collect("reading a conversation", rows, err, vault.Column[string])
}

func deleteOne(tx *vault.Tx, m Message) error {
	return tx.Do("deleting a message", `DELETE FROM message WHERE peer = ? AND outgoing = ? AND id = ?`, m.Peer.String(), m.Outgoing, m.ID)
}

func deleteAll(tx *vault.Tx, p peer.ID) error {
	if err := tx.Do("deleting a conversation", `DELETE FROM message WHERE peer = ?`, p.String()); err != nil {
		return err
	}
	if err := putDraft(tx, p, ""); err != nil {
		return err
	}
	return tx.Do("deleting a conversation", `DELETE FROM conversation WHERE peer = ?`, p.String())
}

// refreshConversation derives the row again after a deletion.
func refreshConversation(tx *vault.Tx, p peer.ID) error {
	if err := tx.Do("refreshing a conversation", `DELETE FROM conversation WHERE peer = ?`, p.String()); err != nil {
		return err
	}
	return tx.Do("refreshing a conversation", `INSERT INTO conversation (peer, last, pos, unread)
		SELECT peer, row, pos, (SELECT count(*) FROM message WHERE peer = ?1 AND outgoing = 0 AND read = 0)
		FROM message WHERE peer = ?1 ORDER BY pos DESC, seq DESC, row DESC LIMIT 1`, p.String())
}
