package order

import (
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/machine"
	"restante/node/vault"
)

// save stores what an order comes to.
func (s *Service) save(tx *vault.Tx, l *log) error {
	x, st := summarize(l), l.state
	t, p := st.Placed.Terms, st.People
	var row int64
	var fresh bool
	_, err := tx.One("storing an order", `INSERT INTO orders (id, role, buyer, merchant, moderator, title, pieces, currency, decimals, total, placed,
			stage, over, called, noted, paid, refunded, owed, payment, changed, due, step, wake, digest, judged, unread)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
			(SELECT max(came) FROM event WHERE of = ?1), ?20, ?21, ?22, ?23, ?24, (SELECT count(*) FROM event WHERE of = ?1 AND unseen = 1))
		ON CONFLICT (id) DO UPDATE SET stage = ?12, over = ?13, called = ?14, noted = ?15, paid = ?16, refunded = ?17, owed = ?18, payment = ?19,
			changed = excluded.changed, due = ?20, step = ?21, wake = ?22, digest = ?23, judged = ?24, unread = excluded.unread
		RETURNING row, NOT EXISTS (SELECT 1 FROM line WHERE of = row)`,
		[]any{l.id[:], int(l.role), p.Buyer.String(), p.Merchant.String(), text(p.Moderator), title(st), pieces(st), t.Currency.Code, t.Currency.Decimals,
			int64(t.Total), l.placed().UnixNano(), x.stage, x.over, x.called, x.noted, x.paid, x.refunded, x.owed, x.payment, x.due, x.step, x.wake, x.digest[:], l.judged},
		&row, &fresh)
	if err != nil {
		return err
	}
	s.changedAfter(tx, l.id)
	tx.AfterCommit(s.wake)
	if fresh {
		err = putLines(tx, row, st)
	}
	return errors.Join(err, s.index(tx, row, l), s.tell(tx, l))
}

func text(p peer.ID) string {
	if p == "" {
		return ""
	}
	return p.String()
}

func title(st machine.State) string {
	if len(st.Placed.Terms.Lines) == 0 {
		return ""
	}
	return st.Placed.Terms.Lines[0].Title
}

func pieces(st machine.State) (n int64) {
	for _, l := range st.Placed.Terms.Lines {
		n += int64(l.Quantity)
	}
	return n
}

func putLines(tx *vault.Tx, row int64, st machine.State) error {
	for i, l := range st.Placed.Terms.Lines {
		amount, err := l.Total()
		if err != nil {
			return err
		}
		err = tx.Do("storing a line", `INSERT INTO line (of, n, slug, title, quantity, amount) VALUES (?, ?, ?, ?, ?, ?)`,
			row, i, l.Slug, l.Title, l.Quantity, int64(amount))
		if err != nil {
			return err
		}
	}
	return nil
}
