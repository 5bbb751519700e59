package fetch

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/provider/depot"
)

func TestGet(t *testing.T) {
	for _, size := range []int{1, 8 << 10, limit} {
		block, c := newBlock(size)
		addr := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(block) })
		if got, err := get(t, c, "/ip4/10.0.0.1/tcp/4001", addr); err != nil || !bytes.Equal(got, block) {
			t.Errorf("%d bytes: %d, %v", size, len(got), err)
		}
	}
}

// TestStatus: a recipient has no account, so what refuses it has expired.
func TestStatus(t *testing.T) {
	_, c := newBlock(9)
	for status, kind := range map[int]error{
		http.StatusNotFound: depot.ErrNotFound, http.StatusGone: depot.ErrNotFound,
		http.StatusForbidden: depot.ErrNotFound, http.StatusUnauthorized: depot.ErrNotFound,
		http.StatusNoContent: depot.ErrPermanent, http.StatusPartialContent: depot.ErrPermanent,
		http.StatusBadRequest:          depot.ErrPermanent,
		http.StatusInternalServerError: depot.ErrTransient, http.StatusBadGateway: depot.ErrTransient,
	} {
		addr := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		_, err := get(t, c, addr)
		want(t, http.StatusText(status), err, kind)
	}
	addr := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "9")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	var limited *depot.RateLimited
	if _, err := get(t, c, addr); !errors.As(err, &limited) || limited.After != 9*time.Second {
		t.Errorf("too many requests: %v", err)
	}
}

// TestNothingGoesAlong: no cookie, no Referer, no password, no name of ours.
func TestNothingGoesAlong(t *testing.T) {
	block, c := newBlock(100)
	var asked atomic.Int32
	client := elsewhere(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		for name := range r.Header {
			if !slices.Contains([]string{"User-Agent", "Accept-Encoding"}, name) {
				t.Errorf("a request has %s: %q", name, r.Header[name])
			}
		}
		if got := r.UserAgent(); got != agent {
			t.Errorf("the agent is %q", got)
		}
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "you"})
		if r.URL.Path == "/a" {
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		_, _ = w.Write(block)
	})
	for range 2 {
		if _, err := client.Get(t.Context(), c, limit, []string{"https://example.com/a"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := asked.Load(); n != 4 {
		t.Errorf("%d requests, want 4", n)
	}
}

func TestNoProxy(t *testing.T) {
	if Transport(false).(*http.Transport).Proxy != nil {
		t.Error("a proxy would choose whom this computer connects to")
	}
}

// TestRace: the next address is asked after a head start, the first block wins, and
// what else was asked has ended when Get returns.
func TestRace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		block, c := newBlock(100)
		var ended atomic.Int32
		client := New(Options{Via: network(func(r *http.Request) (*http.Response, error) {
			if r.URL.Host != "third.example" {
				<-r.Context().Done()
				ended.Add(1)
				return nil, r.Context().Err()
			}
			return answer(block), nil
		})})
		start := time.Now()
		got, err := client.Get(t.Context(), c, limit, []string{
			"https://first.example/a", "https://second.example/a", "https://third.example/a", "https://fourth.example/a",
		})
		if err != nil || !bytes.Equal(got, block) || time.Since(start) != 2*headStart {
			t.Errorf("%d bytes, %v, after %v", len(got), err, time.Since(start))
		}
		if n := ended.Load(); n != 2 {
			t.Errorf("%d calls ended, want 2", n)
		}
	})
}

// TestNextAtOnce: an address that fails costs no time.
func TestNextAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		block, c := newBlock(100)
		client := New(Options{Via: network(func(r *http.Request) (*http.Response, error) {
			if r.URL.Host == "good.example" {
				return answer(block), nil
			}
			return answer([]byte("wrong")), nil
		})})
		start := time.Now()
		_, err := client.Get(t.Context(), c, limit, []string{"https://bad.example/a", "ftp://x/", "https://good.example/a"})
		if err != nil || time.Since(start) != 0 {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

// TestDeadline: when nobody answers, Get ends in its own time.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, c := newBlock(100)
		client := New(Options{Via: network(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})})
		start := time.Now()
		_, err := client.Get(t.Context(), c, limit, []string{"https://a.example/a", "https://b.example/a"})
		want(t, "silence", err, depot.ErrTransient)
		want(t, "silence", err, context.DeadlineExceeded)
		if time.Since(start) != deadline {
			t.Errorf("after %v", time.Since(start))
		}
	})
}

// TestHopeful: if all fail, the caller is told what promises most.
func TestHopeful(t *testing.T) {
	for _, statuses := range [][]int{{503, 404, 400}, {404, 400, 503}, {400, 503, 404}} {
		synctest.Test(t, func(t *testing.T) {
			_, c := newBlock(100)
			left := statuses
			client := New(Options{Via: network(func(*http.Request) (*http.Response, error) {
				a := answer(nil)
				a.StatusCode, left = left[0], left[1:]
				return a, nil
			})})
			_, err := client.Get(t.Context(), c, limit, []string{"https://a.example/", "https://b.example/", "https://c.example/"})
			want(t, "all failed", err, depot.ErrTransient)
			if len(left) > 0 {
				t.Errorf("%d addresses were not asked", len(left))
			}
		})
	}
}

// TestFewAddresses: what somebody else writes cannot make this computer call hundreds.
func TestFewAddresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, c := newBlock(100)
		asked := 0
		client := New(Options{Via: network(func(*http.Request) (*http.Response, error) {
			asked++
			return answer(nil), nil
		})})
		_, err := client.Get(t.Context(), c, limit, slices.Repeat([]string{"https://a.example/"}, 100))
		want(t, "all failed", err, depot.ErrPermanent)
		if asked != depot.MaxAddrs {
			t.Errorf("%d calls", asked)
		}
	})
}

func TestNoAddress(t *testing.T) {
	_, c := newBlock(100)
	for _, addrs := range [][]string{nil, {"/ip4/1.1.1.1/tcp/1"}, {"ftp://hidden.example/"}, {strings.Repeat("x", 10000)}} {
		_, err := get(t, c, addrs...)
		want(t, strings.Join(addrs, " ")[:min(len(strings.Join(addrs, " ")), 20)], err, depot.ErrPermanent)
	}
}
