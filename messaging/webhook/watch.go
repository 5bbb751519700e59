package webhook

import (
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/node/vault"
)

// Said implements [order.Watcher].
func (s *Service) Said(tx *vault.Tx, now order.Row, before machine.Stage, all []machine.Entry) error {
	o, id := OrderOf(now), now.ID.String()
	for _, e := range all {
		kind := typeOf(e.Kind())
		if e.Void != "" {
			kind = OrderVoid
		}
		n := news{id: e.Hash.String(), kind: kind, subject: id, lane: id, at: e.At, data: orderData{Order: o, Event: eventOf(e)}}
		if err := s.tell(tx, n); err != nil {
			return err
		}
	}
	if before == machine.Unknown || before == now.Stage || len(all) == 0 {
		return nil
	}
	last := all[len(all)-1]
	return s.tell(tx, news{id: last.Hash.String() + "-stage", kind: OrderStage, subject: id, lane: id, at: time.Now(),
		data: stageData{Order: o, Before: stageText(before)}})
}

// Low implements [storefront.Watcher].
func (s *Service) Low(tx *vault.Tx, l storefront.Low) error {
	return s.tell(tx, news{kind: StockLow, subject: l.Slug, lane: "listing " + l.Slug, at: time.Now(),
		data: lowData{l.Slug, l.Variant, l.Free, l.Threshold}})
}

// Published implements [storefront.Watcher].
func (s *Service) Published(tx *vault.Tx, root cid.Cid) error {
	return s.tell(tx, news{kind: Published, subject: root.String(), lane: "shop", at: time.Now()})
}

// Came implements [chat.Watcher]. Who wrote what is nobody's business.
func (s *Service) Came(tx *vault.Tx, _ peer.ID) error {
	return s.tell(tx, news{kind: MessageCame, at: time.Now()})
}
