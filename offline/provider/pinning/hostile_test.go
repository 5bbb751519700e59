package pinning_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"

	"restante/offline/provider/depot"
	"restante/offline/provider/pinning"
	"restante/offline/provider/pinning/pinningtest"
)

// direct is a network with one server.
type direct http.HandlerFunc

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d(w, r)
	return w.Result(), nil
}

// answering opens an account at a service that gives one answer to everything.
func answering(t *testing.T, d depot.Deps, h http.HandlerFunc) depot.Depot {
	t.Helper()
	d = pinningtest.NewNode(t).Deps(d)
	d.HTTP = &http.Client{Transport: direct(h)}
	opened, err := pinning.Kind.Open(depot.Settings{"url": "https://pins.example.net/psa", "token": token}, d)
	if err != nil {
		t.Fatal(err)
	}
	return keeping{opened, d.Here}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status int
		reason string
		want   error
	}{
		{http.StatusUnauthorized, "UNAUTHORIZED", depot.ErrAuth},
		{http.StatusForbidden, "ACCOUNT_DISABLED", depot.ErrAuth},
		{http.StatusForbidden, "QUOTA_EXCEEDED", depot.ErrQuota},
		{http.StatusConflict, "INSUFFICIENT_FUNDS", depot.ErrQuota},
		{http.StatusPaymentRequired, "PAY", depot.ErrQuota},
		{http.StatusInsufficientStorage, "FULL", depot.ErrQuota},
		{http.StatusBadRequest, "BAD_REQUEST", depot.ErrPermanent},
		{http.StatusNotFound, "no pinning service", depot.ErrPermanent},
		{http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", depot.ErrTransient},
	} {
		d := answering(t, depot.Deps{Loopback: true}, func(w http.ResponseWriter, _ *http.Request) {
			pinningtest.Refuse(w, c.status, c.reason)
		})
		_, err := d.Put(t.Context(), newRef("block"), []byte("block"))
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%d %s: error %v, want %v", c.status, c.reason, err, c.want)
		}
	}
}

// pinnedAt answers that everything is pinned, at some delegates.
func pinnedAt(r depot.Ref, delegates ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(openapi.PinResults{Count: 1, Results: []openapi.PinStatus{{
			Requestid: "1", Status: openapi.PINNED, Created: time.Now(), Delegates: delegates,
			Pin: openapi.Pin{Cid: r.CID.String(), Name: &r.Name},
		}}})
	}
}

// What a service says of its peers is looked at before anybody is sent there.
func TestDelegates(t *testing.T) {
	const who = "/p2p/12D3KooWRUaDw9S9LDpKN5aJcduVNbH9jBkkqMgP33LLHsJamRki"
	good := "/dns4/node0.example.net/tcp/443/wss" + who
	for _, c := range []struct {
		delegates []string
		want      int
	}{
		{[]string{good}, 1},
		{[]string{good, good}, 1},
		{[]string{"/ip4/8.8.8.8/tcp/4001" + who, "/ip4/192.168.0.1/tcp/4001" + who}, 1},
		{[]string{"/ip4/8.8.8.8/tcp/1", "https://example.net", "/ip4/127.0.0.1/tcp/1" + who, ""}, 0},
		{[]string{"/dns4/" + strings.Repeat("a", depot.MaxAddr) + "/tcp/1" + who}, 0},
		{nil, 0},
	} {
		r := newRef("block")
		d := answering(t, depot.Deps{}, pinnedAt(r, c.delegates...))
		place, err := d.Put(t.Context(), r, []byte("block"))
		if len(place.Addrs) != c.want || (c.want == 0) != errors.Is(err, depot.ErrPermanent) {
			t.Errorf("%v: %v, %v", c.delegates, place.Addrs, err)
		}
	}
}

// A service that takes no notice of filters must not make us touch others' pins.
func TestFiltersAreAppliedHereToo(t *testing.T) {
	theirs := newRef("block")
	answer := pinnedAt(theirs)
	d := answering(t, depot.Deps{Loopback: true}, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			t.Errorf("%s was taken back", r.URL.Path)
		}
		answer(w, r)
	})
	for _, ours := range []depot.Ref{newRef("block"), {Name: theirs.Name, CID: newRef("another").CID}} {
		if _, err := d.Locate(t.Context(), ours); !errors.Is(err, depot.ErrNotFound) {
			t.Errorf("locating: %v", err)
		}
		if err := d.Delete(t.Context(), ours); err != nil {
			t.Errorf("deleting: %v", err)
		}
	}
}

func TestAnswersHaveABound(t *testing.T) {
	d := answering(t, depot.Deps{Loopback: true}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"count": 0, "results": [], "more": "%s"}`, strings.Repeat("x", 5<<20))
	})
	if _, err := d.List(t.Context(), ""); !errors.Is(err, depot.ErrTransient) {
		t.Errorf("error %v", err)
	}
}

// A service that gives the same page again and again keeps nobody busy for ever.
func TestListingEnds(t *testing.T) {
	r, created := newRef("block"), time.Now()
	d := answering(t, depot.Deps{Loopback: true}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(openapi.PinResults{Count: 2, Results: []openapi.PinStatus{{
			Requestid: "1", Status: openapi.PINNED, Created: created, Pin: openapi.Pin{Cid: r.CID.String(), Name: &r.Name},
		}}})
	})
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	if _, err := d.Usage(ctx); !errors.Is(err, depot.ErrTransient) || ctx.Err() != nil {
		t.Errorf("error %v", err)
	}
	if _, err := d.List(t.Context(), "yesterday"); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("a cursor of somebody else: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	node := pinningtest.NewNode(t).Deps(depot.Deps{})
	good := depot.Settings{"url": "https://pins.example.net/psa", "token": token}
	if _, err := pinning.Kind.Open(good, node); err != nil {
		t.Fatal(err)
	}
	for what, s := range map[string]depot.Settings{
		"nothing":           {},
		"plain http":        {"url": "http://pins.example.net", "token": token},
		"a private address": {"url": "https://192.168.1.1", "token": token},
		"a query":           {"url": "https://pins.example.net/?a=b", "token": token},
		"no token":          {"url": "https://pins.example.net"},
		"a broken token":    {"url": "https://pins.example.net", "token": "a\nb"},
	} {
		if _, err := pinning.Kind.Open(s, node); !errors.Is(err, depot.ErrPermanent) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := pinning.Kind.Open(good, depot.Deps{}); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("without a node: %v", err)
	}
}
