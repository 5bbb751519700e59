package storage

import (
	"context"
	"database/sql"
	"time"

	"restante/node/vault"
)

// historyDays is how long it is remembered how much lay where.
const historyDays = 400

// Day is how much of ours lay at one place on a day.
type Day struct {
	Date    time.Time // its beginning, UTC
	Account string    // "" is this computer
	Blocks  int
	Bytes   int64
}

// History gives the days since a time, oldest first.
func (s *Storage) History(ctx context.Context, since time.Time) (days []Day, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT day, account, blocks, bytes FROM history WHERE day >= ? ORDER BY day, account`, dayOf(since))
		days, err = vault.Collect("reading the history", rows, err, func(r *sql.Rows) (d Day, err error) {
			var day int64
			err = r.Scan(&day, &d.Account, &d.Blocks, &d.Bytes)
			d.Date = time.Unix(day*secondsADay, 0).UTC()
			return d, err
		})
		return err
	})
	return days, err
}

const secondsADay = 24 * 60 * 60

func dayOf(t time.Time) int64 { return max(t.Unix(), 0) / secondsADay }

// remember notes today.
func (s *Storage) remember(tx *vault.Tx, now time.Time) error {
	held, err := s.Outbox.Holdings(tx)
	for account, h := range held {
		if err != nil {
			return err
		}
		err = tx.Do("noting what lies where", `INSERT OR REPLACE INTO history (day, account, blocks, bytes) VALUES (?, ?, ?, ?)`,
			dayOf(now), account, h.Blocks, h.Bytes)
	}
	if err != nil {
		return err
	}
	return tx.Do("forgetting old days", `DELETE FROM history WHERE day < ?`, dayOf(now)-historyDays)
}
