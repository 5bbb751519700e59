package messaging

import (
	"context"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/node"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/inbox"
	"restante/offline/outbox"
	"restante/offline/push"
)

// Schemas are the tables of all services, in the order they are made.
var Schemas = []vault.Schema{outbox.Schema, inbox.Schema, card.Schema, contact.Schema, delivery.Schema, chat.Schema}

// API is what the window and the HTTP interface see.
type API struct {
	Chats    *chat.Service
	Contacts *contact.Service
	Delivery *delivery.Service
	Mail     *Mail
	Network  *Network
	Bus      *event.Bus
}

// Without names ways to leave out, for tests.
type Without struct{ Direct, Push bool }

// Core is the running services.
type Core struct {
	API
	node   *node.Node
	push   *push.Client
	direct *direct.Direct
	outbox *outbox.Outbox
	inbox  *inbox.Inbox
	stop   context.CancelFunc
}

// Start joins the services on an open node and sets them to work. It does not
// wait for the network.
func Start(ctx context.Context, n *node.Node, w Without) (*Core, error) {
	c := &Core{node: n, push: push.NewClient(n.Host, n.Log), direct: direct.New(n.Host, n.Log)}
	if err := c.build(ctx, w); err != nil {
		c.closeWays()
		return nil, err
	}
	ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	if err := c.start(ctx, w); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Core) build(ctx context.Context, w Without) error {
	n := c.node
	keys, err := card.LoadKeys(ctx, n.Vault)
	if err != nil {
		return err
	}
	mailbox, err := deposit.Owner(n.Key)
	if err != nil {
		return err
	}
	book := &card.Book{}
	c.Contacts = contact.New(contact.Options{Vault: n.Vault, Key: n.Key, Keys: keys, Book: book, Bus: n.Bus, Log: n.Log,
		Host: n.Host, Source: &finder{core: c, without: w}, OwnNodes: inbox.Own})
	c.outbox = outbox.New(c.outboxOptions(w))
	d := delivery.Options{Vault: n.Vault, Key: n.Key, Keys: keys, Book: book, Contacts: c.Contacts, Bus: n.Bus, Log: n.Log, Outbox: c.outbox}
	if !w.Direct {
		d.Hints = c.direct
	}
	if c.Delivery, err = delivery.New(d); err != nil {
		return err
	}
	c.outbox.Observer, c.outbox.Recipients = c.Delivery, c.Delivery
	c.inbox = inbox.New(inbox.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Push: c.push, Receiver: c.Delivery,
		Mailbox: mailbox, Card: c.Contacts.Card, Published: c.Contacts.Published,
		Added: func(tx *vault.Tx, n peer.AddrInfo) error { return c.outbox.Extend(tx, "", []peer.AddrInfo{n}) }})
	c.Contacts.OnSelf = c.inbox.Republish
	c.Chats = chat.New(chat.Options{Vault: n.Vault, Bus: n.Bus, Contacts: c.Contacts, Delivery: c.Delivery, Self: n.Key.ID()})
	c.Network = &Network{node: n, inbox: c.inbox, contacts: c.Contacts}
	c.Mail = &Mail{delivery: c.Delivery, inbox: c.inbox}
	c.Bus = n.Bus
	return nil
}

func (c *Core) outboxOptions(w Without) outbox.Options {
	o := outbox.Options{Vault: c.node.Vault, Folder: c.node.Outbox, Bus: c.node.Bus, Log: c.node.Log,
		Connected: c.node.Host.Connected, OwnNodes: inbox.Own}
	if !w.Direct {
		o.Direct = c.direct
	}
	if !w.Push {
		o.Push = c.push
	}
	return o
}

func (c *Core) start(ctx context.Context, w Without) error {
	if err := c.Contacts.Start(ctx); err != nil {
		return err
	}
	if err := c.outbox.Start(ctx); err != nil {
		return err
	}
	c.Delivery.Start(ctx)
	if !w.Direct {
		c.direct.Serve(c.Delivery)
		c.direct.ServeCard(func(ctx context.Context, _ peer.ID) ([]byte, error) { return c.Contacts.Card(ctx) })
	}
	if w.Push {
		return nil
	}
	if err := c.trustNodes(ctx); err != nil {
		return err
	}
	return c.inbox.Start(ctx)
}

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
	c.direct.Serve(nil)
	c.inbox.Close()
	c.Chats.Close()
	c.Delivery.Close()
	c.stop()
	c.outbox.Close()
	c.Contacts.Close()
	c.closeWays()
	return nil
}

func (c *Core) closeWays() {
	c.direct.Close()
	c.push.Close()
}
