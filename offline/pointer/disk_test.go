package pointer

import (
	"strings"
	"sync"
	"testing"

	"restante/node/vault"
	"restante/offline/deposit"
)

// A holder whose disk fails says no, and goes on.
func TestDiskFails(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t, h)
	l := newLetter(t, bob.Mailbox())
	alice.leave(t, l)
	change(t, h, `CREATE TRIGGER broken BEFORE INSERT ON pointer_records BEGIN SELECT RAISE(ABORT, 'broken'); END`)
	if r := alice.refused(t, newLetter(t, bob.Mailbox())); r.Code != CodeBusy || strings.Contains(r.Reason, "broken") {
		t.Errorf("refusal %+v", r)
	}
	change(t, h, `DROP TRIGGER broken`)
	bob.holds(t, l)
	if err := h.vault.Close(); err != nil {
		t.Fatal(err)
	}
	if r := alice.refused(t, newLetter(t, bob.Mailbox())); r.Code != CodeBusy {
		t.Errorf("refusal %+v", r)
	}
	if err := bob.Find(t.Context(), bob, nil, nil); !isRefusal(err) {
		t.Errorf("error = %v", err)
	}
	if done, err := alice.Cancel(t.Context(), bob.Mailbox(), []Cancellation{l.cancellation()}, nil, nil); !isRefusal(err) || len(done) != 0 {
		t.Errorf("cancelled at %v, %v", done, err)
	}
}

// change does to the tables what no code of this package does.
func change(t testing.TB, h *holder, query string, args ...any) {
	t.Helper()
	err := h.vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// One write that fails does not take those with it that share its commit.
func TestSpoiltGroup(t *testing.T) {
	h := newHolder(t, Limits{})
	good := func(tx *vault.Tx) error {
		return tx.Do("test", `INSERT INTO pointer_usage (owner, records) VALUES (randomblob(8), 0)`)
	}
	bad := func(tx *vault.Tx) error { return tx.Do("test", `INSERT INTO nowhere VALUES (1)`) }
	var group []*job
	for i := range 5 {
		run := good
		if i == 2 {
			run = bad
		}
		group = append(group, &job{run: run, finished: make(chan error, 1)})
	}
	h.writes.commit(group)
	for i, j := range group {
		if err := <-j.finished; (err != nil) != (i == 2) {
			t.Errorf("job %d: %v", i, err)
		}
	}
	change(t, h, `DELETE FROM pointer_usage WHERE length(owner) = 8`)
}

// Everything at once, by many.
func TestConcurrentUse(t *testing.T) {
	h, other := newHolder(t, Limits{}), newHolder(t, Limits{})
	bob := newUser(t, h, other)
	var wg sync.WaitGroup
	for range 4 {
		u := newUser(t, h, other)
		for range 3 {
			keep, back, read := newLetter(t, bob.Mailbox()), newLetter(t, bob.Mailbox()), newLetter(t, bob.Mailbox())
			wg.Go(func() {
				u.leave(t, keep, back, read)
				if done, err := u.Cancel(t.Context(), bob.Mailbox(), []Cancellation{back.cancellation()}, nil, nil); err != nil || len(done) != 2 {
					t.Errorf("cancelled at %v, %v", done, err)
				}
				if err := bob.Release(t.Context(), bob, nil, []deposit.Key{read.key}); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() { bob.look(t) })
		}
	}
	wg.Wait()
	if n := len(bob.look(t)); n != 12 {
		t.Errorf("%d records, want 12", n)
	}
	for _, h := range []*holder{h, other} {
		if u := h.usage(t); u != (Usage{Records: 12, Tombstones: 24}) {
			t.Errorf("usage = %+v", u)
		}
	}
}

// The audit finds what it promises to find.
func TestAudit(t *testing.T) {
	for query, want := range map[string]string{
		`UPDATE pointer_records SET expires = 1`:                                        "held past their expiry",
		`INSERT INTO pointer_tombstones VALUES (x'01', x'02', 1)`:                       "tombstones kept past",
		`INSERT INTO pointer_tombstones SELECT key, network, last FROM pointer_records`: "have a tombstone",
		`UPDATE pointer_usage SET records = 7 WHERE owner = x''`:                        "counts that are wrong",
		`DELETE FROM pointer_usage WHERE length(owner) = 32`:                            "counts that are wrong",
		`INSERT INTO pointer_usage VALUES (x'07', 1, 0)`:                                "counts that are wrong",
	} {
		h := newHolder(t, Limits{})
		alice := newUser(t, h)
		alice.leave(t, newLetter(t, alice.Mailbox()))
		change(t, h, query)
		var findings []string
		err := h.vault.View(t.Context(), func(tx *vault.Tx) (err error) {
			findings, err = Audit(tx)
			return err
		})
		if err != nil || len(findings) != 1 || !strings.Contains(findings[0], want) {
			t.Errorf("%s: %q, %v", query, findings, err)
		}
		h.Close()
		h.vault.Close() // or the audit at the end would find it too
	}
}

func TestMilder(t *testing.T) {
	gone, busy := refuse(CodeGone, "gone"), refuse(CodeBusy, "busy")
	five, three := refuse(CodeMailboxFull, "full"), refuse(CodeHolderFull, "full")
	five.Work, three.Work = 5, 3
	for _, c := range []struct{ a, b, want *Refusal }{
		{nil, gone, gone}, {gone, nil, gone}, {gone, busy, busy}, {busy, gone, busy},
		{busy, five, five}, {five, busy, five}, {five, three, three}, {three, five, three},
	} {
		if got := milder(c.a, c.b); got != c.want {
			t.Errorf("milder(%v, %v) = %v", c.a, c.b, got)
		}
	}
}
