package storage

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/provider/depot"
)

// asking lets the person answer when the test does.
func asking(w *world, answer <-chan error) {
	w.Kinds[0].Connect = func(ctx context.Context, s depot.Settings, _ depot.Deps, browse func(string) error) (depot.Settings, error) {
		if err := browse("https://cloud.example/allow"); err != nil {
			return nil, err
		}
		select {
		case err := <-answer:
			return depot.Settings{"password": "given"}, err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Who has no browser to open gets the address, and asks later what came of it.
func TestBegin(t *testing.T) {
	for name, c := range map[string]struct {
		says error
		want Progress
	}{"allowed": {nil, Connected}, "denied": {depot.ErrAuth, Refused}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, answer := open(t, nil), make(chan error)
				asking(w, answer)
				url, err := w.Begin(t.Context(), New{Kind: "cloud"})
				if err != nil || url != "https://cloud.example/allow" || w.Begun().Progress != Waiting {
					t.Fatalf("%q, %v, %+v", url, err, w.Begun())
				}
				answer <- c.says
				synctest.Wait()
				got := w.Begun()
				if got.Progress != c.want || !errors.Is(got.Err, c.says) || len(w.accounts()) != len(got.Account)/26 {
					t.Errorf("%+v with %d accounts", got, len(w.accounts()))
				}
				w.Close()
			})
		})
	}
}

// Nobody waits for ever, and a second attempt ends the first.
func TestBeginEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, nil)
		asking(w, nil)
		for range 2 {
			if _, err := w.Begin(t.Context(), New{Kind: "cloud"}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if got := w.Begun().Progress; got != Waiting {
			t.Errorf("after the first was given up: %q", got)
		}
		<-time.After(connectLimit)
		synctest.Wait()
		if got := w.Begun(); got.Progress != Refused || !errors.Is(got.Err, context.DeadlineExceeded) {
			t.Errorf("%+v", got)
		}
		if _, err := w.Begin(t.Context(), New{Kind: "cloud"}); err != nil {
			t.Fatal(err)
		}
		w.Close() // it does not wait for the person
	})
}

func TestBeginRefuses(t *testing.T) {
	w := open(t, nil)
	w.Kinds[0].Connect = nil
	if _, err := w.Begin(t.Context(), New{Kind: "cloud"}); !errors.Is(err, ErrSettings) {
		t.Error(err)
	}
	w.Kinds[0].Connect = func(context.Context, depot.Settings, depot.Deps, func(string) error) (depot.Settings, error) {
		return nil, depot.ErrPermanent
	}
	if _, err := w.Begin(t.Context(), New{Kind: "cloud"}); !errors.Is(err, depot.ErrPermanent) {
		t.Error(err)
	}
	w.Close()
}
