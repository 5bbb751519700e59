package storage

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/provider/depot"
)

func nameOf(tag string, c byte) string { return "restante-" + tag + strings.Repeat(string(c), 26) }

// A sweep removes what is ours and has no owner, and nothing else.
func TestSweep(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	other := open(t, nil) // another database in the same account
	blocks := w.cloud.box("one").blocks
	for _, name := range []string{nameOf(w.tag, 'a'), nameOf(w.tag, 'b'), nameOf(other.tag, 'c'), "holiday.jpg"} {
		blocks[name] = []byte("x")
	}
	w.lies(id, nameOf(w.tag, 'b')) // somebody's still
	must(t, w.Sweep(t.Context()))
	if len(blocks) != 3 || blocks[nameOf(w.tag, 'a')] != nil {
		t.Errorf("%v are left", blocks)
	}
	a := w.account(id)
	if a.Sweep.Seen != 2 || a.Sweep.Orphans != 1 || a.Sweep.Error != "" || !within(a.Sweep.At, time.Minute) {
		t.Errorf("%+v", a.Sweep)
	}
	if a.Usage.Used != 1000 || a.Usage.Quota != 5000 || !within(a.Asked, time.Minute) {
		t.Errorf("%+v asked %v", a.Usage, a.Asked)
	}
}

// Who uses the program for a few minutes at a time is swept once a day too, and the
// history has every day.
func TestShortSessions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, nil)
		id := w.add("one", Primary)
		var sweeps []time.Time
		for range 12 { // three days
			again := open(t, w.Vault)
			again.cloud = w.cloud
			again.Start(t.Context())
			<-time.After(time.Minute)
			again.Close()
			if at := w.account(id).Sweep.At; len(sweeps) == 0 || !at.Equal(sweeps[len(sweeps)-1]) {
				sweeps = append(sweeps, at)
			}
			<-time.After(6*time.Hour - time.Minute)
		}
		if len(sweeps) != 3 || sweeps[0].IsZero() {
			t.Errorf("swept at %v", sweeps)
		}
		if days, err := w.History(t.Context(), time.Now().Add(-72*time.Hour)); err != nil || len(days) < 3 {
			t.Errorf("%d days, %v", len(days), err)
		}
	})
}

// An account that fails says so in its report, and the others are swept.
func TestSweepFails(t *testing.T) {
	w := open(t, nil)
	down, up := w.add("down", Primary), w.add("up", Mirror)
	w.cloud.box("down").down = depot.ErrAuth
	w.cloud.box("up").blocks[nameOf(w.tag, 'a')] = nil
	must(t, w.Sweep(t.Context()))
	if a := w.account(down); a.Sweep.Error == "" || a.Failing.IsZero() {
		t.Errorf("%+v", a)
	}
	if a := w.account(up); a.Sweep.Orphans != 1 {
		t.Errorf("%+v", a.Sweep)
	}
}

// Who lists without names is not swept: what others left there has none either.
func TestNamelessIsLeftAlone(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	b := w.cloud.box("one")
	b.nameless = true
	b.blocks[nameOf(w.tag, 'a')] = []byte("x")
	must(t, w.Sweep(t.Context()))
	if len(b.blocks) != 1 || w.account(id).Sweep.Seen != 0 {
		t.Errorf("%d blocks, %+v", len(b.blocks), w.account(id).Sweep)
	}
}

// What lay where is remembered by the day, this computer included.
func TestHistory(t *testing.T) {
	w := open(t, nil)
	w.add("one", Primary)
	must(t, w.Sweep(t.Context()))
	must(t, w.Sweep(t.Context()))
	days, err := w.History(t.Context(), time.Now().Add(-48*time.Hour))
	if err != nil || len(days) != 1 || days[0].Account != "" || time.Since(days[0].Date) > 24*time.Hour {
		t.Errorf("%+v, %v", days, err)
	}
}

// The tag stays with the database.
func TestTag(t *testing.T) {
	w := open(t, nil)
	again := open(t, w.Vault)
	one, other := w.Name(), w.Name()
	if w.tag != again.tag || !depot.IsName(one) || !strings.HasPrefix(one, "restante-"+w.tag) || one == other {
		t.Errorf("tags %q and %q, names %q and %q", w.tag, again.tag, one, other)
	}
}

// An account of a kind that this program does not have is shown, and fails.
func TestUnknownKind(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	w.Kinds = nil
	w.forget(id)
	if _, err := w.Open(t.Context(), id); !errors.Is(err, depot.ErrPermanent) {
		t.Error(err)
	}
	if a := w.account(id); a.Title != "one" || a.Settings != nil {
		t.Errorf("%+v", a)
	}
}
