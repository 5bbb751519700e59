package order

import (
	"context"
	"errors"
	"time"

	"restante/messaging/order/machine"
	"restante/node/vault"
)

// policy is what the merchant's program does by itself, besides the usual.
type policy struct {
	patience time.Duration // 0 is without an end
	since    time.Time     // when that was said
}

// declines is when an order is declined that nobody answers; zero is never. The time
// begins when it comes: it may have lain elsewhere for weeks, and its merchant shall see
// it; and not before the merchant has said so.
func (p policy) declines(came time.Time) (at time.Time) {
	if p.patience == 0 {
		return at
	}
	if p.since.After(came) {
		came = p.since
	}
	return came.Add(p.patience)
}

// Patience is after how long the program declines what nobody answered; 0 is never, as it
// is at first.
func (s *Service) Patience(ctx context.Context) (after time.Duration, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		p, err := readPolicy(tx)
		after = p.patience
		return err
	})
	return after, err
}

// SetPatience changes that, for orders too that wait already: their time begins anew. An
// order for which the buyer says to have paid is left to people.
func (s *Service) SetPatience(ctx context.Context, after time.Duration) error {
	if after != 0 && (after < LeastPatience || after > MostPatience) {
		return ErrPolicy
	}
	return s.Vault.Update(ctx, "order policy", func(tx *vault.Tx) error {
		tx.AfterCommit(s.wake)
		return errors.Join(
			tx.Do("keeping a policy", `INSERT OR REPLACE INTO policy (id, decline, since) VALUES (1, ?, ?)`, int64(after), time.Now().UnixNano()),
			tx.Do("looking at what waits again", `UPDATE orders SET wake = 1 WHERE role = ? AND stage = ?`, machine.Merchant, machine.Placed))
	})
}

func readPolicy(tx *vault.Tx) (p policy, err error) {
	var since int64
	found, err := tx.One("reading a policy", `SELECT decline, since FROM policy`, nil, &p.patience, &since)
	if found {
		p.since = time.Unix(0, since)
	}
	return p, err
}
