package storefront

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// Follow keeps a shop that was visited among those that Refresh looks at.
func (s *Service) Follow(ctx context.Context, owner peer.ID) error {
	return s.follow(ctx, owner, now().UnixMilli())
}

// Unfollow forgets that a shop was followed.
func (s *Service) Unfollow(ctx context.Context, owner peer.ID) error { return s.follow(ctx, owner, 0) }

func (s *Service) follow(ctx context.Context, owner peer.ID, since int64) error {
	return s.Vault.Update(ctx, "shop follow", func(tx *vault.Tx) error {
		found, err := setFollowed(tx, owner, since)
		if err == nil && !found {
			err = ErrNotHere
		}
		tx.AfterCommit(func() { s.Bus.Publish(Visited{owner}) })
		return err
	})
}

// Followed are the shops that are followed, those of which there was news last first.
func (s *Service) Followed(ctx context.Context) ([]Front, error) {
	return s.fronts(ctx, `WHERE followed > 0 ORDER BY updated DESC`)
}

// Seen are all shops that were ever visited, those that were seen last first.
func (s *Service) Seen(ctx context.Context) ([]Front, error) {
	return s.fronts(ctx, `ORDER BY seen DESC`)
}

func (s *Service) fronts(ctx context.Context, where string) (fronts []Front, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		fronts, err = readVisited(tx, where)
		return err
	})
	return fronts, err
}

// Refresh visits the shops that are followed, and tells which could not be reached.
func (s *Service) Refresh(ctx context.Context) error {
	fronts, err := s.Followed(ctx)
	for _, f := range fronts {
		if e := s.look(ctx, f.Shop.Peer); e != nil {
			err = errors.Join(err, fmt.Errorf("visiting %s: %w", f.Shop.Peer, e))
		}
	}
	return err
}

// Query is what somebody looks for in a shop; zero values ask for nothing.
type Query struct {
	Text       string // all of its words are in title, tags or category
	Kind       listing.Kind
	Category   string
	Collection string
	Tag        string
	Least      money.Amount // the highest price is not below it
	Most       money.Amount // the lowest price is not above it
	InStock    bool
	Sort       Sort
}

// Sort is the order of what is found.
type Sort uint8

const (
	Newest   Sort = iota // as in the index
	Cheapest             // by the lowest price
	Dearest              // by the highest price, that first
)

// Search looks through the whole index of a shop that was visited.
func (s *Service) Search(ctx context.Context, owner peer.ID, q Query) (cards []listing.Card, err error) {
	f, err := s.Front(ctx, owner)
	if err != nil {
		return nil, err
	}
	for n := range f.Shop.Pages {
		page, err := s.Page(ctx, owner, n)
		if err != nil {
			return cards, err
		}
		for _, c := range page.Cards {
			if q.Fits(c) {
				cards = append(cards, c)
			}
		}
	}
	q.Arrange(cards)
	return cards, nil
}

// Arrange sorts cards that were in the order of the index.
func (q Query) Arrange(cards []listing.Card) {
	slices.SortStableFunc(cards, func(a, b listing.Card) int {
		switch q.Sort {
		case Cheapest:
			return cmp.Compare(a.Lowest, b.Lowest)
		case Dearest:
			return cmp.Compare(b.Highest, a.Highest)
		}
		return 0
	})
}

// Fits reports whether a card is what somebody looks for.
func (q Query) Fits(c listing.Card) bool {
	has := func(list []string, want string) bool {
		for _, s := range list {
			if strings.EqualFold(s, want) {
				return true
			}
		}
		return want == ""
	}
	return (q.Kind == 0 || c.Kind == q.Kind) && has([]string{c.Category}, q.Category) && has(c.Collections, q.Collection) &&
		has(c.Tags, q.Tag) && c.Highest >= q.Least && (q.Most == 0 || c.Lowest <= q.Most) && !(q.InStock && c.SoldOut) && q.says(c)
}

func (q Query) says(c listing.Card) bool {
	text := strings.ToLower(strings.Join(append([]string{c.Title, c.Category}, c.Tags...), "\n"))
	for _, word := range strings.Fields(strings.ToLower(q.Text)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
