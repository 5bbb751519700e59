package webhook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/order/event"
	"restante/node/vault"
)

func TestHooks(t *testing.T) {
	w := newTeller(t, nil)
	h, secret, err := w.Add(ctx, New{URL: "https://erp.example/", Description: "the books", Types: []string{StockOut, OrderStage, StockOut}})
	must(t, err)
	if _, err := parseSecret(secret); err != nil || h.URL != "https://erp.example/" || h.Description != "the books" ||
		!slices.Equal(h.Types, []string{OrderStage, StockOut}) || h.Paused || time.Since(h.Made) > time.Minute {
		t.Errorf("%+v, %s", h, secret)
	}
	given := secretText(make([]byte, 32))
	if _, got, err := w.Add(ctx, New{URL: "https://other.example/", Secret: given, Paused: true}); got != given || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	url, types, yes := "https://new.example/", []string{}, true
	got, err := w.Change(ctx, h.ID, Change{URL: &url, Types: &types, Paused: &yes})
	must(t, err)
	if got.URL != url || got.Description != "the books" || len(got.Types) != 0 || !got.Paused || got.Why != "" {
		t.Errorf("%+v", got)
	}
	all, err := w.Hooks(ctx)
	if err != nil || len(all) != 2 || all[0].ID != h.ID || !all[1].Paused {
		t.Errorf("%+v, %v", all, err)
	}
	w.says("o", "e1")
	must(t, w.Remove(ctx, h.ID))
	if _, err := w.Hook(ctx, h.ID); !errors.Is(err, ErrNoHook) {
		t.Error(err)
	}
}

// Whatever cannot be is refused, and changes nothing.
func TestHooksRefused(t *testing.T) {
	w := newTeller(t, nil)
	const url = "https://erp.example/"
	id, _ := w.adds(New{URL: url})
	before := w.hook(id)
	for _, c := range []struct {
		New
		want error
	}{
		{New{URL: "ftp://erp.example/"}, ErrURL}, {New{URL: "http://8.8.8.8/"}, ErrFar}, {New{URL: url, Description: strings.Repeat("x", MaxAbout+1)}, ErrAbout},
		{New{URL: url, Description: "\xff"}, ErrAbout}, {New{URL: url, Types: []string{"org.restante.order"}}, ErrType},
		{New{URL: url, Types: []string{Ping}}, ErrType}, {New{URL: url, Secret: "short"}, ErrSecret},
	} {
		if _, _, err := w.Add(ctx, c.New); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.New, err)
		}
		_, err := w.Change(ctx, id, Change{URL: &c.URL, Description: &c.Description, Types: &c.Types})
		if c.Secret != "" {
			_, err = w.Rotate(ctx, id, c.Secret)
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.New, err)
		}
	}
	if got := w.hook(id); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("%+v became %+v", before, got)
	}
	for range MaxHooks - 1 {
		w.adds(New{URL: url})
	}
	if _, _, err := w.Add(ctx, New{URL: url}); !errors.Is(err, ErrMany) {
		t.Error(err)
	}
	_, err := w.Change(ctx, "nobody", Change{})
	for _, err := range []error{err, w.Remove(ctx, "nobody"), w.Redeliver(ctx, "nobody", 1)} {
		if !errors.Is(err, ErrNoHook) {
			t.Error(err)
		}
	}
	if _, err := w.Deliveries(ctx, "nobody", Query{}); !errors.Is(err, ErrNoHook) {
		t.Error(err)
	}
}

// A hook gets what it names; one that names nothing gets the usual.
func TestTypes(t *testing.T) {
	for _, k := range event.Kinds() {
		if said[k] == "" {
			t.Errorf("%s has no type", k)
		}
	}
	w := newTeller(t, nil)
	usual, _ := w.adds(New{URL: "https://a.example/"})
	some, _ := w.adds(New{URL: "https://b.example/", Types: []string{MessageCame, Published}})
	must(t, w.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
		for _, kind := range Types() {
			must(t, w.tell(tx, news{kind: kind}))
		}
		return nil
	}))
	if got := len(w.log(usual)); got != len(Usual()) {
		t.Errorf("%d of the usual events", got)
	}
	if got := len(w.log(some)); got != 2 {
		t.Errorf("%d of those that were named", got)
	}
}

// What is paused waits, and goes when it is resumed or goes elsewhere.
func TestPaused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(nil)
		w := newTeller(t, r)
		hook, _ := w.adds(New{URL: "https://erp.example/a", Paused: true})
		w.starts()
		w.says("o", "e1")
		<-time.After(24 * time.Hour)
		r.wants(t)
		resumes(t, w, hook)
		r.wants(t, "e1")
		r.answers(refuses(500))
		w.says("o", "e2")
		<-time.After(24 * time.Hour)
		r.answers(nil)
		url := "https://erp.example/b"
		_, err := w.Change(ctx, hook, Change{URL: &url})
		must(t, err)
		synctest.Wait()
		if all := r.all(); all[len(all)-1].path != "/b" || w.hook(hook).Waiting != 0 {
			t.Error("the new address is not tried at once")
		}
	})
}
