package webhook

import (
	"bytes"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	bus "restante/node/event"
)

func refuses(status int, header ...string) func(post) *http.Response {
	return func(post) *http.Response { return says(status, "no", header...) }
}

// Ten attempts over three days, each with the same ID and body, then no more; a person
// can have it begin anew.
func TestRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(refuses(500))
		w := newTeller(t, r)
		hook, secret := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		w.says("o", "e1")
		<-time.After(4 * 24 * time.Hour)
		posts := r.all()
		if len(posts) != 1+len(delays) {
			t.Fatalf("%d attempts", len(posts))
		}
		for i, p := range posts {
			must(t, verifies(secret, p))
			if p.header.Get("webhook-id") != "e1" || !bytes.Equal(p.body, posts[0].body) {
				t.Errorf("attempt %d is another one", i)
			}
			if i == 0 {
				continue
			}
			if got, want := p.at.Sub(posts[i-1].at), delays[i-1]; got < want*9/10 || got > want*11/10+time.Second {
				t.Errorf("attempt %d after %s, want about %s", i, got, want)
			}
		}
		if d := w.log(hook)[0]; d.State != GivenUp || d.Attempts != 10 || d.Why != "it answered 500" || d.Text != "no" || !d.Next.IsZero() {
			t.Errorf("%+v", d)
		}
		r.answers(nil)
		must(t, w.Redeliver(ctx, hook, w.log(hook)[0].ID))
		synctest.Wait()
		if d := w.log(hook)[0]; d.State != Delivered || d.Attempts != 1 || len(r.all()) != 11 {
			t.Errorf("%+v", d)
		}
	})
}

// All that was given up since a time goes again, and what was delivered does not.
func TestRedeliverSince(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(refuses(500))
		w := newTeller(t, r)
		hook, _ := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		w.says("o1", "old")
		<-time.After(4 * 24 * time.Hour)
		r.answers(nil)
		w.says("o2", "fine")
		synctest.Wait()
		since := time.Now()
		r.answers(refuses(500))
		w.says("o1", "e1")
		w.says("o2", "e2")
		<-time.After(4 * 24 * time.Hour)
		r.answers(nil)
		before := len(r.all())
		if n, err := w.RedeliverSince(ctx, hook, since); n != 2 || err != nil {
			t.Errorf("%d again, %v", n, err)
		}
		synctest.Wait()
		if got := len(r.all()) - before; got != 2 {
			t.Errorf("%d came", got)
		}
		if err := w.Redeliver(ctx, hook, 999); !errors.Is(err, ErrNoDelivery) {
			t.Error(err)
		}
		if _, err := w.RedeliverSince(ctx, "nobody", since); !errors.Is(err, ErrNoHook) {
			t.Error(err)
		}
	})
}

// Where the receiver says how long to wait nothing goes there before, at most a day.
func TestRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for text, want := range map[string]time.Duration{
			"600": 10 * time.Minute, "a date": 2 * time.Hour, "99999999": MaxRest, "0": 5 * time.Second, "-1": 5 * time.Second, "soon": 5 * time.Second,
		} {
			if text == "a date" {
				text = time.Now().Add(want).UTC().Format(http.TimeFormat)
			}
			r := newReceiver(refuses(429, "Retry-After", text))
			w := newTeller(t, r)
			hook, _ := w.adds(New{URL: "https://erp.example/"})
			w.starts()
			w.says("o1", "e1")
			r.waits(t, 1)
			synctest.Wait()
			r.answers(nil)
			began := time.Now()
			if want > time.Minute {
				w.says("o2", "e2") // nor does another one
			}
			<-time.After(want*9/10 - time.Second)
			if n := len(r.all()); n != 1 {
				t.Errorf("%s: %d attempts too early", text, n-1)
			}
			<-time.After(want/4 + 2*time.Second)
			if w.hook(hook).Waiting > 0 {
				t.Errorf("%s: after %s it still waits", text, time.Since(began))
			}
			w.Close()
		}
	})
}

// A receiver that answers 410 is paused, and collects until it is resumed.
func TestGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(refuses(410))
		w := newTeller(t, r)
		hook, _ := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		w.says("o", "e1")
		<-time.After(24 * time.Hour)
		w.says("o", "e2")
		<-time.After(24 * time.Hour)
		r.wants(t, "e1")
		if h := w.hook(hook); !h.Paused || h.Why == "" || h.Waiting != 2 {
			t.Errorf("%+v", h)
		}
		w.wantsNotice(hook)
		r.answers(nil)
		resumes(t, w, hook)
		r.wants(t, "e1", "e1", "e2")
	})
}

func resumes(t *testing.T, w *teller, hook string) {
	t.Helper()
	no := false
	h, err := w.Change(ctx, hook, Change{Paused: &no})
	if must(t, err); h.Paused || h.Why != "" || !h.Failing.IsZero() {
		t.Errorf("%+v", h)
	}
	synctest.Wait()
}

// wantsNotice: the bus has said once that the hook is paused.
func (w *teller) wantsNotice(hook string) {
	w.t.Helper()
	n := 0
	for _, e := range taken(w.events) {
		if p, ok := e.(Paused); ok && p.Hook == hook && p.Why != "" {
			n++
		}
	}
	if n != 1 {
		w.t.Errorf("%d notices", n)
	}
}

func taken(s *bus.Subscription) []any { all, _ := s.Take(); return all }

// After five days of nothing but failures a hook is paused; one success begins anew.
func TestNothingButFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(refuses(503))
		w := newTeller(t, r)
		hook, _ := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		fails := func(days int) {
			for range days {
				w.says("o", "")
				<-time.After(24 * time.Hour)
			}
		}
		fails(4)
		if h := w.hook(hook); h.Paused || h.Failing.IsZero() {
			t.Errorf("%+v", h)
		}
		r.answers(nil)
		<-time.After(25 * time.Hour)
		if h := w.hook(hook); h.Waiting != 0 || !h.Failing.IsZero() {
			t.Errorf("%+v", h)
		}
		r.answers(refuses(503))
		fails(5)
		if w.hook(hook).Paused {
			t.Error("paused too early")
		}
		fails(2)
		if h := w.hook(hook); !h.Paused || h.Why == "" {
			t.Errorf("%+v", h)
		}
		w.wantsNotice(hook)
	})
}

// The first success after failures, that of a test too, hurries all that waits.
func TestSuccessHurries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(refuses(500))
		w := newTeller(t, r)
		hook, secret := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		for _, order := range []string{"o1", "o2", "o3"} {
			w.says(order, order)
		}
		<-time.After(3 * time.Hour)
		r.answers(nil)
		n := len(r.all())
		a, err := w.Test(ctx, hook)
		if err != nil || a.Status != 200 || a.Why != "" {
			t.Errorf("%+v, %v", a, err)
		}
		synctest.Wait()
		posts := r.all()[n:]
		if len(posts) != 4 || posts[0].event.Type != Ping || w.hook(hook).Waiting != 0 {
			t.Errorf("%d came", len(posts))
		}
		must(t, verifies(secret, posts[0]))
		if len(w.log(hook)) != 3 {
			t.Error("a test is in the log")
		}
		r.answers(refuses(500))
		if a, err := w.Test(ctx, hook); err != nil || a.Status != 500 || a.Why == "" || a.Text != "no" {
			t.Errorf("%+v, %v", a, err)
		}
	})
}
