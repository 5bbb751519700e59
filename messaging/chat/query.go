package chat

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/vault"
)

const defaultLimit = 50

const (
	messageColumns = `peer, outgoing, id, subject, text, at, read, request, state, reason, healed`
	messageQuery   = `SELECT ` + messageColumns + ` FROM message`
)

func scanMessage(row interface{ Scan(...any) error }) (m Message, err error) {
	var p string
	var at int64
	err = row.Scan(&p, &m.Outgoing, &m.ID, &m.Subject, &m.Text, &at, &m.Read, &m.Request, &m.State, &m.Reason, &m.Healed)
	if err != nil {
		return m, err
	}
	m.Time = time.Unix(0, at).UTC()
	m.Peer, err = peer.Decode(p)
	return m, err
}

func byID(tx *vault.Tx, id string) (Message, error) {
	m, err := scanMessage(tx.QueryRow(messageQuery+` WHERE id = ? ORDER BY outgoing DESC LIMIT 1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return m, ErrNoMessage
	}
	return m, vault.While("reading a message", err)
}

// Message gives one message.
func (s *Service) Message(ctx context.Context, id string) (m Message, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		if m, err = byID(tx, id); err != nil {
			return err
		}
		return s.complete(tx, &m)
	})
	return m, err
}

// Messages gives a page of a conversation, newest first.
func (s *Service) Messages(ctx context.Context, p peer.ID, q Query) ([]Message, error) {
	var all []Message
	err := s.Each(ctx, p, q, func(m Message) error {
		all = append(all, m)
		return nil
	})
	return all, err
}

// Each calls f for each message of a page, newest first, without holding them all.
func (s *Service) Each(ctx context.Context, p peer.ID, q Query, f func(Message) error) error {
	return s.Vault.View(ctx, func(tx *vault.Tx) error {
		stmt, args, err := s.build(tx, p, q)
		if err != nil {
			return err
		}
		rows, err := tx.Query(stmt, args...)
		if err != nil {
			return vault.While("reading a conversation", err)
		}
		defer rows.Close()
		for rows.Next() {
			m, err := scanMessage(rows)
			if err == nil {
				err = s.complete(tx, &m)
			}
			if err == nil {
				err = f(m)
			}
			if err != nil {
				return err
			}
		}
		return vault.While("reading a conversation", rows.Err())
	})
}

// build turns a query into SQL; an unknown cursor is [ErrNoMessage].
func (s *Service) build(tx *vault.Tx, p peer.ID, q Query) (stmt string, args []any, err error) {
	where, args := ` WHERE peer = ?`, []any{p.String()}
	for _, c := range []struct{ id, op string }{{q.Before, "<"}, {q.After, ">"}} {
		if c.id == "" {
			continue
		}
		var pos, seq, row int64
		found, err := tx.One("finding a message", `SELECT pos, seq, row FROM message WHERE peer = ? AND id = ? LIMIT 1`,
			[]any{p.String(), c.id}, &pos, &seq, &row)
		if err != nil {
			return "", nil, err
		}
		if !found {
			return "", nil, ErrNoMessage
		}
		where += ` AND (pos, seq, row) ` + c.op + ` (?, ?, ?)`
		args = append(args, pos, seq, row)
	}
	if q.Subject != nil {
		where += ` AND subject = ?`
		args = append(args, *q.Subject)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	args = append(args, min(limit, MaxPage))
	if q.After != "" && q.Before == "" { // the nearest ones, still newest first
		return `SELECT ` + messageColumns + ` FROM (SELECT * FROM message` +
			where + ` ORDER BY pos, seq, row LIMIT ?) ORDER BY pos DESC, seq DESC, row DESC`, args, nil
	}
	return messageQuery + where + ` ORDER BY pos DESC, seq DESC, row DESC LIMIT ?`, args, nil
}

// complete adds what delivery knows about a message that is under way, and
// whether its sender is a stranger still.
func (s *Service) complete(tx *vault.Tx, m *Message) (err error) {
	if m.Request {
		m.Request, err = s.Contacts.Stranger(tx, m.Peer)
		return err
	}
	if !m.Outgoing || m.State.Final() {
		return nil
	}
	if m.Custody, err = s.Delivery.Holders(tx, envelope.KindChat, m.Peer, m.ID); err != nil {
		return err
	}
	m.Expires, m.Healed, err = s.Delivery.Facts(tx, envelope.KindChat, m.Peer, m.ID)
	return err
}

// Path gives an outgoing message's stops so far.
func (s *Service) Path(ctx context.Context, id string) (steps []delivery.Step, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		m, err := byID(tx, id)
		if err != nil || !m.Outgoing {
			return err
		}
		steps, err = s.Delivery.Path(tx, envelope.KindChat, m.Peer, id)
		return err
	})
	return steps, err
}

// Conversations gives the people list, newest first.
func (s *Service) Conversations(ctx context.Context) (all []Conversation, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT c.peer, c.unread, c.pos, m.text, m.outgoing, m.state, m.request
			FROM conversation c JOIN message m ON m.row = c.last ORDER BY c.pos DESC`)
		all, err = vault.Collect("reading conversations", rows, err, scanConversation)
		if err != nil {
			return err
		}
		all, err = s.wanted(tx, all)
		return err
	})
	return all, err
}

// wanted completes the rows of those whom the user wants to see.
func (s *Service) wanted(tx *vault.Tx, all []Conversation) (shown []Conversation, err error) {
	for _, c := range all {
		gone, err := s.Contacts.Gone(tx, c.Peer)
		if err != nil {
			return nil, err
		}
		if gone {
			continue
		}
		if err := s.completeRow(tx, &c); err != nil {
			return nil, err
		}
		shown = append(shown, c)
	}
	return shown, nil
}

func (s *Service) completeRow(tx *vault.Tx, c *Conversation) (err error) {
	if c.Request {
		if c.Request, err = s.Contacts.Stranger(tx, c.Peer); err != nil {
			return err
		}
	}
	c.Name, err = s.Contacts.NameTx(tx, c.Peer)
	return err
}

func scanConversation(r *sql.Rows) (c Conversation, err error) {
	var p string
	var pos int64
	if err = r.Scan(&p, &c.Unread, &pos, &c.LastMessage, &c.Outgoing, &c.State, &c.Request); err != nil {
		return c, err
	}
	c.Time = time.Unix(0, pos).UTC()
	c.Peer, err = peer.Decode(p)
	return c, err
}
