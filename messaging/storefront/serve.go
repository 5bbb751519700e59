package storefront

import (
	"context"
	"errors"
	"time"

	"restante/node/event"
	"restante/offline/inbox"
)

const (
	maxUnread    = 256
	gather       = 2 * time.Second // edits that follow each other are published together
	retryAfter   = time.Minute
	refreshAfter = 6 * time.Hour
	renewAfter   = time.Hour
)

// Start publishes what changes from now on, tries again what failed, and looks at the
// shops that are followed.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	sub := s.Bus.Subscribe(maxUnread)
	s.wg.Go(func() {
		defer sub.Close()
		s.serve(ctx, sub)
	})
	s.logged(ctx, "files that were read stay", s.giveAllBack(ctx))
	s.wg.Go(func() { s.refresh(ctx) })
}

// Close ends that; what is left is done after the next start.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.wg.Wait()
	}
}

// serve publishes at the start, since the last run may have ended in the middle, and
// after changes. A push node that comes or comes back is told at once: it may have been
// away when the others were.
func (s *Service) serve(ctx context.Context, sub *event.Subscription) {
	due, renew := time.After(0), time.NewTicker(renewAfter)
	defer renew.Stop()
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-sub.Ready:
			shop, nodes := changed(sub)
			if shop {
				due = time.After(gather)
			}
			if nodes {
				again = time.After(gather)
			}
		case <-again:
			again = nil
			s.logged(ctx, "the shop has lost its name", s.Renew(ctx))
		case <-due:
			due = nil
			s.logged(ctx, "nobody is told what is low", s.tellLow(ctx))
			if err := s.Publish(ctx); err != nil && !errors.Is(err, ErrNoShop) {
				due = time.After(retryAfter)
				s.logged(ctx, "the shop is not published", err)
			}
		case <-renew.C:
			s.keep(ctx)
		}
	}
}

// keep is done from time to time.
func (s *Service) keep(ctx context.Context) {
	s.logged(ctx, "the shop has lost its name", s.Renew(ctx))
	s.logged(ctx, "old files stay", s.tidyFiles(ctx))
	if err := s.tidy(ctx); !errors.Is(err, ErrNoShop) {
		s.logged(ctx, "old photos stay", err)
	}
	_, err := s.Store.Sweep(ctx)
	s.logged(ctx, "old blocks of the shop stay", err)
}

// changed reports whether there is news of one's own shop, or of one's push nodes. Where
// events were lost there may be of the shop.
func changed(sub *event.Subscription) (shop, nodes bool) {
	events, lost := sub.Take()
	for _, e := range events {
		switch e.(type) {
		case Changed:
			shop = true
		case inbox.NodesChanged:
			nodes = true
		}
	}
	return shop || lost, nodes
}

func (s *Service) refresh(ctx context.Context) {
	every := time.NewTicker(refreshAfter)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			s.logged(ctx, "shops are not reached", s.Refresh(ctx))
		}
	}
}

func (s *Service) logged(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.Warn(what, "err", err)
	}
}
