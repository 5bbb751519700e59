package outbox

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/push"

	"restante/node/vault"
)

// brokenDisk makes every write to the outbox's folder fail until mend is called.
func (w *world) brokenDisk() (mend func()) {
	w.t.Helper()
	away := w.dir + ".away"
	must := func(err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
	}
	must(os.Rename(w.dir, away))
	must(os.WriteFile(w.dir, nil, 0o600))
	return func() {
		w.t.Helper()
		must(os.Remove(w.dir))
		must(os.Rename(away, w.dir))
	}
}

func TestFullDisk(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		mend := w.brokenDisk()
		a, b := w.parcel("a", newPeer(t), node), w.parcel("b", newPeer(t), node)
		w.add(a, b)
		w.after(time.Minute)
		if n := len(w.push.stored(node.ID, "")); n != 0 || w.count("parcel") != 2 {
			t.Errorf("%d deposits of bytes that are on no disk, %d parcels", n, w.count("parcel"))
		}
		mend()
		w.after(time.Hour)
		if w.push.holds() != 2 || w.files() != 2 {
			t.Errorf("%d deposits, %d files; want 2 each", w.push.holds(), w.files())
		}
		mend = w.brokenDisk() // nor can files be removed now
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.restart()
		mend()
		w.restart()
		slices.Sort(w.seen.log)
		w.wantSeen("a 1 ", "a 3 ", "b 1 ", "b 3 ")
		w.wantNothing()
	})
}

// The bytes of one parcel are gone: those behind it go out all the same.
// The recipient connects in the moment in which a message is accepted: it is filed
// once, though it is named twice.
func TestFiledOnce(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		p := w.parcel("a", newPeer(t), node)
		j := job{ref: p.Ref, digest: digest(p), peer: p.Peer}
		w.update(func(tx *vault.Tx) error {
			tx.AfterCommit(func() { w.filing.put(j, j) })
			return insertParcel(tx, p, j.digest, time.Now(), time.Now().Add(time.Hour))
		})
		synctest.Wait()
		if w.push.holds() != 1 || w.count("target") != 1 || w.files() != 1 {
			t.Errorf("%d deposits, %d targets, %d files", w.push.holds(), w.count("target"), w.files())
		}
	})
}

func TestDamagedFile(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		w.push.set(node.ID, away)
		bad, good := w.parcel("bad", to, node), w.parcel("good", to, node)
		w.add(bad, good)
		synctest.Wait()
		file := filepath.Join(w.dir, digest(bad).String())
		if err := os.WriteFile(file, []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		w.push.set(node.ID, nil)
		w.restart()
		if w.push.holds() != 1 || len(w.push.stored(node.ID, "rubbish")) != 0 {
			t.Errorf("%d deposits, want the good one", w.push.holds())
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.restart()
		w.wantSeen("good 1 ", "good 3 ")
		if got := w.audit(); len(got) != 1 || !strings.Contains(got[0], "the bytes of bad are gone") {
			t.Errorf("audit: %q", got)
		}
		w.add(w.parcel("bad", to)) // sealed anew
		synctest.Wait()
	})
}

func TestAudit(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		gone := w.parcel("gone", newPeer(t), newNode(t))
		w.add(gone)
		synctest.Wait()
		if got := w.audit(); len(got) != 0 {
			t.Fatalf("audit of a sound outbox: %q", got)
		}
		plant := map[string]string{strings.Repeat("ab", 32): "has no owner", "notes.txt": "is no message file"}
		for name := range plant {
			if err := os.WriteFile(filepath.Join(w.dir, name), []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		file := filepath.Join(w.dir, digest(gone).String())
		sealed, err := os.ReadFile(file)
		if err != nil || string(sealed) != string(gone.Sealed) {
			t.Fatalf("the file is not what was sealed: %v", err)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		plant["gone"] = "the bytes of gone are gone"
		findings := w.audit()
		for _, want := range plant {
			if !strings.Contains(strings.Join(findings, "\n"), want) {
				t.Errorf("the audit does not say that %q: %q", want, findings)
			}
		}
		if len(findings) != len(plant) {
			t.Errorf("%d findings, want %d: %q", len(findings), len(plant), findings)
		}
		for name := range plant {
			_ = os.Remove(filepath.Join(w.dir, name))
		}
		if _, err := w.Folder.Put(gone.Sealed); err != nil {
			t.Fatal(err)
		}
	})
}

// A push node that says no to one cancel keeps none of the others.
func TestCancelRefused(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		to, node := newPeer(t), newNode(t)
		wrong, right := w.parcel("wrong", to, node), w.parcel("right", to, node)
		w.add(wrong, right)
		synctest.Wait()
		_, key := w.recordKey(wrong)
		w.push.wrong[key] = true
		w.push.set(node.ID, away)
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.restart()
		w.push.set(node.ID, nil)
		w.restart() // both are due, and go together
		w.after(time.Second)
		if w.push.holds() != 1 || w.count("cancel") != 0 {
			t.Errorf("%d deposits, %d cancels; want the one that will never be given back", w.push.holds(), w.count("cancel"))
		}
		n := len(w.push.cancels)
		w.after(24 * time.Hour)
		if len(w.push.cancels) != n {
			t.Error("it was asked again for what it refused for good")
		}
	})
}

// A transient no to a cancel is asked again.
func TestCancelLater(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.add(w.parcel("a", newPeer(t), node))
		synctest.Wait()
		w.push.set(node.ID, func(context.Context) error { return &push.Refusal{Code: push.CodeBusy, Reason: "busy"} })
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.restart()
		w.after(time.Minute)
		if w.count("cancel") != 1 {
			t.Fatal("the cancel was given up")
		}
		w.push.set(node.ID, nil)
		w.after(2 * time.Hour)
		w.wantNothing()
	})
}

// A parcel that nothing would ever try, or that nobody signed for, is found.
func TestAuditOfRows(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		if f := w.audit(); len(f) != 0 {
			t.Fatalf("sound rows: %q", f)
		}
		for _, fault := range []string{`UPDATE parcel SET next_at = 1 << 62`, `UPDATE parcel SET next_at = 0, state = 1`} {
			w.update(func(tx *vault.Tx) error { _, err := tx.Exec(fault); return err })
			if f := w.audit(); len(f) != 1 {
				t.Errorf("%s: %q, want one finding", fault, f)
			}
		}
		w.update(func(tx *vault.Tx) error { _, err := tx.Exec(`UPDATE parcel SET state = 0`); return err }) // the world audits too
	})
}

// A crash came between a file and its note, and then the recipient is there at once:
// nothing is left without an owner.
func TestCrashBeforeAFileIsNoted(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		p := w.parcel("a", newPeer(t), newNode(t))
		w.online[p.Peer] = true
		w.Close()
		w.add(p)
		if _, err := w.Folder.Put(p.Sealed); err != nil {
			t.Fatal(err)
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.restart()
		w.wantSeen("a 3 ")
		w.wantNothing()
	})
}

// stopped is told when a record is sealed, with the file of its parcel on disk already.
type stopped struct {
	cards
	sealing func()
}

func (s stopped) SealBody(ctx context.Context, to peer.ID, m deposit.Mailbox, body []byte) ([]byte, error) {
	s.sealing()
	return s.cards.SealBody(ctx, to, m, body)
}

// The program stops between a file and its note, and the parcel ends after that: nothing
// is left without an owner.
func TestStopWhileFiling(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.Recipients = stopped{w.cards, func() { w.stop() }}
		p := w.parcel("a", newPeer(t), newNode(t))
		w.add(p)
		synctest.Wait()
		w.Close()
		if w.files() != 1 {
			t.Fatalf("%d files were written", w.files())
		}
		w.update(func(tx *vault.Tx) error { return w.Done(tx, p.Ref) })
	})
}
