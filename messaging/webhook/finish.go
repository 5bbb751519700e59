package webhook

import (
	"context"
	"math/rand/v2"
	"time"

	"restante/node/vault"
)

// delays are between attempts: those that Standard Webhooks recommends.
var delays = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

// pause is how long the next attempt waits after so many: a tenth more or less than said,
// so that not all comes back at once.
func pause(attempts int) time.Duration {
	d := delays[min(attempts, len(delays))-1]
	return d - d/10 + rand.N(d/5)
}

// finish notes what came of an attempt. One that was broken off by the end of the program
// does not count.
func (s *Service) finish(ctx context.Context, j job, a outcome) error {
	stopped := ctx.Err() != nil && a.Status == 0
	return s.Vault.Update(context.WithoutCancel(ctx), "webhook answer", func(tx *vault.Tx) error {
		now := time.Now()
		if stopped {
			return tx.Do("taking an attempt back", `UPDATE hook_delivery SET attempts = max(attempts - 1, 0), next = ?
				WHERE row = ? AND hook = ? AND state = 0`, now.UnixNano(), j.row, j.hook)
		}
		if a.Why == "" {
			return s.arrived(tx, j, a, now)
		}
		return s.failed(tx, j, a, now)
	})
}

func (s *Service) arrived(tx *vault.Tx, j job, a outcome, now time.Time) error {
	if err := putAnswer(tx, j, a, Delivered, now, now); err != nil {
		return err
	}
	return well(tx, j.hook)
}

// well: what waits for a hook that failed until now goes at once, each once only. One that
// its receiver never takes keeps its times, whatever becomes of the others.
func well(tx *vault.Tx, hook string) error {
	failed, err := tx.One("looking how a webhook does", `UPDATE hook SET failing = 0, rest = 0 WHERE id = ? AND (failing > 0 OR rest > 0) RETURNING 1`,
		[]any{hook}, new(int))
	if err != nil || !failed {
		return err
	}
	return tx.Do("trying again at once", `UPDATE hook_delivery SET next = ?1, hurried = 1 WHERE hook = ?2 AND state = 0 AND next > ?1 AND hurried = 0`,
		time.Now().UnixNano(), hook)
}

func (s *Service) failed(tx *vault.Tx, j job, a outcome, now time.Time) error {
	state := Waiting
	if j.attempts > len(delays) {
		state = GivenUp
	}
	next := now.Add(pause(j.attempts))
	if err := putAnswer(tx, j, a, state, now, next); err != nil {
		return err
	}
	var since int64
	found, err := tx.One("noting that a webhook fails", `UPDATE hook SET failing = iif(failing = 0, ?1, failing), rest = max(rest, ?2) WHERE id = ?3
		RETURNING failing`, []any{now.UnixNano(), restUntil(now, a.rest), j.hook}, &since)
	if err != nil || !found {
		return err
	}
	switch {
	case a.gone:
		return s.pause(tx, j.hook, "it answered 410: it wants nothing any more")
	case now.Sub(moment(since)) >= MaxFailing:
		return s.pause(tx, j.hook, "nothing has arrived there for five days: "+a.Why)
	}
	return nil
}

func restUntil(now time.Time, rest time.Duration) int64 {
	if rest == 0 {
		return 0
	}
	return now.Add(rest).UnixNano()
}

func putAnswer(tx *vault.Tx, j job, a outcome, to State, now, next time.Time) error {
	ended := int64(0)
	if to != Waiting {
		ended = now.UnixNano()
	}
	return tx.Do("noting an answer", `UPDATE hook_delivery SET state = ?, next = ?, ended = ?, status = ?, took = ?, answer = ?, why = ?
		WHERE row = ? AND hook = ? AND state = 0`, to, next.UnixNano(), ended, a.Status, a.Took, a.Text, a.Why, j.row, j.hook)
}

// pause stops bringing anything to a hook, and says so.
func (s *Service) pause(tx *vault.Tx, hook, why string) error {
	paused, err := tx.One("pausing a webhook", `UPDATE hook SET paused = 1, why = ? WHERE id = ? AND paused = 0 RETURNING 1`,
		[]any{why, hook}, new(int))
	if paused {
		tx.AfterCommit(func() {
			s.Log.Warn("a webhook is paused", "hook", hook, "why", why)
			s.Bus.Publish(Paused{hook, why})
		})
	}
	return err
}
