package outbox

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/provider/depot"
)

// A provider's address in a pointer that somebody holds is as good as a push node:
// the message is stored. After the receipt nothing lies anywhere.
func TestProvider(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		to, nowhere := leads(d, a)
		if a.at("dropbox").holds() != 1 || to["dropbox"] != 1 || nowhere != 0 || d.puts.Load() != 1 {
			t.Fatalf("%d blocks, records lead to %v and %d nowhere after %d puts", a.at("dropbox").holds(), to, nowhere, d.puts.Load())
		}
		r, _ := w.row("a")
		if hs := w.holders("a"); r.State != Stored || len(hs) != 1 || hs[0].Account != "dropbox" || !hs[0].Until.Equal(r.Expires) {
			t.Errorf("%+v at %+v", r, hs)
		}
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.update(w.wakeAllNow)
		w.after(time.Minute)
		if n := a.at("dropbox").holds(); n != 0 {
			t.Errorf("%d blocks are left", n)
		}
		w.wantNothing()
		w.wantSeen("a 1 ", "a 3 ")
	}, "dropbox")
}

// wakeAllNow makes all due, as a start does.
func (w *world) wakeAllNow(tx *vault.Tx) error {
	tx.AfterCommit(w.wake)
	return allDue(tx)
}

// While a provider does not answer, the pointer leads here, the state says so, and
// the provider is tried again until it has the block.
func TestProviderDown(t *testing.T) {
	for name, err := range map[string]error{"down": errDown, "auth": depot.ErrAuth, "full": depot.ErrQuota,
		"limited": &depot.RateLimited{After: time.Minute}} {
		t.Run(name, func(t *testing.T) {
			placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
				box := a.at("dropbox")
				box.set(func(f *fakeDepot) { f.down = err })
				w.add(w.parcel("a", newPeer(t)))
				w.after(10 * time.Second)
				if r, _ := w.row("a"); r.State != Queued || r.Pointers != 3 || a.health["dropbox"] == nil {
					t.Errorf("%+v, health %v", r, a.health["dropbox"])
				}
				if box.calls > 10 {
					t.Errorf("%d calls in ten seconds", box.calls)
				}
				box.set(func(f *fakeDepot) { f.down = nil })
				w.after(2 * time.Hour)
				to, nowhere := leads(d, a)
				if r, _ := w.row("a"); r.State != Stored || to["dropbox"] != 1 || nowhere != 0 || a.health["dropbox"] != nil {
					t.Errorf("%+v; records lead to %v and %d nowhere; health %v", r, to, nowhere, a.health["dropbox"])
				}
			}, "dropbox")
		})
	}
}

// What fails because the message came meanwhile, and its file went, is not the account's
// fault.
func TestEndedWhileItIsPut(t *testing.T) {
	placing(t, func(t *testing.T, w *world, _ *fakeDHT, a *fakeDepots) {
		a.at("pins").set(func(f *fakeDepot) { f.takes, f.refuses = 10*time.Second, depot.ErrPermanent })
		w.add(w.parcel("a", newPeer(t)))
		w.after(time.Second)
		w.direct.says(direct.Answer{Outcome: direct.Committed}, 0)
		w.update(w.wakeAllNow)
		w.after(10 * time.Second)
		if err := a.health["pins"]; err != nil || a.at("pins").calls == 0 {
			t.Errorf("after %d calls the account is said to fail: %v", a.at("pins").calls, err)
		}
	}, "pins")
}

// A service that has to fetch the block first is asked again; that is no failure.
func TestProviderFetches(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		a.at("dropbox").set(func(f *fakeDepot) { f.pending = 3 })
		w.add(w.parcel("a", newPeer(t)))
		w.after(5 * time.Second)
		if r, _ := w.row("a"); r.State != Queued || a.health["dropbox"] != nil {
			t.Errorf("%+v, health %v", r, a.health["dropbox"])
		}
		w.after(30 * time.Second)
		if r, _ := w.row("a"); r.State != Stored {
			t.Errorf("%+v", r)
		}
	}, "dropbox")
}

// Addresses that end are renewed before, with pointers that name the new ones; while
// that is not possible the message is not called stored.
func TestAddressesEnd(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		bucket := a.at("bucket")
		bucket.set(func(f *fakeDepot) { f.last = 7 * 24 * time.Hour })
		w.add(w.parcel("a", newPeer(t)))
		w.after(4 * 24 * time.Hour)
		p := w.holders("a")
		if _, nowhere := leads(d, a); bucket.version == 0 || nowhere != 0 || time.Until(p[0].Until) < 5*24*time.Hour {
			t.Errorf("version %d, %d records lead nowhere, until %v", bucket.version, nowhere, p[0].Until)
		}
		bucket.set(func(f *fakeDepot) { f.down = errDown })
		w.after(8 * 24 * time.Hour)
		if r, _ := w.row("a"); r.State != Queued {
			t.Errorf("its addresses have ended: %+v", r)
		}
		bucket.set(func(f *fakeDepot) { f.down = nil })
		w.after(2 * time.Hour)
		if r, _ := w.row("a"); r.State != Stored {
			t.Errorf("its addresses were renewed: %+v", r)
		}
	}, "bucket")
}

// What a provider lost is put again, and until then it is only here.
func TestProviderLoses(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		a.at("bucket").set(func(f *fakeDepot) { clear(f.blocks) })
		w.after(25 * time.Hour)
		if _, nowhere := leads(d, a); a.at("bucket").holds() != 1 || nowhere != 0 {
			t.Errorf("%d blocks, %d records lead nowhere", a.at("bucket").holds(), nowhere)
		}
		if r, _ := w.row("a"); r.State != Stored {
			t.Errorf("%+v", r)
		}
		all := w.seen.all()
		if len(all) < 3 || all[1] != "a 0 " || all[len(all)-1] != "a 1 " {
			t.Errorf("the observer saw %q", all)
		}
	}, "bucket")
}

// Until a lost block is there again its pointer stays as it was: the block comes back
// under its name, and whoever has the pointer finds it there.
func TestPointerToALostBlockStays(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		before := d.named()
		a.at("bucket").set(func(f *fakeDepot) { clear(f.blocks); f.pending = 1_000_000 })
		w.after(25 * time.Hour)
		if r, _ := w.row("a"); r.State != Queued {
			t.Errorf("%+v", r)
		}
		if after := d.named(); len(after) != 1 || !slices.Equal(after[0], before[0]) {
			t.Errorf("the pointers name %q, before %q", after, before)
		}
	}, "bucket")
}

// With several providers each has it, and one that fails takes nothing from the others.
func TestMirrors(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		a.at("bucket").set(func(f *fakeDepot) { f.down = depot.ErrQuota })
		w.add(w.parcel("a", newPeer(t)))
		w.after(time.Minute)
		if r, _ := w.row("a"); r.State != Stored {
			t.Errorf("%+v", r)
		}
		a.at("bucket").set(func(f *fakeDepot) { f.down = nil })
		w.after(2 * time.Hour)
		for _, addrs := range d.named() {
			if len(addrs) != 2 || !a.at("dropbox").has(addrs[0]) || !a.at("bucket").has(addrs[1]) {
				t.Errorf("the pointer names %q", addrs)
			}
		}
		if n := d.copies(); n != 3 {
			t.Errorf("%d copies of records", n)
		}
	}, "dropbox", "bucket")
}

// Hundreds of messages under way move from one provider to another, while people come
// for them: at no time does a pointer lead nowhere, and nothing stays behind.
func TestMove(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		const n = 120
		var mailboxes []deposit.Mailbox
		for i := range n {
			p := w.parcel(fmt.Sprint(i), newPeer(t))
			mailboxes = append(mailboxes, p.Mailbox)
			w.add(p)
		}
		w.after(10 * time.Second)
		a.choose(w, "bucket")
		for i := range 20 {
			w.update(func(tx *vault.Tx) error { return w.Done(tx, fmt.Sprint(i)) }) // they came
			w.after(50 * time.Millisecond)
			// Of what has come, pointer and block go side by side: nobody looks for it any more.
			if _, nowhere := leads(d, a, mailboxes[:i+1]...); nowhere != 0 {
				t.Fatalf("%d pointers lead nowhere", nowhere)
			}
		}
		w.after(time.Minute)
		if l, _ := leads(d, a); l["bucket"] != n-20 || a.at("bucket").holds() != n-20 || a.at("dropbox").holds() != 0 {
			t.Errorf("%v; the bucket holds %d, Dropbox %d", l, a.at("bucket").holds(), a.at("dropbox").holds())
		}
		a.choose(w)
		w.after(time.Minute)
		if r, _ := w.row("50"); a.at("bucket").holds() != 0 || r.State != Queued || r.Pointers != 3 {
			t.Errorf("back on this computer: the bucket holds %d, %+v", a.at("bucket").holds(), r)
		}
		a.choose(w, "dropbox")
		w.after(time.Minute)
		if r, _ := w.row("50"); a.at("dropbox").holds() != n-20 || r.State != Stored || w.count("removal") != 0 {
			t.Errorf("Dropbox holds %d, %+v, %d removals", a.at("dropbox").holds(), r, w.count("removal"))
		}
	}, "dropbox")
}

// A provider that is not chosen any more keeps a block until the new one has it.
func TestMoveWaitsForTheNew(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		a.at("bucket").set(func(f *fakeDepot) { f.down = errDown })
		a.choose(w, "bucket")
		w.after(time.Hour)
		if r, _ := w.row("a"); r.State != Stored || a.at("dropbox").holds() != 1 {
			t.Errorf("%+v; Dropbox holds %d", r, a.at("dropbox").holds())
		}
		a.at("bucket").set(func(f *fakeDepot) { f.down = nil })
		w.after(2 * time.Hour)
		if r, _ := w.row("a"); r.State != Stored || a.at("dropbox").holds() != 0 || a.at("bucket").holds() != 1 {
			t.Errorf("%+v; Dropbox holds %d, the bucket %d", r, a.at("dropbox").holds(), a.at("bucket").holds())
		}
	}, "dropbox")
}

// A block is removed even if the provider is away when the message ends.
func TestRemovalWaits(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		w.add(w.parcel("a", newPeer(t)))
		synctest.Wait()
		a.at("dropbox").set(func(f *fakeDepot) { f.down = errDown })
		w.update(func(tx *vault.Tx) error { return w.Done(tx, "a") })
		w.after(time.Hour)
		w.restart()
		a.at("dropbox").set(func(f *fakeDepot) { f.down = nil })
		w.after(2 * time.Hour)
		if n := a.at("dropbox").holds(); n != 0 {
			t.Errorf("%d blocks are left", n)
		}
		w.wantNothing()
	}, "dropbox")
}

// Until the parcel that replaces another is held somewhere, the pointer to the one before
// stays, and leads to its block.
func TestReplacedPointerGoesLast(t *testing.T) {
	placing(t, func(t *testing.T, w *world, d *fakeDHT, a *fakeDepots) {
		to := newPeer(t)
		w.add(w.parcel("a", to))
		w.after(time.Minute)
		box := a.at("dropbox")
		box.set(func(f *fakeDepot) { f.down = errDown })
		w.add(w.parcel("a", to)) // in place of the first
		w.after(time.Minute)
		w.restart() // which wakes everything else
		w.after(time.Minute)
		if there, _ := leads(d, a); there["dropbox"] == 0 {
			t.Error("no pointer leads to what is there")
		}
		box.set(func(f *fakeDepot) { f.down = nil })
		w.after(2 * time.Hour)
		if there, nowhere := leads(d, a); box.holds() != 1 || there["dropbox"] != 1 || nowhere != 0 {
			t.Errorf("%d blocks; records lead to %v and %d nowhere", box.holds(), there, nowhere)
		}
		w.wantStored("a")
	}, "dropbox")
}
