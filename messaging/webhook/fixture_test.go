package webhook

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	bus "restante/node/event"
	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// teller is a service with its vault, which stays when the service goes.
type teller struct {
	*Service
	t      testing.TB
	dir    string
	events *bus.Subscription
}

// newTeller has a Service that is not started. With via there is no network.
func newTeller(t testing.TB, via http.RoundTripper) *teller {
	t.Helper()
	b := new(bus.Bus)
	w := &teller{t: t, dir: t.TempDir(), events: b.Subscribe(1000)}
	w.opens(Options{Bus: b, Log: slog.New(slog.DiscardHandler), Self: identitytest.New(t).ID(), Via: via})
	return w
}

// opens makes a service on the vault, whose tables are in order in the end.
func (w *teller) opens(o Options) {
	w.t.Helper()
	o.Vault = vaulttest.Open(w.t, w.dir, Schema)
	s := Make(o)
	w.Service = s
	w.t.Cleanup(func() {
		if w.Service == s {
			w.Close()
			w.audits()
		}
	})
}

func (w *teller) audits() {
	w.t.Helper()
	must(w.t, w.Vault.View(ctx, func(tx *vault.Tx) error {
		findings, err := Audit(tx)
		for _, f := range findings {
			w.t.Error(f)
		}
		return err
	}))
}

// reopens does what a start after a crash does: what is in memory is gone.
func (w *teller) reopens() {
	w.t.Helper()
	w.Close()
	w.audits()
	must(w.t, w.Vault.Close())
	w.opens(w.Options)
}

func (w *teller) starts() { w.Start(ctx) }

// adds makes a hook and gives its ID and secret.
func (w *teller) adds(n New) (id, secret string) {
	w.t.Helper()
	h, secret, err := w.Add(ctx, n)
	must(w.t, err)
	return h.ID, secret
}

// says stores events of an order, as package order would.
func (w *teller) says(order string, ids ...string) {
	w.t.Helper()
	must(w.t, w.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
		for _, id := range ids {
			n := news{id: id, kind: OrderStage, subject: order, lane: order, at: time.Now(), data: stageData{Before: "placed"}}
			if err := w.tell(tx, n); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (w *teller) log(hook string) []Delivery {
	w.t.Helper()
	all, err := w.Deliveries(ctx, hook, Query{Limit: MaxPage})
	must(w.t, err)
	return all
}

func (w *teller) hook(id string) Hook {
	w.t.Helper()
	h, err := w.Hook(ctx, id)
	must(w.t, err)
	return h
}

// post is a request that a receiver got.
type post struct {
	at     time.Time
	path   string
	header http.Header
	body   []byte
	event  cloudEvent
}

// receiver takes what it gets, and answers as it is told.
type receiver struct {
	mu     sync.Mutex
	posts  []post
	came   chan struct{} // one for each
	answer func(post) *http.Response
}

func newReceiver(answer func(post) *http.Response) *receiver {
	return &receiver{came: make(chan struct{}, 100_000), answer: answer}
}

// RoundTrip is the receiver without a network.
func (r *receiver) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.takes(req)
	if resp != nil {
		resp.Request = req
	}
	return resp, err
}

func (r *receiver) takes(req *http.Request) (*http.Response, error) {
	p := post{at: time.Now(), path: req.URL.Path, header: req.Header}
	var err error
	if p.body, err = io.ReadAll(req.Body); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(p.body, &p.event); err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.posts = append(r.posts, p)
	answer := r.answer
	r.mu.Unlock()
	defer func() { r.came <- struct{}{} }()
	if answer == nil {
		return says(200, ""), nil
	}
	return answer(p), nil
}

// serves puts the receiver on loopback.
func (r *receiver) serves(t testing.TB) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		resp, err := r.takes(req)
		if err != nil {
			t.Error(err)
			return
		}
		for k, v := range resp.Header {
			w.Header()[k] = v
		}
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body) // the other side may have had enough
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// says is an answer.
func says(status int, text string, header ...string) *http.Response {
	resp := &http.Response{StatusCode: status, Header: make(http.Header), Body: io.NopCloser(bytes.NewReader([]byte(text)))}
	for i := 0; i+1 < len(header); i += 2 {
		resp.Header.Set(header[i], header[i+1])
	}
	return resp
}

// waits until so many more came.
func (r *receiver) waits(t testing.TB, n int) {
	t.Helper()
	for range n {
		select {
		case <-r.came:
		case <-time.After(time.Minute):
			t.Fatalf("waits in vain; %q came", r.ids())
		}
	}
}

func (r *receiver) all() []post {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.posts)
}

func (r *receiver) ids() (all []string) {
	for _, p := range r.all() {
		all = append(all, p.event.ID)
	}
	return all
}

func (r *receiver) answers(f func(post) *http.Response) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

func (r *receiver) wants(t testing.TB, ids ...string) {
	t.Helper()
	if got := r.ids(); !slices.Equal(got, ids) {
		t.Errorf("%q came, want %q", got, ids)
	}
}

// verifies checks a signature with the code of those who made the scheme.
func verifies(secret string, p post) error {
	wh, err := verifier(secret)
	if err != nil {
		return err
	}
	return wh.VerifyIgnoringTimestamp(p.body, p.header)
}

func verifier(secret string) (*standardwebhooks.Webhook, error) {
	return standardwebhooks.NewWebhook(secret)
}

// stampOf is when an attempt was made, as it is signed.
func stampOf(h http.Header) (time.Time, error) {
	n, err := strconv.ParseInt(h.Get("webhook-timestamp"), 10, 64)
	return time.Unix(n, 0), err
}
