package webhook

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
)

// What is stored goes out after a crash too, once, as it was.
func TestCrashBetweenCommitAndSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(nil)
		w := newTeller(t, r)
		hook, secret := w.adds(New{URL: "https://erp.example/"})
		w.says("o", "e1", "e2")
		before := w.log(hook)
		w.reopens()
		w.says("o", "e1") // as if the event came once more
		w.starts()
		synctest.Wait()
		r.wants(t, "e1", "e2")
		for i, p := range r.all() {
			must(t, verifies(secret, p))
			if string(p.body) != string(before[1-i].Body) {
				t.Errorf("sent %s, stored %s", p.body, before[1-i].Body)
			}
		}
		w.reopens()
		w.says("o", "e2")
		w.starts()
		synctest.Wait()
		r.wants(t, "e1", "e2")
	})
}

// An attempt is noted before it is made: after a crash within one, the next waits as after
// a failure.
func TestCrashWithinAnAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(nil)
		w := newTeller(t, r)
		hook, _ := w.adds(New{URL: "https://erp.example/"})
		w.says("o", "e1")
		must(t, w.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
			_, _, err := claim(tx, w.log(hook)[0].ID, time.Now())
			return err
		}))
		w.reopens()
		w.starts()
		<-time.After(4 * time.Second)
		r.wants(t)
		<-time.After(2 * time.Second)
		r.wants(t, "e1")
		if d := w.log(hook)[0]; d.Attempts != 2 || d.State != Delivered {
			t.Errorf("%+v", d)
		}
	})
}

// A stop breaks attempts off, which then do not count.
func TestCloseBreaksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTeller(t, silent{})
		hook, _ := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		w.says("o", "e1")
		synctest.Wait()
		began := time.Now()
		w.Close()
		if time.Since(began) > 0 {
			t.Error("the stop waits for a receiver")
		}
		if d := w.log(hook)[0]; d.State != Waiting || d.Attempts != 0 || d.Next.After(began) || !w.hook(hook).Failing.IsZero() {
			t.Errorf("%+v", d)
		}
	})
}

// What is rolled back is told to nobody.
func TestRollback(t *testing.T) {
	w := newTeller(t, newReceiver(nil))
	hook, _ := w.adds(New{URL: "https://erp.example/"})
	err := w.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
		must(t, w.tell(tx, news{id: "e1", kind: OrderStage}))
		return errors.New("no")
	})
	if err == nil || len(w.log(hook)) != 0 {
		t.Errorf("%v, %d deliveries", err, len(w.log(hook)))
	}
}

// What concerns one order waits for what came before, until that is given up. What
// concerns another goes past.
func TestOrderOfOneOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(nil)
		r.answers(func(p post) *http.Response {
			if p.event.ID == "bad" {
				return says(500, "")
			}
			return says(200, "")
		})
		w := newTeller(t, r)
		hook, _ := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		w.says("o1", "e1", "bad", "e3", "e4")
		w.says("o2", "f1", "f2")
		<-time.After(time.Second)
		got := r.ids()
		slices.Sort(got)
		if !slices.Equal(slices.Compact(got), []string{"bad", "e1", "f1", "f2"}) || len(got) > 5 {
			t.Errorf("%q came", got)
		}
		for i := range 100 { // who hurry it once
			w.says("o3", fmt.Sprint("f", i+3))
			<-time.After(time.Minute)
		}
		if n := w.log(hook)[len(w.log(hook))-2].Attempts; n > 6 {
			t.Errorf("%d attempts within two hours", n)
		}
		<-time.After(4 * 24 * time.Hour)
		got = slices.DeleteFunc(r.ids(), func(id string) bool { return id == "bad" || id[0] == 'f' })
		if !slices.Equal(got, []string{"e1", "e3", "e4"}) {
			t.Errorf("%q came", got)
		}
	})
}

// A thousand events of a hundred orders, while the receiver was away, and another hook
// that wants only some of them.
func TestManyWait(t *testing.T) {
	r, few := newReceiver(nil), newReceiver(nil)
	w := newTeller(t, nil)
	hook, secret := w.adds(New{URL: r.serves(t)})
	w.adds(New{URL: few.serves(t), Types: []string{StockOut}})
	want := make(map[string][]string)
	for i := range 100 {
		order := fmt.Sprint("o", i)
		for j := range 10 {
			want[order] = append(want[order], fmt.Sprint(order, "-", j))
		}
		w.says(order, want[order]...)
	}
	must(t, w.Vault.Update(ctx, "test", func(tx *vault.Tx) error { return w.Stock(tx, "mug", "", 0, true) }))
	w.starts()
	r.waits(t, 1001)
	few.waits(t, 1)
	w.settles(hook)
	got := make(map[string][]string)
	for _, p := range r.all() {
		must(t, verifies(secret, p))
		if p.event.Type == OrderStage {
			got[p.event.Subject] = append(got[p.event.Subject], p.event.ID)
		}
	}
	if !maps.EqualFunc(got, want, slices.Equal) {
		t.Error("they came in another order, or twice")
	}
	if posts := few.all(); len(posts) != 1 || posts[0].event.Subject != "mug" || verifies(secret, posts[0]) == nil {
		t.Errorf("the other hook got %q", few.ids())
	}
}
