package messaging

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/session"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/offline/deposit"
	"restante/offline/inbox"
)

// collector is somebody's mailboxes, without a network.
type collector struct {
	*mailboxes
	mu     sync.Mutex
	known  []peer.ID
	all    []inbox.Mailbox
	season map[deposit.Mailbox]inbox.Season
}

var errPublic = errors.New("this one is public")

func (c *collector) OpenBody(deposit.Mailbox, []byte) ([]byte, error) { return nil, errPublic }

// collecting runs f with mailboxes that are kept up to date.
func collecting(t *testing.T, f func(t *testing.T, c *collector)) {
	synctest.Test(t, func(t *testing.T) {
		c := &collector{}
		c.mailboxes = &mailboxes{key: identitytest.New(t), people: c.list, public: c, watch: c.take,
			bus: new(event.Bus), log: slog.New(slog.DiscardHandler)}
		ctx, stop := context.WithCancel(t.Context())
		c.start(ctx)
		f(t, c)
		stop()
		c.close()
	})
}

func (c *collector) list(context.Context) ([]peer.ID, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known, nil
}

func (c *collector) take(all []inbox.Mailbox) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all, c.season = all, make(map[deposit.Mailbox]inbox.Season)
	for _, m := range all {
		c.season[m.Mailbox()] = m.Season
	}
}

func (c *collector) taken() []inbox.Mailbox {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}

func (c *collector) seasons() map[deposit.Mailbox]inbox.Season {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.season
}

// meets makes somebody a contact.
func (c *collector) meets(k *identity.Key) {
	c.mu.Lock()
	c.known = append(c.known, k.ID())
	c.mu.Unlock()
	c.bus.Publish(contact.Changed{Peer: k.ID()})
	<-time.After(peopleGather)
	synctest.Wait()
}

// boxFrom is where a sender whose clock shows that time leaves mail for the collector.
func (c *collector) boxFrom(t *testing.T, sender *identity.Key, clock time.Time) *session.Box {
	t.Helper()
	pair, err := session.NewPair(sender, c.key.ID())
	if err != nil {
		t.Fatal(err)
	}
	b, err := pair.Mailbox(session.WeekOf(clock), c.key.ID())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const week = 7 * 24 * time.Hour

// Whoever becomes a contact finds a mailbox here, also if its clock is a week ahead or
// behind; and what it left stays in reach for as long as a deposit lives.
func TestMailboxesOfContacts(t *testing.T) {
	collecting(t, func(t *testing.T, c *collector) {
		synctest.Wait()
		if c.seasons() == nil || len(c.taken()) != 0 {
			t.Error("without contacts there are mailboxes, or nobody was told that there are none")
		}
		alice, bob := identitytest.New(t), identitytest.New(t)
		c.meets(alice)
		c.meets(bob)
		if len(c.taken()) != 2*12 || c.taken()[0].Season != inbox.Now || c.taken()[1].Season != inbox.Now || c.taken()[5].Season != inbox.Near {
			t.Fatalf("%d mailboxes", len(c.taken()))
		}
		for days := range 80 { // at each hour of the week sooner or later
			now := time.Now()
			for away, want := range map[time.Duration]inbox.Season{0: inbox.Now, -week: inbox.Near, week: inbox.Near,
				-deposit.MaxAge - week: inbox.Past, 5 * week: inbox.Later} {
				m := c.boxFrom(t, alice, now.Add(away)).Mailbox()
				if got, ok := c.seasons()[m]; !ok || got != want {
					t.Fatalf("day %d: of a clock that is %v ahead: %v, %t, want %v", days, away, got, ok, want)
				}
			}
			<-time.After(25 * time.Hour)
			synctest.Wait()
		}
		if len(c.taken()) != 2*12 || len(c.boxes) != 2*12 {
			t.Errorf("%d mailboxes, %d kept", len(c.taken()), len(c.boxes))
		}
	})
}

// The week turns on time, however quiet it is.
func TestTurnOfTheWeek(t *testing.T) {
	collecting(t, func(t *testing.T, c *collector) {
		alice := identitytest.New(t)
		c.meets(alice)
		<-time.After(time.Until((session.WeekOf(time.Now()) + 1).Begins()) - time.Second)
		synctest.Wait()
		next := c.boxFrom(t, alice, time.Now().Add(time.Second)).Mailbox()
		if c.seasons()[next] != inbox.Near {
			t.Error("the week has turned too soon")
		}
		<-time.After(time.Second)
		synctest.Wait()
		if c.seasons()[next] != inbox.Now {
			t.Error("the week has not turned")
		}
	})
}

// What lies in a pair's mailbox is opened with the pair's key, everything else is left
// to the public one.
func TestOpensBodies(t *testing.T) {
	collecting(t, func(t *testing.T, c *collector) {
		alice, mallory := identitytest.New(t), identitytest.New(t)
		c.meets(alice)
		from := c.boxFrom(t, alice, time.Now())
		sealed, err := from.SealBody([]byte("there"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.mailboxes.OpenBody(from.Mailbox(), sealed); err != nil || string(got) != "there" {
			t.Errorf("OpenBody() = %q, %v", got, err)
		}
		forged, err := c.boxFrom(t, mallory, time.Now()).SealBody([]byte("elsewhere"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.mailboxes.OpenBody(from.Mailbox(), forged); !errors.Is(err, session.ErrUnreadable) {
			t.Errorf("what mallory sealed: %v", err)
		}
		if _, err := c.mailboxes.OpenBody(deposit.Mailbox{1}, sealed); !errors.Is(err, errPublic) {
			t.Errorf("in the public mailbox: %v", err)
		}
	})
}

// BenchmarkMailboxes makes the mailboxes of a thousand contacts, as at each start.
func BenchmarkMailboxes(b *testing.B) {
	c := &collector{}
	c.mailboxes = &mailboxes{key: identitytest.New(b), people: c.list, public: c, watch: c.take}
	for i := range 1000 {
		k, err := identity.FromSeed([32]byte{byte(i), byte(i >> 8), 1})
		if err != nil {
			b.Fatal(err)
		}
		c.known = append(c.known, k.ID())
	}
	for b.Loop() {
		c.boxes = nil
		if err := c.refresh(b.Context(), time.Now()); err != nil || len(c.all) != 12_000 {
			b.Fatal(len(c.all), err)
		}
	}
}
