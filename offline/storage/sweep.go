package storage

import (
	"context"
	"errors"
	"strings"
	"time"

	"restante/node/vault"
	"restante/offline/provider/depot"
)

const (
	sweepEvery = 24 * time.Hour
	lookFirst  = 30 * time.Second // after a start, whether a sweep is due
	lookEvery  = time.Hour
	sweepLimit = 10 * time.Minute // of one account
	sweepPages = 100
)

// lookHourly does what is due. That is told by the last sweep and not by the last start:
// who uses the program a few minutes at a time is swept too.
func (s *Storage) lookHourly(ctx context.Context) {
	for wait := lookFirst; ; wait = lookEvery {
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
		if err := s.sweepThose(ctx, isDue); err != nil && ctx.Err() == nil {
			s.Log.Warn("accounts were not swept", "err", err)
		}
	}
}

// isDue is false of a sweep within the last day; a clock may have been turned back.
func isDue(last Sweep) bool {
	age := time.Since(last.At)
	return age >= sweepEvery || age < 0
}

// Sweep removes at each account what has no owner here, asks how full it is, and notes
// how much lies where. An account that fails does not keep the others from it.
func (s *Storage) Sweep(ctx context.Context) error {
	return s.sweepThose(ctx, func(Sweep) bool { return true })
}

// sweepThose is for the accounts of whose last sweep due says so.
func (s *Storage) sweepThose(ctx context.Context, due func(Sweep) bool) error {
	var rows []row
	var last map[string]Sweep
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		if rows, err = readRows(tx); err == nil {
			last, err = readSweeps(tx)
		}
		return err
	})
	for _, r := range rows {
		if due(last[r.ID]) {
			err = errors.Join(err, s.sweep(ctx, r.ID))
		}
	}
	return errors.Join(err, s.Vault.Update(ctx, "storage history", func(tx *vault.Tx) error {
		return errors.Join(s.dropLeft(tx), s.remember(tx, time.Now()))
	}))
}

// sweep is for one account. What kept it from being finished goes into the report.
func (s *Storage) sweep(ctx context.Context, id string) error {
	ctx, done := context.WithTimeout(ctx, sweepLimit)
	defer done()
	found := Sweep{At: time.Now()}
	var usage depot.Usage
	d, err := s.Open(ctx, id)
	if err == nil {
		usage, err = d.Usage(ctx)
	}
	if err == nil {
		err = s.sweepAt(ctx, d, &found)
	}
	s.Called(ctx, id, err)
	if err != nil {
		found.Error = depot.Clip(err.Error())
	}
	return s.Vault.Update(ctx, "storage sweep", func(tx *vault.Tx) error {
		tx.AfterCommit(func() { s.Bus.Publish(Changed{id}) })
		return report(tx, id, found, usage, err == nil)
	})
}

// sweepAt lists everything before anything is removed: a cursor may be a count. The
// owners are asked for after that, since a row comes before its block and goes after it.
// What any account owns stays: two may lead to one place.
func (s *Storage) sweepAt(ctx context.Context, d depot.Depot, found *Sweep) error {
	all, err := listMine(ctx, d, s.mine())
	if err != nil {
		return err
	}
	var owners map[string]string
	err = s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		owners, err = s.Outbox.Owners(tx)
		return err
	})
	found.Seen = len(all)
	for _, r := range all {
		if _, owned := owners[r.Name]; err == nil && !owned {
			found.Orphans++
			err = d.Delete(ctx, r)
		}
	}
	return err
}

// listMine gives the blocks whose names begin so.
func listMine(ctx context.Context, d depot.Depot, mine string) (all []depot.Ref, err error) {
	cursor := ""
	for range sweepPages {
		page, err := d.List(ctx, cursor)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Entries {
			if strings.HasPrefix(e.Name, mine) && depot.IsName(e.Name) {
				all = append(all, e.Ref)
			}
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	return all, nil
}

func report(tx *vault.Tx, id string, f Sweep, u depot.Usage, asked bool) error {
	if asked {
		err := tx.Do("noting how full an account is", `UPDATE account SET used = ?, quota = ?, asked = ? WHERE id = ?`, u.Used, u.Quota, f.At.UnixNano(), id)
		if err != nil {
			return err
		}
	}
	return tx.Do("noting a sweep", `INSERT OR REPLACE INTO sweep (account, at, seen, orphans, error) SELECT id, ?, ?, ?, ? FROM account WHERE id = ?`,
		f.At.UnixNano(), f.Seen, f.Orphans, f.Error, id)
}
