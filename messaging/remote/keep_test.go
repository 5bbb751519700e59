package remote

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"restante/messaging/chat"
	"restante/node/event"
)

// TestTheConnectionBreaks cuts it: calls under way and later ones fail at once with the
// sentence, and once it is back everything is to be read again.
func TestTheConnectionBreaks(t *testing.T) {
	asked := make(chan struct{}, 1)
	p := openPost(t, map[string]any{"Chats/SendAgain": func(ctx context.Context, id string) error {
		asked <- struct{}{}
		if id == "slow" {
			<-ctx.Done()
		}
		return ctx.Err()
	}})
	var down atomic.Bool
	serve := p.web.Config.Handler
	p.web.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			panic(http.ErrAbortHandler)
		}
		serve.ServeHTTP(w, r)
	})
	o := p.options()
	o.Lost = func(host string) string { return "Verbindung zu " + host + " verloren" }
	c, err := Dial(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := c.Subscribe(10)
	under := make(chan error, 1)
	go func() { under <- c.Chats.SendAgain(t.Context(), "slow") }()
	<-asked
	down.Store(true)
	p.web.CloseClientConnections()
	if err := <-under; err.Error() != "Verbindung zu "+c.Host+" verloren" || errors.Is(err, context.Canceled) {
		t.Errorf("the call under way ends with %v", err)
	}
	if got := next(s); got != (Away{Host: c.Host}) {
		t.Fatalf("got %#v", got)
	}
	began := time.Now()
	if err := c.Chats.SendAgain(t.Context(), "x"); !errors.As(err, new(*AwayError)) || time.Since(began) > time.Second {
		t.Errorf("a call while it is away: %v", err)
	}
	down.Store(false)
	if lost, events := until(s, Back{}); !lost || len(events) != 1 {
		t.Errorf("it came back with lost %v and %v", lost, events)
	}
	if err := c.Chats.SendAgain(t.Context(), "x"); err != nil {
		t.Error(err)
	}
}

// until takes what comes up to an event, and tells whether some was lost.
func until(s *event.Subscription, last any) (lost bool, all []any) {
	for {
		<-s.Ready
		events, some := s.Take()
		lost, all = lost || some, append(all, events...)
		if len(all) > 0 && reflect.DeepEqual(all[len(all)-1], last) {
			return lost, all
		}
	}
}

// TestEventsThatAreLost are told to the window.
func TestEventsThatAreLost(t *testing.T) {
	p := openPost(t, nil)
	s := p.dial(t).Subscribe(10)
	p.bus.Lose()
	p.bus.Publish(chat.Typing{})
	if lost, _ := until(s, chat.Typing{}); !lost {
		t.Error("the loss was not told")
	}
}

// TestATokenThatIsTakenBack ends the connection until a person helps.
func TestATokenThatIsTakenBack(t *testing.T) {
	p := openPost(t, nil)
	c := p.dial(t)
	s := c.Subscribe(10)
	serve := p.web.Config.Handler
	p.web.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", "Bearer another")
		serve.ServeHTTP(w, r)
	})
	p.web.CloseClientConnections()
	until(s, Away{Host: c.Host, Why: ErrToken})
	if err := c.Chats.SendAgain(t.Context(), "x"); !errors.Is(err, ErrToken) {
		t.Errorf("a call says %v", err)
	}
}

func TestDialTellsWhatToAsk(t *testing.T) {
	p := openPost(t, nil)
	print := Fingerprint(p.web.Certificate())
	host, err := ServerOf(p.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	unknown, changed := &UnknownCertificate{}, &ChangedCertificate{}
	if _, err := Dial(t.Context(), Options{URL: p.web.URL, Token: token}); !errors.As(err, &unknown) || unknown.Fingerprint != print {
		t.Errorf("without a pin: %v", err)
	}
	asked := 0
	p.seen = func(*http.Request) { asked++ }
	if _, err := Dial(t.Context(), Options{URL: p.web.URL, Token: token, Pin: "AA:BB"}); !errors.As(err, &changed) || changed.Known != "AA:BB" || asked > 0 {
		t.Errorf("with another pin: %v, and %d requests went out", err, asked)
	}
	if _, err := Dial(t.Context(), Options{URL: p.web.URL, Token: "no", Pin: print}); !errors.Is(err, ErrToken) {
		t.Errorf("with another token: %v", err)
	}
	p.hello.Version, p.hello.Program = "another", "restante 9"
	version := &VersionError{}
	if _, err := Dial(t.Context(), p.options()); !errors.As(err, &version) || version.Server != p.hello || version.Host != host {
		t.Errorf("with another version: %v", err)
	}
	if !Final(unknown) || !Final(changed) || !Final(version) || !Final(ErrToken) || Final(errors.New("no route")) {
		t.Error("what needs a person is not what it should be")
	}
}

func TestServerOf(t *testing.T) {
	for address, host := range map[string]string{
		"https://shop.example:4002": "shop.example:4002", "https://shop.example": "shop.example", "https://[2001:db8::1]:4002/": "[2001:db8::1]:4002",
		"http://127.0.0.1:4002": "127.0.0.1:4002", "http://localhost:1": "localhost:1", "http://[::1]:1": "[::1]:1",
		"http://shop.example:4002": "", "https://a@b.example": "", "https://b.example/path": "", "https://b.example?x=1": "",
		"ftp://b.example": "", "b.example:4002": "", "": "", "https://": "", "http://127.0.0.1.example": "",
	} {
		if got, err := ServerOf(address); got != host || (err == nil) != (host != "") {
			t.Errorf("%q: %q, %v", address, got, err)
		}
	}
}
