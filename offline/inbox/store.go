package inbox

import (
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// How long a mark keeps bytes from being opened again.
const (
	seenFor       = 180 * 24 * time.Hour // longer than any deposit lives, and any key that would open it again
	unreadableFor = 24 * time.Hour
	asideFor      = 7 * 24 * time.Hour
	leaveFor      = 32 * 24 * time.Hour
)

// Mark notes what became of sealed bytes, in the transaction that made it so.
func Mark(tx *vault.Tx, digest [32]byte, o Outcome) error {
	keep := seenFor
	if o == Unreadable {
		keep = unreadableFor
	}
	_, err := tx.Exec(`INSERT INTO seen (digest, outcome, until) VALUES (?, ?, ?)
		ON CONFLICT (digest) DO UPDATE SET outcome = excluded.outcome, until = excluded.until, whose = ''`,
		digest[:], int(o), time.Now().Add(keep).UnixNano())
	return vault.While("marking a message as seen", err)
}

// Leave notes that sealed bytes stay where they lie: neither fetched again, for a
// week, nor released. Whose they are is a word of the caller's.
func Leave(tx *vault.Tx, digest [32]byte, whose string) error {
	return tx.Do("leaving a message where it lies", `INSERT INTO seen (digest, outcome, until, whose) VALUES (?, ?, ?, ?)
		ON CONFLICT (digest) DO UPDATE SET until = excluded.until`,
		digest[:], int(Aside), time.Now().Add(asideFor).UnixNano(), whose)
}

// Left counts what was left of somebody.
func Left(tx *vault.Tx, whose string) (n int, err error) {
	_, err = tx.One("counting what was left", `SELECT count(*) FROM seen WHERE whose = ? AND whose <> ''`, []any{whose}, &n)
	return n, err
}

// Recall forgets what was left of somebody, or with "" of everybody, so that the next
// look brings it; it tells how many that are. See [Inbox.Look].
func Recall(tx *vault.Tx, whose string) (n int64, err error) {
	res, err := tx.Exec(`DELETE FROM seen WHERE whose <> '' AND whose = iif(?1 = '', whose, ?1)`, whose)
	if err == nil {
		n, err = res.RowsAffected()
	}
	return n, vault.While("recalling what was left", err)
}

// Seen tells what became of these bytes before; 0 means they are new.
func Seen(tx *vault.Tx, digest [32]byte) (o Outcome, err error) {
	err = tx.QueryRow(`SELECT outcome FROM seen WHERE digest = ? AND until > ?`, digest[:], time.Now().UnixNano()).Scan(&o)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return o, vault.While("looking up a message", err)
}

func forgetSeen(tx *vault.Tx) error {
	_, err := tx.Exec(`DELETE FROM seen WHERE until <= ?`, time.Now().UnixNano())
	return vault.While("forgetting old marks", err)
}

// nodeRow is one push node on record.
type nodeRow struct {
	info    peer.AddrInfo
	addr    string
	since   time.Time
	leaving time.Time // zero while it is in use
}

func nodeRows(tx *vault.Tx) ([]nodeRow, error) {
	rows, err := tx.Query(`SELECT addr, since, leaving FROM node ORDER BY since, peer`)
	if err != nil {
		return nil, vault.While("reading push nodes", err)
	}
	defer rows.Close()
	var all []nodeRow
	for rows.Next() {
		var r nodeRow
		var since, leaving int64
		if err := rows.Scan(&r.addr, &since, &leaving); err != nil {
			return nil, vault.While("reading push nodes", err)
		}
		r.since = time.Unix(0, since)
		if leaving > 0 {
			r.leaving = time.Unix(0, leaving)
		}
		info, err := peer.AddrInfoFromString(r.addr)
		if err != nil {
			return nil, vault.While("reading a push node's address", err)
		}
		r.info = *info
		all = append(all, r)
	}
	return all, vault.While("reading push nodes", rows.Err())
}

// Own gives the push nodes in use, as they go on one's card.
func Own(tx *vault.Tx) ([]peer.AddrInfo, error) {
	rows, err := nodeRows(tx)
	var all []peer.AddrInfo
	for _, r := range rows {
		if r.leaving.IsZero() {
			all = append(all, r.info)
		}
	}
	return all, err
}

func putNode(tx *vault.Tx, r nodeRow) error {
	_, err := tx.Exec(`INSERT INTO node (peer, addr, since) VALUES (?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET addr = excluded.addr, leaving = 0`,
		r.info.ID.String(), r.addr, r.since.UnixNano())
	return vault.While("adding a push node", err)
}

func leaveNode(tx *vault.Tx, id peer.ID) error {
	res, err := tx.Exec(`UPDATE node SET leaving = ? WHERE peer = ? AND leaving = 0`,
		time.Now().Add(leaveFor).UnixNano(), id.String())
	if err != nil {
		return vault.While("removing a push node", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNoNode, err)
	}
	return nil
}

// dropNode forgets a push node that was left, unless it was added again.
func dropNode(tx *vault.Tx, id peer.ID) error {
	_, err := tx.Exec(`DELETE FROM node WHERE peer = ? AND leaving > 0 AND leaving <= ?`, id.String(), time.Now().UnixNano())
	return vault.While("forgetting a push node", err)
}
