package remote

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"restante/messaging/remote/form"
)

// answering is a server that greets like ours, and then answers calls as it likes.
func answering(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	p := openPost(t, nil)
	serve := p.web.Config.Handler
	p.web.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/events") {
			serve.ServeHTTP(w, r)
			return
		}
		answer(w, r)
	})
	return p.dial(t)
}

// endless writes the same again and again.
func endless(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		piece := []byte(strings.Repeat(s, 1<<12))
		for {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}
}

func TestHostileServer(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		is     error
	}{
		"garbage":        {say(200, "\x00\xff not JSON"), form.ErrForm},
		"nothing":        {say(200, ""), form.ErrForm},
		"a wrong type":   {say(200, `[7]`), form.ErrForm},
		"too many":       {say(200, `["", ""]`), form.ErrForm},
		"something else": {say(200, `[[]] {}`), form.ErrForm},
		"half":           {say(200, `[[{"Peer":"`), form.ErrForm},
		"lists":          {endless("["), form.ErrForm},
		"no end":         {endless(`[[{"Peer":"`), form.ErrForm},
		"blanks":         {endless(" "), ErrLarge},
		"no error":       {say(failed, `[null]`), form.ErrForm},
		"a new error":    {say(failed, `[{"name":"no.Such"}]`), form.ErrForm},
		"a deep error":   {say(failed, "["+strings.Repeat(`{"text":"a","wraps":`, 1000)), form.ErrForm},
		"a wide error":   {say(failed, `[{"text":"a","joins":[`+strings.Repeat(`{"text":"a"},`, 5000)), form.ErrForm},
		"a redirect":     {redirect, nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := allocated()
			got, err := answering(t, c.answer).Chats.Conversations(t.Context())
			if err == nil || c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("got %d and %v", len(got), err)
			}
			if used := allocated() - before; used > 16*maxAnswer {
				t.Errorf("it took %d MiB", used>>20)
			}
		})
	}
}

func say(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://elsewhere.invalid/", http.StatusFound)
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestSlowServer is given up, and so is one whose person does not want to wait.
func TestSlowServer(t *testing.T) {
	c := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // before that nobody notices who goes
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	if err := c.Chats.MarkRead(ctx, someone[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	c.patience = 10 * time.Millisecond
	if err := c.Chats.MarkRead(t.Context(), someone[0]); !errors.Is(err, ErrSlow) {
		t.Errorf("slow: %v", err)
	}
}

// TestAHalfFile is no file.
func TestAHalfFile(t *testing.T) {
	c := openPost(t, map[string]any{
		"Shop/Export": func(_ context.Context, w io.Writer) error {
			_, _ = w.Write(make([]byte, 1<<20))
			return errors.New("the disk broke")
		},
		"Backup/Write": func(context.Context, io.Writer, string) error { return errors.New("none today") },
	}).dial(t)
	if err := c.Shop.Export(t.Context(), io.Discard); err == nil {
		t.Error("half of a table looks whole")
	}
	if err := c.Backup.Write(t.Context(), io.Discard, ""); err == nil || err.Error() != "none today" {
		t.Errorf("an error before the first piece is %v", err)
	}
}

// TestHostileClient asks for what is not offered.
func TestHostileClient(t *testing.T) {
	called := false
	p := openPost(t, map[string]any{
		"Chats/SendAgain": func(context.Context, string) error { called = true; return nil },
		"Shop/Import": func(_ context.Context, r io.Reader) (int, error) {
			n, err := io.Copy(io.Discard, r)
			return int(n), err
		},
	})
	for _, c := range []struct {
		name, body string
		status     int
	}{
		{"Chats/Close", `[]`, 404}, {"Guard/Check", `["x"]`, 404}, {"Words/Words", `[""]`, 404}, {"Chats/Send", `[]`, 404},
		{"Chats", `[]`, 404}, {"/", `[]`, 404}, {"Chats/sendagain", `["x"]`, 404},
		{"Chats/SendAgain", ``, 400}, {"Chats/SendAgain", `"x"`, 400}, {"Chats/SendAgain", `[]`, 400}, {"Chats/SendAgain", `[7]`, 400},
		{"Chats/SendAgain", `["x","y"]`, 400}, {"Chats/SendAgain", `["x"] 1`, 400}, {"Chats/SendAgain", `{"id":"x"}`, 400},
		{"Chats/SendAgain", `["` + strings.Repeat("x", ordinary) + `"]`, 413},
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(c.body))
		r.Header.Set(versionHeader, Version())
		no := new(Refusal)
		if err := p.Call(httptest.NewRecorder(), r, c.name); !errors.As(err, &no) || no.Status != c.status {
			t.Errorf("%s %.20s: %v", c.name, c.body, err)
		}
	}
	r := httptest.NewRequest("POST", "/", strings.NewReader(`["x"]`))
	if no := new(Refusal); !errors.As(p.Call(httptest.NewRecorder(), r, "Chats/SendAgain"), &no) || no.Status != 412 {
		t.Errorf("without a version: %v", no)
	}
	if called {
		t.Error("one of them was done")
	}
	if _, err := p.dial(t).Shop.Import(t.Context(), bytes.NewReader(make([]byte, limits["Shop/Import"]+1))); err == nil {
		t.Error("a table over the limit is taken")
	}
}

// FuzzArguments reads what a hostile client sends: what is taken is what would have been
// written.
func FuzzArguments(f *testing.F) {
	var all []string
	for name := range methods() {
		all = append(all, name)
	}
	fill := newFiller(5)
	for i, name := range all {
		args := valuesOf(methods()[name].in)
		for _, a := range args {
			fill.fill(a)
		}
		b, err := appendAll(nil, methods()[name].in, args)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, b)
		f.Add(all[(i+1)%len(all)], b)
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		m := methods()[name]
		args, err := m.read(bytes.NewReader(body))
		if err != nil || m.stream == up {
			return
		}
		b, err := appendAll(nil, m.in, args)
		if err != nil {
			t.Fatalf("what is read is not written: %v", err)
		}
		again, err := m.read(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%s is not read again: %v", b, err)
		}
		if c, err := appendAll(nil, m.in, again); err != nil || !bytes.Equal(b, c) {
			t.Fatalf("%s became %s, %v", b, c, err)
		}
	})
}
