package order

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/messaging/order/event"
	"restante/messaging/pb"
	"restante/messaging/storefront"
	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/deposit"
)

// Ticket is a merchant's word that one piece is kept for whoever holds it. It lies in a
// pool at the merchant's push nodes, which hand each out once, with a claim that names
// its new owner.
//
// # Byte by byte
//
//	0     n  pb.OrderToken: version, serial, slug, variant, expires
//	n    64  signature of the merchant, purpose "ticket", over all bytes before
type Ticket struct {
	Serial  [16]byte
	Slug    string
	Variant string
	Expires time.Time
}

const (
	ticketPurpose = "ticket"
	ticketVersion = 1
	signatureSize = 64
	maxTicket     = min(event.MaxToken, deposit.MaxToken)
)

// Pool names the pool in which the tickets of a variant lie that expire together.
func Pool(slug, variant string, expires time.Time) deposit.PoolName {
	return sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", slug, variant, expires.UnixMilli()))
}

func (t Ticket) sign(k *identity.Key) ([]byte, error) {
	b, err := proto.Marshal(&pb.OrderToken{Version: ticketVersion, Serial: t.Serial[:], Slug: t.Slug, Variant: t.Variant, Expires: t.Expires.UnixMilli()})
	if err == nil && len(b)+signatureSize > maxTicket {
		err = fmt.Errorf("%w: its names are too long", ErrTicket)
	}
	return append(b, k.Sign(ticketPurpose, b)...), err
}

// OpenTicket reads a token and checks that the merchant signed it; else [ErrTicket]. A
// buyer does so before ordering with it.
func OpenTicket(merchant peer.ID, token []byte) (t Ticket, err error) {
	n := len(token) - signatureSize
	if n <= 0 || len(token) > maxTicket {
		return t, ErrTicket
	}
	if err := identity.Verify(merchant, ticketPurpose, token[:n], token[n:]); err != nil {
		return t, fmt.Errorf("%w: %w", ErrTicket, err)
	}
	var w pb.OrderToken
	if err := proto.Unmarshal(token[:n], &w); err != nil || w.Version != ticketVersion || len(w.Serial) != len(t.Serial) {
		return t, ErrTicket
	}
	return Ticket{[16]byte(w.Serial), w.Slug, w.Variant, time.UnixMilli(w.Expires).UTC()}, nil
}

// ticketHolder names a ticket in the stock.
func ticketHolder(serial []byte) string { return "ticket/" + hex.EncodeToString(serial) }

// IssueTickets sets pieces of a variant aside, one for each ticket, until they are used
// or expire, and gives the tokens for the [Pool] at the lot's push node, whose word alone
// counts for them. Where there are too few pieces it is [storefront.ErrSoldOut] and none
// is made; over [MaxIssue] at once it is [ErrFull].
func (s *Service) IssueTickets(ctx context.Context, lot Lot, n int) (tokens [][]byte, err error) {
	if n < 1 || n > MaxIssue {
		return nil, ErrFull
	}
	until := time.UnixMilli(lot.Expires.UnixMilli()).UTC()
	err = s.Vault.Update(ctx, "tickets issue", func(tx *vault.Tx) error {
		tokens = nil
		for range n {
			t := Ticket{Slug: lot.Slug, Variant: lot.Variant, Expires: until}
			rand.Read(t.Serial[:])
			token, err := t.sign(s.Key)
			if err != nil {
				return err
			}
			if err := s.Shop.Reserve(tx, ticketHolder(t.Serial[:]), []storefront.Want{{Slug: t.Slug, Variant: t.Variant, Pieces: 1}}); err != nil {
				return err
			}
			if err := putTicket(tx, t, lot.Node); err != nil {
				return err
			}
			tokens = append(tokens, token)
		}
		tx.AfterCommit(s.wake)
		return nil
	})
	return tokens, err
}
