package httpapi

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/settings"
	"restante/node/event"
)

const token = "the token of the tests"

var (
	bob  = testPeer("bob")
	node = testPeer("node")
	self = testPeer("self")
	noon = time.Date(2026, 11, 21, 12, 0, 0, 123456789, time.FixedZone("CET", 3600))
)

func testPeer(name string) peer.ID {
	seed := sha256.Sum256([]byte(name))
	public := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	key, err := crypto.UnmarshalEd25519PublicKey(public)
	if err != nil {
		panic(err)
	}
	id, err := peer.IDFromPublicKey(key)
	if err != nil {
		panic(err)
	}
	return id
}

// core stands in for all services. It remembers its last call and fails with err.
type core struct {
	mu       sync.Mutex
	last     []any
	err      error
	held     []any // what SetHolding was told
	chosen   settings.Settings
	messages []chat.Message
	failAt   int // Each fails after so many messages, 0 never
}

func (c *core) call(args ...any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = args
	return c.err
}

func (c *core) lastCall() []any {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last
}

func (c *core) Send(_ context.Context, to peer.ID, subject, text, key string) (string, error) {
	return "id of " + text, c.call("Send", to, subject, text, key)
}

func (c *core) Each(_ context.Context, of peer.ID, q chat.Query, f func(chat.Message) error) error {
	err := c.call("Each", of, q)
	for i, m := range c.messages {
		if c.failAt > 0 && i == c.failAt {
			return c.err
		}
		if err := f(m); err != nil {
			return err
		}
	}
	return err
}

func (c *core) Conversations(context.Context) ([]chat.Conversation, error) {
	return []chat.Conversation{{Peer: bob, Name: "Bob", Unread: 2, LastMessage: "hi", Time: noon}}, c.call("Conversations")
}
func (c *core) SendAgain(_ context.Context, id string) error { return c.call("SendAgain", id) }
func (c *core) MarkRead(_ context.Context, of peer.ID) error { return c.call("MarkRead", of) }
func (c *core) Delete(_ context.Context, id string) error    { return c.call("Delete", id) }
func (c *core) DeleteConversation(_ context.Context, with peer.ID) error {
	return c.call("DeleteConversation", with)
}

func (c *core) Invite(context.Context) (contact.Invite, error) {
	return contact.Invite{Link: "restante:long", Short: "restante:s", Peer: node, Name: "Me"}, c.call("Invite")
}
func (c *core) SetName(_ context.Context, name string) error { return c.call("SetName", name) }
func (c *core) Add(_ context.Context, link string) (contact.Contact, error) {
	return contact.Contact{Peer: bob, Name: "Bob", Added: noon}, c.call("Add", link)
}
func (c *core) List(context.Context) ([]contact.Contact, error) {
	return []contact.Contact{{Peer: bob, Name: "Bob", Added: noon, CardVersion: 7, PushNodes: 2}}, c.call("List")
}
func (c *core) Requests(context.Context) ([]contact.Contact, error) {
	return []contact.Contact{{Peer: bob, Name: "Bob", Added: noon, Shown: 3, Left: 2, Request: true}}, c.call("Requests")
}
func (c *core) Blocked(context.Context) ([]contact.Contact, error) {
	return []contact.Contact{{Peer: bob, Name: "Bob", Added: noon, Blocked: noon}}, c.call("Blocked")
}
func (c *core) Block(_ context.Context, id peer.ID) error   { return c.call("Block", id) }
func (c *core) Unblock(_ context.Context, id peer.ID) error { return c.call("Unblock", id) }
func (c *core) Safety(_ context.Context, with peer.ID) (contact.Safety, error) {
	return contact.Safety{Number: "12345", Code: "restante-safety:1:", Verified: noon}, c.call("Safety", with)
}
func (c *core) Verify(_ context.Context, with peer.ID, code string) error {
	return c.call("Verify", with, code)
}
func (c *core) Unverify(_ context.Context, with peer.ID) error    { return c.call("Unverify", with) }
func (c *core) ConfirmDevice(_ context.Context, of peer.ID) error { return c.call("ConfirmDevice", of) }
func (c *core) Answer(_ context.Context, from peer.ID, accept bool) error {
	return c.call("Answer", from, accept)
}

func (c *core) Outbox(context.Context) ([]delivery.Pending, error) {
	return []delivery.Pending{{
		Ref: "7", Kind: "chat", MessageID: "m1", Peer: bob, State: delivery.Stored, Attempts: 3,
		Accepted: noon, NextAttempt: noon.Add(time.Hour), Holders: []delivery.Holder{{Node: node, Expires: noon}},
	}}, c.call("Outbox")
}
func (c *core) GivenUp(context.Context) ([]delivery.GivenUp, error) {
	return []delivery.GivenUp{{MessageID: "m1", Peer: bob, State: delivery.Failed, Reason: "too large", When: noon}}, c.call("GivenUp")
}
func (c *core) Scan(context.Context) (int, error) { return 4, c.call("Scan") }

func (c *core) OwnPicture(ctx context.Context) ([]byte, error) { return c.Picture(ctx, self) }
func (c *core) SetPicture(_ context.Context, file []byte) error {
	return c.call("SetPicture", string(file))
}
func (c *core) RemovePicture(context.Context) error { return c.call("RemovePicture") }
func (c *core) Picture(_ context.Context, of peer.ID) ([]byte, error) {
	if of == node {
		return nil, c.call("Picture", of)
	}
	return []byte("the picture of " + of.String()), c.call("Picture", of)
}

func (c *core) Config(context.Context) (messaging.Config, error) {
	return messaging.Config{PeerID: self, Name: "Me"}, c.call("Config")
}
func (c *core) Peers() []messaging.ConnectedPeer {
	return []messaging.ConnectedPeer{{ID: bob, Direction: "in"}, {ID: bob, Direction: "out"}}
}
func (c *core) Online(_ context.Context, p peer.ID) bool { return p == bob }

func (c *core) PushNodes(context.Context) ([]messaging.PushNode, error) {
	return []messaging.PushNode{{Peer: node, Latency: 1500 * time.Microsecond, Held: 8192, Quota: 1 << 30}}, c.call("PushNodes")
}
func (c *core) AddPushNode(_ context.Context, addr string) (messaging.PushNode, error) {
	return messaging.PushNode{Peer: node, Addr: addr}, c.call("AddPushNode", addr)
}
func (c *core) RemovePushNode(_ context.Context, p peer.ID) error { return c.call("RemovePushNode", p) }

func (c *core) Holding(context.Context) (messaging.Holding, error) {
	return messaging.Holding{On: true, Quota: 1 << 30, Bytes: 16384, Users: 1, Deposits: 2, Link: "/ip4/1.2.3.4/tcp/1/p2p/x"}, c.call("Holding")
}
func (c *core) SetHolding(_ context.Context, on bool, quota int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = []any{on, quota}
	return c.err
}
func (c *core) Usage(context.Context) (messaging.Usage, error) {
	return messaging.Usage{Folder: "/data", Database: 1, Outbox: 2, Blocks: 3, Held: 4, Free: 5}, c.call("Usage")
}
func (c *core) Get(context.Context) (settings.Settings, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.chosen, c.err
}
func (c *core) Change(_ context.Context, f func(*settings.Settings)) error {
	err := c.call("Change")
	c.mu.Lock()
	defer c.mu.Unlock()
	f(&c.chosen)
	return err
}

func (c *core) holdings(context.Context) (Holdings, error) {
	return Holdings{Users: 1, Deposits: 2, Bytes: 16384}, c.call("holdings")
}

// options offers everything.
func (c *core) options() Options {
	return Options{
		Token: token, Chats: c, Contacts: c, Delivery: c, Pictures: c, Network: c, PushNodes: c, Holding: c, Disk: c, Storage: &shelf{core: c}, Settings: c,
		Holdings: c.holdings,
		Bus:      new(event.Bus), Shutdown: func() { _ = c.call("Shutdown") },
	}
}

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
	if err := json.Unmarshal(body, &f); err != nil || f.Success == nil || *f.Success || f.Reason == "" {
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
