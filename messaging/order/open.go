package order

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// shared are the orders that are compared with one peer.
type shared struct {
	peer    peer.ID
	digests []digest
}

// toCheck are the orders that are open, or were lately, by who takes part in them besides
// oneself: with nobody given everybody does, but a moderator who was not called. They are
// read once for all, whoever they are. What both sides agreed on lately is left out, unless
// all is asked for.
func (s *Service) toCheck(tx *vault.Tx, with peer.ID, whole bool, now time.Time) (all []shared, err error) {
	rows, err := tx.Query(`WITH compared AS (SELECT id, digest, buyer, merchant, iif(called, moderator, '') AS moderator FROM orders WHERE over = 0 OR changed > ?1),
			part AS (SELECT id, digest, buyer AS peer FROM compared UNION ALL SELECT id, digest, merchant FROM compared UNION ALL SELECT id, digest, moderator FROM compared)
		SELECT peer, id, digest FROM part WHERE peer NOT IN ('', ?2) AND ?3 IN ('', peer)
			AND (?4 OR NOT EXISTS (SELECT 1 FROM agreed a WHERE a.of = id AND a.peer = part.peer AND a.digest = part.digest AND a.at > ?5)) ORDER BY peer`,
		now.Add(-checkFor).UnixNano(), text(s.Key.ID()), text(with), whole, now.Add(-checkAgain).UnixNano())
	var last string
	_, err = vault.Collect("looking for open orders", rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var name string
		var id, sum []byte
		if err := r.Scan(&name, &id, &sum); err != nil {
			return none, err
		}
		if name != last {
			p, err := readPeer(name)
			if err != nil {
				return none, err
			}
			all, last = append(all, shared{peer: p}), name
		}
		one := &all[len(all)-1]
		one.digests = append(one.digests, digest{event.ID(id), [32]byte(sum)})
		return none, nil
	})
	return all, err
}
