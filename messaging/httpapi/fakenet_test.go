package httpapi

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/delivery"
	"restante/messaging/settings"
)

func (c *core) Outbox(context.Context) ([]delivery.Pending, error) {
	return []delivery.Pending{{
		Ref: "7", Kind: "chat", MessageID: "m1", Peer: bob, State: delivery.Stored, Attempts: 3,
		Size: 8192, Accepted: noon, NextAttempt: noon.Add(time.Hour), Holders: []delivery.Holder{{Node: node, Expires: noon}},
	}}, c.call("Outbox")
}
func (c *core) GivenUp(context.Context) ([]delivery.GivenUp, error) {
	return []delivery.GivenUp{{MessageID: "m1", Peer: bob, State: delivery.Failed, Reason: "too large", When: noon}}, c.call("GivenUp")
}
func (c *core) Refused(context.Context) (int, error) { return 3, c.call("Refused") }
func (c *core) Scan(context.Context) (int, error)    { return 4, c.call("Scan") }

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
