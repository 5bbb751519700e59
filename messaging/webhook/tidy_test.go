package webhook

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
)

// fills makes deliveries at once.
func (w *teller) fills(hook string, n int, state State) {
	w.t.Helper()
	must(w.t, w.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
		now := time.Now().UnixNano()
		for i := range n {
			id := fmt.Sprint(state, "-", i)
			err := tx.Do("filling", `INSERT INTO hook_delivery (hook, event, lane, body, made, next, state, ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				hook, id, id, fmt.Appendf(nil, `{"id":%q}`, id), now, now, state, now)
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

func (w *teller) count(hook string, state State) (n int) {
	w.t.Helper()
	must(w.t, w.Vault.View(ctx, func(tx *vault.Tx) error {
		_, err := tx.One("counting", `SELECT count(*) FROM hook_delivery WHERE hook = ? AND state = ?`, []any{hook, state}, &n)
		return err
	}))
	return n
}

// The log has a length, and so has the queue: the oldest go, what waits is given up first.
func TestLimitsOfTheTables(t *testing.T) {
	w := newTeller(t, nil)
	hook, _ := w.adds(New{URL: "https://erp.example/", Paused: true})
	other, _ := w.adds(New{URL: "https://erp.example/", Paused: true})
	w.fills(other, 10, Delivered)
	w.fills(hook, MaxLog+100, Delivered)
	w.fills(hook, MaxWaiting+50, Waiting)
	must(t, w.tidy(ctx, time.Now()))
	if a, b, c := w.count(hook, Delivered), w.count(hook, Waiting), w.count(hook, GivenUp); b != MaxWaiting || c != 50 || a != MaxLog-50 {
		t.Errorf("%d delivered, %d waiting, %d given up", a, b, c)
	}
	if w.count(other, Delivered) != 10 {
		t.Error("another hook's log is shorter")
	}
	up := GivenUp
	all, err := w.Deliveries(ctx, hook, Query{State: &up, Limit: MaxPage + 1})
	if err != nil || len(all) != 50 || all[0].Event != "0-49" || !strings.Contains(all[0].Why, "too many") {
		t.Errorf("%v, %d", err, len(all))
	}
}

// The log is shown in windows.
func TestWindowsOfTheLog(t *testing.T) {
	w := newTeller(t, nil)
	hook, _ := w.adds(New{URL: "https://erp.example/", Paused: true})
	w.fills(hook, 120, Delivered)
	var ids []string
	var last int64
	for {
		all, err := w.Deliveries(ctx, hook, Query{Before: last})
		must(t, err)
		if len(all) == 0 {
			break
		}
		for _, d := range all {
			ids = append(ids, d.Event)
		}
		last = all[len(all)-1].ID
	}
	slices.Reverse(ids)
	if len(ids) != 120 || ids[0] != "1-0" || ids[119] != "1-119" {
		t.Errorf("%d: %q", len(ids), ids)
	}
}

// After a month nothing waits any more, and after another nothing of it is there.
func TestOldDeliveries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTeller(t, newReceiver(nil))
		hook, _ := w.adds(New{URL: "https://erp.example/", Paused: true})
		w.starts()
		w.says("o", "e1")
		w.fills(hook, 1, Delivered)
		<-time.After(KeepLog - 2*time.Hour)
		if w.count(hook, Waiting) != 1 || w.count(hook, Delivered) != 1 {
			t.Error("it went too early")
		}
		<-time.After(4 * time.Hour)
		if w.count(hook, GivenUp) != 1 || w.count(hook, Delivered) != 0 {
			t.Errorf("%d are given up, %d delivered", w.count(hook, GivenUp), w.count(hook, Delivered))
		}
		<-time.After(KeepLog)
		if n := len(w.log(hook)); n != 0 {
			t.Errorf("%d are left", n)
		}
	})
}

// The audit finds what has no owner, no next step or another content.
func TestAudit(t *testing.T) {
	for want, query := range map[string]string{
		"is to no webhook":              `UPDATE hook_delivery SET hook = 'nobody'`,
		"waits without a next attempt":  `UPDATE hook_delivery SET next = 0`,
		"is not the event e1":           `UPDATE hook_delivery SET body = CAST('{"id":"e2"}' AS BLOB)`,
		"is not the event other":        `UPDATE hook_delivery SET event = 'other'`,
		"lacks a secret":                `UPDATE hook SET secret = x'00'`,
		"has no address":                `UPDATE hook SET url = ''`,
		"until a time without a secret": ``,
	} {
		if query == "" {
			want, query = "lacks a secret", `UPDATE hook SET until = 1`
		}
		v := newTeller(t, nil)
		v.adds(New{URL: "https://erp.example/"})
		v.says("o", "e1")
		v.audits()
		must(t, v.Vault.Update(ctx, "test", func(tx *vault.Tx) error { return tx.Do("planting", query) }))
		var findings []string
		must(t, v.Vault.View(ctx, func(tx *vault.Tx) (err error) {
			findings, err = Audit(tx)
			return err
		}))
		if len(findings) != 1 || !strings.HasPrefix(findings[0], "webhook: ") || !strings.Contains(findings[0], want) {
			t.Errorf("%s: %q", query, findings)
		}
		v.Service = nil // its own audit would find it too
	}
}
