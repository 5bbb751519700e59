package card

import (
	"bytes"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

const maxHot = 128 // about 10 KB each

// Book keeps the newest card of each peer. The zero value is ready; share one,
// since it remembers the parsed cards of the peers that are written to.
type Book struct {
	mu  sync.Mutex
	hot map[peer.ID]hotCard
}

type hotCard struct {
	raw  []byte
	card Card
}

// Put stores a card if it is valid and newer than the one that is kept.
func (b *Book) Put(tx *vault.Tx, raw []byte) (changed bool, err error) {
	c, err := Decode(raw)
	if err != nil {
		return false, err
	}
	return putCard(tx, c.Peer, c.Version, raw)
}

// Get returns the newest card of a peer. The caller doesn't change it.
func (b *Book) Get(tx *vault.Tx, id peer.ID) (c Card, found bool, err error) {
	raw, found, err := rawCard(tx, id)
	if err != nil || !found {
		return Card{}, false, err
	}
	if c, ok := b.lookUp(id, raw); ok {
		return c, true, nil
	}
	if c, err = parse(raw); err != nil {
		return Card{}, false, err
	}
	b.remember(id, hotCard{raw: raw, card: c})
	return c, true, nil
}

// Raw returns the newest card of a peer as it was signed, to be passed on.
func (b *Book) Raw(tx *vault.Tx, id peer.ID) (raw []byte, found bool, err error) {
	return rawCard(tx, id)
}

// Forget drops the card of a peer.
func (b *Book) Forget(tx *vault.Tx, id peer.ID) error {
	return tx.Do("forgetting a card", `DELETE FROM cards WHERE peer = ?`, id.String())
}

// lookUp compares all bytes: a transaction that was rolled back may have left a
// card here that never became the newest.
func (b *Book) lookUp(id peer.ID, raw []byte) (Card, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	h, ok := b.hot[id]
	return h.card, ok && bytes.Equal(h.raw, raw)
}

func (b *Book) remember(id peer.ID, h hotCard) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.hot == nil || len(b.hot) >= maxHot {
		b.hot = make(map[peer.ID]hotCard)
	}
	b.hot[id] = h
}
