package inbox

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestComesForMail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		n := w.push.node(t)
		n.leaves(letters(3)...)
		w.use(n)
		w.start()
		w.wantCame(letters(3)...)
		if len(n.called("register card")) != 1 || w.published.Load() == 0 || !w.health(n).Registered {
			t.Error("it did not register with its card")
		}
		if n.left() != 0 || len(n.called("list")) != 1 {
			t.Errorf("%d deposits are left, %d lists", n.left(), len(n.called("list")))
		}
		n.leaves("news") // the live notice is over: this one needs its own
		began := time.Now()
		n.notices()
		w.after(gather)
		if w.wantCame(append(letters(3), "news")...); n.left() != 0 {
			t.Error("a notice did not lead to a drain")
		}
		n.leaves("unnoticed")
		w.after(pollEvery - time.Since(began) - 2*gather)
		w.wantCame(append(letters(3), "news")...)
		w.after(3 * gather)
		w.wantCame(append(letters(3), "news", "unnoticed")...)
		w.Close()
	})
}

func TestWindows(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		ns[0].leaves(letters(300)...)
		ns[0].notices()
		w.after(gather)
		w.wantCame(letters(300)...)
		// a page of the push node has 256
		if want := []int{8, 64, 64, 64, 56, 8, 36}; !slices.Equal(ns[0].windows(), want) || !slices.Equal(w.got.batches, want) {
			t.Errorf("windows of %v, batches of %v; want %v", ns[0].windows(), w.got.batches, want)
		}
		if ns[0].left() != 0 {
			t.Errorf("%d deposits are left", ns[0].left())
		}
	})
}

// Nothing is released before Receive has returned, the next window is on its way.
func TestReleaseFollowsReceive(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		ns[0].leaves(letters(20)...)
		w.got.hold = make(chan struct{})
		ns[0].notices()
		w.after(time.Second)
		if ns[0].left() != 20 || len(ns[0].called("release")) != 0 {
			t.Error("something was released before it was committed")
		}
		if len(ns[0].windows()) != 2 {
			t.Errorf("%d windows were fetched meanwhile, want 2", len(ns[0].windows()))
		}
		close(w.got.hold)
		synctest.Wait()
		w.wantCame(letters(20)...)
		if ns[0].left() != 0 {
			t.Errorf("%d deposits are left", ns[0].left())
		}
	})
}

func TestOutcomes(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		for i, o := range []Outcome{Duplicate, Parked, Unreadable} {
			w.got.outcome[sha256.Sum256([]byte(letters(3)[i]))] = o
		}
		ns[0].leaves(letters(4)...)
		found, err := w.Scan(context.Background())
		if err != nil || found != 1 {
			t.Errorf("Scan() = %d, %v; want 1", found, err)
		}
		w.after(10 * time.Minute)
		if w.wantCame("message 3"); ns[0].left() != 2 || len(ns[0].windows()) != 1 {
			t.Errorf("%d deposits are left, %d fetches; want the parked and the unreadable, once", ns[0].left(), len(ns[0].windows()))
		}
		w.after(unreadableFor)
		if len(ns[0].windows()) != 2 {
			t.Errorf("%d fetches; want the unreadable again after a day", len(ns[0].windows()))
		}
	})
}

func TestKnownIsReleasedUnfetched(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.set("release", away)
		n.leaves("once")
		n.notices()
		w.after(gather)
		if w.wantCame("once"); n.left() != 1 {
			t.Fatal("it was released")
		}
		n.set("release", nil)
		n.leaves("once") // and a second deposit of the same
		w.after(2 * pollEvery)
		if w.wantCame("once"); n.left() != 0 || len(n.windows()) != 1 {
			t.Errorf("%d deposits are left, %d fetches", n.left(), len(n.windows()))
		}
	})
}

func TestSharedBlockIsFetchedOnce(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		ns[0].leaves("same", "same", "other")
		ns[0].notices()
		w.after(gather)
		if w.wantCame("same", "other"); ns[0].left() != 0 || !slices.Equal(ns[0].windows(), []int{2}) {
			t.Errorf("%d deposits are left, windows of %v", ns[0].left(), ns[0].windows())
		}
	})
}

func TestReceiverFails(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		w.got.fail = 1 << 20
		n.leaves(letters(30)...)
		n.notices()
		w.after(gather)
		if n.left() != 30 || len(n.called("release")) != 0 || len(n.windows()) > 3 || w.health(n).LastError == "" {
			t.Errorf("%d are left, %d windows were fetched, last error %q", n.left(), len(n.windows()), w.health(n).LastError)
		}
		w.got.mu.Lock()
		w.got.fail = 0
		w.got.mu.Unlock()
		w.after(pollEvery)
		if w.wantCame(letters(30)...); n.left() != 0 || w.health(n).LastError != "" {
			t.Errorf("%d are left, last error %q", n.left(), w.health(n).LastError)
		}
	})
}

// One message that cannot be committed holds up no other.
func TestPoisonedMessage(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		w.got.poison = sha256.Sum256([]byte("message 2"))
		ns[0].leaves(letters(100)...)
		if _, err := w.Scan(context.Background()); err == nil {
			t.Error("Scan does not tell")
		}
		if w.wantCame(slices.Delete(letters(100), 2, 3)...); ns[0].left() != 1 {
			t.Errorf("%d deposits are left, want 1", ns[0].left())
		}
	})
}

func TestFetchFails(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		n := ns[0]
		n.leaves(letters(3)...)
		for name, limit := range map[string]time.Duration{"list": callLimit, "get": callLimit + 3*blockLimit} {
			n.set(name, hang)
			began := time.Now()
			if _, err := w.Scan(context.Background()); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != limit {
				t.Errorf("%s hangs: %v after %v", name, err, time.Since(began))
			}
			n.set(name, nil)
		}
		if found, err := w.Scan(context.Background()); found != 3 || err != nil {
			t.Errorf("Scan() = %d, %v; want 3", found, err)
		}
	})
}

// A Scan ends with its context, also while another drain is under way, and with Close.
func TestScanEnds(t *testing.T) {
	bubble(t, 1, func(t *testing.T, w *world, ns []*fakeNode) {
		ns[0].set("list", func(context.Context) error { <-time.After(time.Hour); return errAway }) // deaf
		ns[0].notices()
		w.after(gather)
		ctx, done := context.WithTimeout(context.Background(), time.Second)
		defer done()
		if _, err := w.Scan(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		ended := make(chan error)
		go func() { _, err := w.Scan(context.Background()); ended <- err }()
		synctest.Wait()
		go w.Close()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
