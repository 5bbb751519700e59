package p2p

import (
	"context"
	"database/sql"
	"embed"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"

	"restante/node/vault"
)

//go:embed schema
var scripts embed.FS

// Schema is the table of remembered peers.
var Schema = vault.Schema{Name: "p2p", FS: scripts}

// loadPeers reads all remembered peers. A row that cannot be understood is
// skipped: nobody depends on it.
func loadPeers(ctx context.Context, v *vault.Vault) (map[peer.ID]entry, error) {
	peers := make(map[peer.ID]entry)
	if v == nil {
		return peers, nil
	}
	err := v.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT peer, addrs, seen FROM p2p_peers ORDER BY seen DESC LIMIT ?`, bookPeers)
		all, err := vault.Collect("reading remembered peers", rows, err, scanRow)
		for _, r := range all {
			addEntry(peers, r)
		}
		return err
	})
	return peers, err
}

// row is a remembered peer as it is stored.
type row struct {
	id, addrs string
	seen      int64
}

func scanRow(rows *sql.Rows) (r row, err error) {
	err = rows.Scan(&r.id, &r.addrs, &r.seen)
	return r, err
}

func addEntry(to map[peer.ID]entry, r row) {
	p, err := peer.Decode(r.id)
	if err != nil {
		return
	}
	var e entry
	for text := range strings.FieldsSeq(r.addrs) {
		if a, err := ma.NewMultiaddr(text); err == nil {
			e.addrs = append(e.addrs, a)
		}
	}
	if r.seen > 0 {
		e.seen = time.Unix(0, r.seen)
	}
	to[p] = e
}

// savePeers writes the given peers and deletes those without an entry.
func savePeers(ctx context.Context, v *vault.Vault, peers map[peer.ID]*entry) error {
	if v == nil || len(peers) == 0 {
		return nil
	}
	return v.Update(ctx, "remember peers", func(tx *vault.Tx) error {
		for id, e := range peers {
			if err := savePeer(tx, id, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func savePeer(tx *vault.Tx, id peer.ID, e *entry) error {
	if e == nil {
		return tx.Do("forgetting a peer", `DELETE FROM p2p_peers WHERE peer = ?`, id.String())
	}
	var seen int64
	if !e.seen.IsZero() {
		seen = e.seen.UnixNano()
	}
	texts := make([]string, len(e.addrs))
	for i, a := range e.addrs {
		texts[i] = a.String()
	}
	return tx.Do("remembering a peer", `INSERT INTO p2p_peers (peer, addrs, seen) VALUES (?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET addrs = excluded.addrs, seen = excluded.seen`,
		id.String(), strings.Join(texts, " "), seen)
}
