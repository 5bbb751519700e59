package storefront

import (
	"context"
	"encoding/json"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// KeepCart keeps what is to be ordered of a shop, in place of what was; nothing is none.
// The versions in it are those that were looked at: prices are computed anew from what the
// shop says when the cart is opened.
func (s *Service) KeepCart(ctx context.Context, owner peer.ID, lines []terms.CartLine) error {
	if len(lines) > terms.MaxLines {
		return terms.ErrCart
	}
	b, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	return s.Vault.Update(ctx, "cart keep", func(tx *vault.Tx) error {
		if len(lines) == 0 {
			return tx.Do("emptying a cart", `DELETE FROM cart WHERE peer = ?`, owner.String())
		}
		return tx.Do("keeping a cart", `INSERT OR REPLACE INTO cart (peer, lines) VALUES (?, ?)`, owner.String(), string(b))
	})
}

// Cart is what KeepCart kept.
func (s *Service) Cart(ctx context.Context, owner peer.ID) (lines []terms.CartLine, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		var text string
		found, err := tx.One("reading a cart", `SELECT lines FROM cart WHERE peer = ?`, []any{owner.String()}, &text)
		if err != nil || !found {
			return err
		}
		return json.Unmarshal([]byte(text), &lines)
	})
	return lines, err
}
