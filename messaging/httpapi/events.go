package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/order"
	"restante/messaging/profile"
	"restante/messaging/settings"
	"restante/messaging/storefront"
	"restante/messaging/webhook"
	"restante/node/event"
	"restante/node/p2p"
	"restante/offline/storage"
)

const (
	maxUnread = 1000             // events kept for one slow reader
	heartbeat = 30 * time.Second // finds readers that went away in silence
)

// notice is one event: what changed, by id. Who wants to know more asks again.
type notice struct {
	Type      string    `json:"type" about:"message, conversation, expires (a message soon gives up), typing, contact, device (a new one waits to be confirmed), picture, settings, storage (an account works again, fails, or is another), listing (of one's own; without a slug any of them, and the shop), published (visitors see what is new), lowStock (there are few pieces now), shop (news of somebody's), order, orderEvent (somebody said something about one), refusedEvent (something came in that could not be taken), webhook (Restante has paused one), connected, disconnected, network, or lost: this reader was too slow and must load everything again"`
	PeerID    peer.ID   `json:"peerId,omitempty"`
	MessageID string    `json:"messageId,omitempty"`
	Account   string    `json:"account,omitempty"`
	Slug      string    `json:"slug,omitempty"`
	Variant   string    `json:"variant,omitempty"`
	OrderID   string    `json:"orderId,omitempty"`
	Event     string    `json:"event,omitempty" about:"the hash of what somebody said about an order"`
	HookID    string    `json:"hookId,omitempty"`
	Kind      string    `json:"kind,omitempty" about:"what it says"`
	Until     time.Time `json:"until,omitzero" about:"when typing is over, or the message gives up"`
}

// noticeOf translates an event of the bus; what is of no use outside is left out.
func noticeOf(e any) (notice, bool) {
	switch e := e.(type) {
	case chat.MessageChanged:
		return notice{Type: "message", PeerID: e.Peer, MessageID: e.ID}, true
	case chat.ExpiresSoon:
		return notice{Type: "expires", PeerID: e.Peer, MessageID: e.ID, Until: e.At.UTC()}, true
	case chat.ConversationChanged:
		return notice{Type: "conversation", PeerID: e.Peer}, true
	case chat.Typing:
		return notice{Type: "typing", PeerID: e.Peer, Until: e.Until.UTC()}, true
	case contact.Changed:
		return notice{Type: "contact", PeerID: e.Peer}, true
	case contact.NewDevice:
		return notice{Type: "device", PeerID: e.Peer}, true
	case profile.Changed:
		return notice{Type: "picture", PeerID: e.Peer}, true
	case settings.Changed:
		return notice{Type: "settings"}, true
	case storage.Changed:
		return notice{Type: "storage", Account: e.Account}, true
	case storefront.Changed:
		return notice{Type: "listing", Slug: e.Slug}, true
	case storefront.Published:
		return notice{Type: "published"}, true
	case storefront.RanLow:
		return notice{Type: "lowStock", Slug: e.Slug, Variant: e.Variant}, true
	case storefront.Visited:
		return notice{Type: "shop", PeerID: e.Peer}, true
	case order.Changed:
		return notice{Type: "order", OrderID: e.Order.String()}, true
	case order.Arrived:
		return notice{Type: "orderEvent", OrderID: e.Order.String(), Event: e.Event.String(), Kind: e.Kind.String()}, true
	case order.Refused:
		return notice{Type: "refusedEvent"}, true
	case webhook.Paused:
		return notice{Type: "webhook", HookID: e.Hook}, true
	case p2p.PeerConnected:
		return notice{Type: "connected", PeerID: e.ID}, true
	case p2p.PeerDisconnected:
		return notice{Type: "disconnected", PeerID: e.ID}, true
	case p2p.NetworkChanged:
		return notice{Type: "network"}, true
	}
	return notice{}, false
}

// eventRoute streams the bus until the reader goes or stop is closed.
func eventRoute(bus *event.Bus, stop <-chan struct{}) route {
	return route{
		method: "GET", path: "/ob/events", summary: "What changes from now on, as server-sent events",
		reply: reflect.TypeFor[notice](), stream: true,
		handle: func(w http.ResponseWriter, r *http.Request) error {
			sub := bus.Subscribe(maxUnread)
			defer sub.Close()
			return newFeed(w).run(r.Context(), sub, stop)
		},
	}
}

// feed writes server-sent events to one reader, without a deadline: a reader that
// stands still loses events and is told, and the heartbeat's write ends dead ones.
type feed struct {
	w http.ResponseWriter
	c *http.ResponseController
}

func newFeed(w http.ResponseWriter) *feed {
	w.Header().Set("Content-Type", "text/event-stream")
	return &feed{w, http.NewResponseController(w)}
}

// run sends a first comment at once: whoever has read it misses nothing from there
// on, and can load what was before.
func (f *feed) run(ctx context.Context, sub *event.Subscription, stop <-chan struct{}) error {
	if err := f.send(": ready\n\n"); err != nil {
		return nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return nil
		case <-stop:
			return nil
		case <-beat.C:
			err = f.send(": still here\n\n")
		case <-sub.Ready:
			err = f.pass(sub.Take())
		}
		if err != nil {
			return nil // the reader is gone; nobody is left to tell
		}
	}
}

func (f *feed) pass(events []any, lost bool) error {
	var out []byte
	for _, e := range events {
		if n, ok := noticeOf(e); ok {
			out = appendNotice(out, n)
		}
	}
	if lost {
		out = appendNotice(out, notice{Type: "lost"})
	}
	return f.send(string(out))
}

func appendNotice(out []byte, n notice) []byte {
	b, err := json.Marshal(n)
	if err != nil {
		return out // a struct of strings has no such error
	}
	return append(append(append(out, "data: "...), b...), "\n\n"...)
}

func (f *feed) send(s string) error {
	if s == "" {
		return nil
	}
	if _, err := f.w.Write([]byte(s)); err != nil {
		return err
	}
	return f.c.Flush()
}
