package webhook

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What comes is a CloudEvent, signed as Standard Webhooks say.
func TestDelivery(t *testing.T) {
	r := newReceiver(func(post) *http.Response { return says(202, "taken") })
	w := newTeller(t, nil)
	hook, secret := w.adds(New{URL: r.serves(t) + "/in?key=1"})
	w.starts()
	w.says("QmOrder", "e1")
	r.waits(t, 1)
	p := r.all()[0]
	wh, err := verifier(secret)
	must(t, err)
	must(t, wh.Verify(p.body, p.header)) // the time of the attempt too
	p.body[len(p.body)-2] ^= 1
	if wh.Verify(p.body, p.header) == nil {
		t.Error("a changed body verifies")
	}
	if got := p.header.Get("Content-Type"); got != "application/cloudevents+json" {
		t.Errorf("the body is %s", got)
	}
	e := p.event
	if e.SpecVersion != "1.0" || e.ID != "e1" || e.ID != p.header.Get("webhook-id") || e.Source != "urn:restante:"+w.Self.String() ||
		e.Type != OrderStage || e.Subject != "QmOrder" || time.Since(e.Time) > time.Minute || e.DataType != "application/json" || e.Data == nil {
		t.Errorf("%+v", e)
	}
	w.settles(hook)
	if d := w.log(hook)[0]; d.State != Delivered || d.Status != 202 || d.Text != "taken" || d.Attempts != 1 || d.Took <= 0 || d.Why != "" {
		t.Errorf("%+v", d)
	}
}

// settles waits until nothing waits for a hook.
func (w *teller) settles(hook string) {
	w.t.Helper()
	for range 6000 {
		if w.hook(hook).Waiting == 0 {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	w.t.Fatal("something waits for ever")
}

// fails waits until an attempt has failed, and gives it.
func (w *teller) fails(hook string) Delivery {
	w.t.Helper()
	for range 6000 {
		if all := w.log(hook); len(all) > 0 && all[len(all)-1].Why != "" {
			return all[len(all)-1]
		}
		<-time.After(10 * time.Millisecond)
	}
	w.t.Fatal("nothing fails")
	return Delivery{}
}

// A redirect leads nowhere.
func TestRedirectIsNotFollowed(t *testing.T) {
	other := newReceiver(nil)
	to := other.serves(t)
	for _, status := range []int{301, 302, 303, 307, 308} {
		r := newReceiver(func(post) *http.Response { return says(status, "", "Location", to) })
		w := newTeller(t, nil)
		hook, _ := w.adds(New{URL: r.serves(t)})
		w.starts()
		w.says("o", "e1")
		if d := w.fails(hook); d.Status != status || !strings.Contains(d.Why, "redirect") {
			t.Errorf("%+v", d)
		}
		w.Close()
	}
	other.wants(t)
}

// endless is a body without an end.
type endless struct{ read *int }

func (e endless) Read(b []byte) (int, error) {
	*e.read += len(b)
	for i := range b {
		b[i] = 0xff
	}
	return len(b), nil
}

// Of an answer no more is read than is kept, and what is kept is text.
func TestEndlessAnswer(t *testing.T) {
	var read int
	r := newReceiver(func(post) *http.Response {
		resp := says(200, "")
		resp.Body = io.NopCloser(endless{&read})
		return resp
	})
	w := newTeller(t, r)
	hook, _ := w.adds(New{URL: "https://erp.example/"})
	w.starts()
	w.says("o", "e1")
	w.settles(hook)
	d := w.log(hook)[0]
	if d.State != Delivered || read > MaxAnswer || d.Text != strings.Repeat("\uFFFD", 1) {
		t.Errorf("read %d bytes: %s %q", read, d.Why, d.Text)
	}
}

// Who speaks another language, or hangs up, has not taken anything.
func TestGarbage(t *testing.T) {
	for name, answer := range map[string]string{"garbage": "\x00\x01 not http\r\n\r\n", "nothing": "", "a huge header": "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<17) + "\r\nContent-Length: 0\r\n\r\n"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		must(t, err)
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = c.Read(make([]byte, 1<<16))
				_, _ = io.WriteString(c, answer)
				_ = c.Close()
			}
		}()
		w := newTeller(t, nil)
		hook, _ := w.adds(New{URL: "http://" + l.Addr().String() + "/secret-path"})
		w.starts()
		w.says("o", "e1")
		if d := w.fails(hook); d.State != Waiting || d.Status != 0 || strings.Contains(d.Why, "secret-path") {
			t.Errorf("%s: %+v", name, d)
		}
		w.Close()
		must(t, l.Close())
	}
}

// silent never answers, or goes on with what it began for ever.
type silent struct{ begins bool }

func (s silent) RoundTrip(r *http.Request) (*http.Response, error) {
	if !s.begins {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	resp := says(200, "")
	resp.Body = io.NopCloser(body{r})
	return resp, nil
}

type body struct{ *http.Request }

func (b body) Read([]byte) (int, error) { <-b.Context().Done(); return 0, b.Context().Err() }

// An attempt ends after its deadline. A status that came counts, whatever comes after.
func TestSlowReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for begins, want := range map[bool]State{false: Waiting, true: Delivered} {
			w := newTeller(t, silent{begins})
			hook, _ := w.adds(New{URL: "https://erp.example/"})
			began := time.Now()
			w.starts()
			w.says("o", "e1")
			<-time.After(Deadline - time.Second)
			if d := w.log(hook)[0]; d.State != Waiting || d.Why != "" {
				t.Errorf("%+v", d)
			}
			<-time.After(2 * time.Second)
			if d := w.log(hook)[0]; d.State != want || d.Took != Deadline || !d.Last.Equal(began) {
				t.Errorf("%+v", d)
			}
			w.Close()
		}
	})
}

// A silent receiver takes no more than its places, and holds up no other.
func TestSilentReceiverHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(nil)
		flying := 0
		w := newTeller(t, roundTripper(func(req *http.Request) (*http.Response, error) {
			if req.URL.Host == "good.example" {
				return r.RoundTrip(req)
			}
			flying++
			return silent{}.RoundTrip(req)
		}))
		w.adds(New{URL: "https://silent.example/"})
		w.adds(New{URL: "https://good.example/"})
		w.starts()
		for i := range 20 {
			w.says(fmt.Sprint("o", i), fmt.Sprint("e", i))
		}
		synctest.Wait()
		if len(r.all()) != 20 || flying != MaxParallel {
			t.Errorf("%d arrived, %d are attempted", len(r.all()), flying)
		}
		w.Close()
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// An encrypted connection needs a certificate that the system trusts.
func TestUnknownCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	w := newTeller(t, nil)
	hook, _ := w.adds(New{URL: s.URL})
	a, err := w.Test(ctx, hook)
	if err != nil || a.Status != 0 || !strings.Contains(a.Why, "certificate") {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := w.Test(ctx, "nobody"); !errors.Is(err, ErrNoHook) {
		t.Error(err)
	}
}
