package order

import (
	"context"
	"errors"
	"io"

	"restante/messaging/attachment"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	bus "restante/node/event"
	"restante/node/vault"
)

// OpenFile gets a file of a delivery, the first one is 0, from the merchant or from
// whoever mirrors the shop; it may take as long as its size asks for. [ErrNoEvent] where
// the order has no such file. The merchant opens it as well.
func (s *Service) OpenFile(ctx context.Context, id event.ID, delivery event.Hash, n int) (name string, file io.ReadCloser, err error) {
	var f event.File
	var st machine.State
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		if err != nil {
			return err
		}
		st = l.state
		f, err = fileOf(st, delivery, n)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	file, err = s.Shop.OpenFile(ctx, st.People.Merchant, storefront.File{Name: f.Name, Size: f.Size, CID: f.CID, Key: attachment.Key(f.Key)})
	return f.Name, file, err
}

// WriteFile writes a file of a delivery, as [Service.OpenFile] gets it.
func (s *Service) WriteFile(ctx context.Context, id event.ID, delivery event.Hash, n int, to io.Writer) error {
	_, file, err := s.OpenFile(ctx, id, delivery, n)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, file)
	return errors.Join(err, file.Close())
}

// fileOf finds a file among the deliveries that count.
func fileOf(st machine.State, delivery event.Hash, n int) (event.File, error) {
	for _, e := range st.Timeline {
		d, ok := e.Body.(event.Deliver)
		if ok && e.Void == "" && e.Hash == delivery && n >= 0 && n < len(d.Files) {
			return d.Files[n], nil
		}
	}
	return event.File{}, ErrNoEvent
}

// restocked hands out what waited for keys or files of the listings that changed.
func (s *Service) restocked(ctx context.Context, sub *bus.Subscription) error {
	events, lost := sub.Take()
	slugs := make(map[string]bool)
	for _, e := range events {
		if c, ok := e.(storefront.Changed); ok {
			slugs[c.Slug] = true
		}
	}
	if lost {
		slugs = map[string]bool{"": true} // any
	}
	var failed error
	for slug := range slugs {
		ids, err := s.waiting(ctx, slug)
		for _, id := range ids {
			err = errors.Join(err, s.serveAgain(ctx, id))
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// waiting are one's shop's orders of a listing that are paid and not all sent.
func (s *Service) waiting(ctx context.Context, slug string) (ids []event.ID, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT id FROM orders WHERE role = ?1 AND stage IN (?2, ?3)
			AND EXISTS (SELECT 1 FROM line WHERE of = row AND ?4 IN ('', slug))`, machine.Merchant, machine.Paid, machine.PartlyShipped, slug)
		ids, err = vault.Collect("looking for what waits for goods", rows, err, scanID)
		return err
	})
	return ids, err
}

func (s *Service) serveAgain(ctx context.Context, id event.ID) error {
	return s.Vault.Update(ctx, "order goods", func(tx *vault.Tx) error {
		l, err := s.knownLog(tx, id)
		if err != nil {
			return err
		}
		before := len(l.events)
		if err := s.handOut(tx, l); err != nil || len(l.events) == before {
			return err
		}
		return s.save(tx, l)
	})
}
