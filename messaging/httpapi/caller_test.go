package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// api is a running server and its caller.
type api struct {
	t    *testing.T
	url  string
	stop func() error // stops the server and returns what Serve returned
}

func start(t *testing.T, o Options) *api {
	t.Helper()
	l, err := Listen(t.Context(), "127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(o).Serve(ctx, l) }()
	a := &api{t: t, url: "http://" + l.Addr().String()}
	a.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := a.stop(); err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return a
}

func (a *api) request(method, path, body string) *http.Request {
	a.t.Helper()
	r, err := http.NewRequestWithContext(a.t.Context(), method, a.url+path, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

func (a *api) do(r *http.Request) (status int, body []byte, header http.Header) {
	a.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		a.t.Fatal(err)
	}
	if resp.Header.Get("Content-Type") != "text/event-stream" { // which has no end
		body, err = io.ReadAll(resp.Body)
	}
	if err := errorsOf(err, resp.Body.Close()); err != nil {
		a.t.Fatal(err)
	}
	return resp.StatusCode, body, resp.Header
}

func errorsOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// want calls and compares the answer's JSON.
func (a *api) want(method, path, body string, status int, answer string) {
	a.t.Helper()
	a.wantDo(a.request(method, path, body), status, answer)
}

func (a *api) wantDo(r *http.Request, status int, answer string) {
	a.t.Helper()
	got, b, _ := a.do(r)
	if got != status || !sameJSON(b, []byte(answer)) {
		a.t.Errorf("%s %s = %d %s; want %d %s", r.Method, r.URL.Path, got, b, status, answer)
	}
}

// refused calls and wants an error in the form that all of them have.
func (a *api) refused(r *http.Request, status int) {
	a.t.Helper()
	got, b, h := a.do(r)
	a.isRefusal(r.Method+" "+r.URL.Path, b)
	if got != status || h.Get("Content-Type") != "application/json" {
		a.t.Errorf("%s %s = %d %s; want %d", r.Method, r.URL.Path, got, b, status)
	}
}

func (a *api) isRefusal(call string, body []byte) {
	a.t.Helper()
	var f struct {
		Success *bool
		Reason  string
	}
	if err := json.Unmarshal(body, &f); err != nil || f.Success == nil || *f.Success || f.Reason == "" || strings.Contains(f.Reason, "\n") {
		a.t.Errorf("%s: the answer %q is not an error of ours", call, body)
	}
}

func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	a, _ = json.Marshal(x)
	b, _ = json.Marshal(y)
	return bytes.Equal(a, b)
}
