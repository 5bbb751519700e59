package messaging

import (
	"context"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/dropoff"
	"restante/messaging/handout"
	"restante/messaging/order"
	"restante/messaging/profile"
	"restante/messaging/session"
	"restante/messaging/settings"
	"restante/messaging/storefront"
	"restante/messaging/webhook"
	"restante/node"
	"restante/node/event"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline"
	"restante/offline/direct"
	"restante/offline/inbox"
	"restante/offline/outbox"
	"restante/offline/pointer"
	"restante/offline/provider/fetch"
	"restante/offline/push"
	"restante/offline/storage"
)

// Schemas are the tables of all services, in the order they are made.
var Schemas = []vault.Schema{pointer.Schema, push.Schema, outbox.Schema, storage.Schema, inbox.Schema, settings.Schema, card.Schema,
	session.Schema, contact.Schema, delivery.Schema, handout.Schema, profile.Schema, dropoff.Schema, chat.Schema, storefront.Schema, order.Schema,
	webhook.Schema}

// Stores are the blocks to serve besides those of the node itself: other people's.
func Stores(n *node.Node) []ipfs.Store { return offline.PushNodeStores(n) }

// API is what the window and the HTTP interface see.
type API struct {
	Chats    *chat.Service
	Contacts *contact.Service
	Delivery *delivery.Service
	Profile  *profile.Service
	Shop     *storefront.Service
	Orders   *order.Service
	Webhooks *webhook.Service
	Mail     *Mail
	Network  *Network
	Storage  *storage.Storage
	Settings *settings.Service
	Recovery *Recovery
	Guard    *Guard
	Backup   *Backup
	Bus      *event.Bus
}

// Records are the kinds of published records that this program keeps in the DHT.
var Records = []string{card.Kind}

// Without names ways to leave out, for tests.
type Without struct{ Direct, Push, Pointer, Pubsub, Provider bool }

// Core is the running services.
type Core struct {
	API
	node     *node.Node
	push     *push.Client
	direct   *direct.Direct
	pointers *pointer.Client
	web      *fetch.Client
	holder   *pointer.Holder // of other people's pointers
	holding  *holding        // of other people's mail
	outbox   *outbox.Outbox
	inbox    *inbox.Inbox
	pairs    *mailboxes
	cards    *publisher
	tickets  *tickets
	dropoff  *dropoff.Service
	stop     context.CancelFunc
}

// Start joins the services on an open node and sets them to work. It does not
// wait for the network.
func Start(ctx context.Context, n *node.Node, w Without) (*Core, error) {
	c := &Core{node: n, push: push.NewClient(n.Host, n.Log), direct: direct.New(n.Host, n.Log),
		pointers: pointer.NewClient(n.Host, n.Host, n.Log), holding: &holding{node: n},
		web: fetch.New(fetch.Options{Loopback: n.Loopback})}
	if err := errors.Join(c.holdPointers(w), c.build(ctx, w)); err != nil {
		return nil, errors.Join(err, c.closeWays())
	}
	ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	if err := c.start(ctx, w); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Core) start(ctx context.Context, w Without) error {
	if err := c.Contacts.Start(ctx); err != nil {
		return err
	}
	if err := c.outbox.Start(ctx); err != nil {
		return err
	}
	c.Storage.Start(ctx)
	c.Delivery.Start(ctx)
	c.Profile.Start(ctx)
	c.dropoff.Start(ctx)
	c.Shop.Start(ctx)
	c.Orders.Start(ctx)
	c.Webhooks.Start(ctx)
	if !w.Direct {
		c.direct.Serve(c.Delivery)
		c.direct.ServeCard(func(ctx context.Context, _ peer.ID) ([]byte, error) { return c.Contacts.Card(ctx) })
	}
	if err := c.trustNodes(ctx); err != nil {
		return err
	}
	if err := c.resume(ctx); err != nil {
		return err
	}
	c.cards.start(ctx)
	c.pairs.start(ctx)
	if !w.Push {
		c.tickets.start(ctx)
	}
	return c.inbox.Start(ctx)
}

// resume holds mail for others if it was so before.
func (c *Core) resume(ctx context.Context) error {
	s, err := c.Settings.Get(ctx)
	if err != nil {
		return err
	}
	return c.holding.apply(ctx, s)
}

// apply gives changed settings their effect.
func (c *Core) apply(ctx context.Context, s settings.Settings) error {
	return errors.Join(c.Contacts.Refresh(ctx), c.holding.apply(ctx, s))
}

// holdPointers does for others what they do for us.
func (c *Core) holdPointers(w Without) (err error) {
	if !w.Pointer {
		n := c.node
		c.holder, err = pointer.NewHolder(pointer.HolderOptions{Vault: n.Vault, Host: n.Host, Bus: n.Bus, Log: n.Log, Limits: userHolds})
		c.pointers.Own = c.holder
	}
	return err
}

// userHolds is how much of other people's pointers lies on a user's computer: far
// less than on a push node.
var userHolds = pointer.Limits{Records: 20_000}

// trustNodes lets the host reach one's own push nodes wherever they are: a
// person named them.
func (c *Core) trustNodes(ctx context.Context) error {
	return c.node.Vault.View(ctx, func(tx *vault.Tx) error {
		own, err := inbox.Own(tx)
		for _, n := range own {
			c.node.Host.Trust(n)
		}
		return err
	})
}

// Close stops taking in, hands over what is due (a few seconds at most), and
// stops the rest in reverse order. What is pending goes on at the next start.
func (c *Core) Close() error {
	held := make(chan error, 1)
	go func() { held <- c.holding.close() }() // others may take as long as we do
	c.direct.Serve(nil)
	c.inbox.Close()
	c.Chats.Close()
	c.Profile.Close()
	c.dropoff.Close()
	c.Orders.Close()
	c.Shop.Close()
	c.Webhooks.Close()
	c.Delivery.Close()
	c.stop()
	c.outbox.Close()
	c.Storage.Close()
	c.cards.close()
	c.pairs.close()
	c.tickets.close()
	c.Contacts.Close()
	return errors.Join(<-held, c.closeWays())
}

func (c *Core) closeWays() error {
	c.direct.Close()
	c.push.Close()
	c.pointers.Close()
	if c.holder != nil {
		return c.holder.Close()
	}
	return nil
}
