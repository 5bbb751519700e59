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
	"restante/offline/pointer"
	"restante/offline/push"
)

// Schemas are the tables of all services, in the order they are made.
var Schemas = []vault.Schema{pointer.Schema, outbox.Schema, inbox.Schema, card.Schema, contact.Schema, delivery.Schema, chat.Schema}

// API is what the window and the HTTP interface see.
type API struct {
	Chats    *chat.Service
	Contacts *contact.Service
	Delivery *delivery.Service
	Mail     *Mail
	Network  *Network
	Bus      *event.Bus
}

// Records are the kinds of published records that this program keeps in the DHT.
var Records = []string{card.Kind}

// Without names ways to leave out, for tests.
type Without struct{ Direct, Push, Pointer, Pubsub bool }

// Core is the running services.
type Core struct {
	API
	node     *node.Node
	push     *push.Client
	direct   *direct.Direct
	pointers *pointer.Client
	holder   *pointer.Holder // of other people's pointers
	outbox   *outbox.Outbox
	inbox    *inbox.Inbox
	cards    *publisher
	stop     context.CancelFunc
}

// Start joins the services on an open node and sets them to work. It does not
// wait for the network.
func Start(ctx context.Context, n *node.Node, w Without) (*Core, error) {
	c := &Core{node: n, push: push.NewClient(n.Host, n.Log), direct: direct.New(n.Host, n.Log),
		pointers: pointer.NewClient(n.Host, n.Host, n.Log)}
	if err := errors.Join(c.holdPointers(w), c.build(ctx, w)); err != nil {
		return nil, errors.Join(err, c.closeWays())
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
	c.inbox = inbox.New(c.inboxOptions(w, mailbox))
	c.cards = newPublisher(n, c.Contacts)
	c.Contacts.OnSelf = func() { c.inbox.Republish(); c.cards.hurry() }
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
	if !w.Pointer {
		o.Pointers, o.Addrs = c.pointers, c.node.Host.Addrs
	}
	if !w.Pubsub {
		o.Topics = c.node.Topics
	}
	return o
}

func (c *Core) inboxOptions(w Without, mailbox deposit.Signer) inbox.Options {
	o := inbox.Options{Vault: c.node.Vault, Bus: c.node.Bus, Log: c.node.Log, Receiver: c.Delivery, Opener: c.Delivery,
		Blocks: c.node.Blocks, Mailbox: mailbox, Card: c.Contacts.Card, Published: c.Contacts.Published,
		Added:   func(tx *vault.Tx, n peer.AddrInfo) error { return c.outbox.Extend(tx, "", []peer.AddrInfo{n}) },
		Friends: c.friends, Dropped: c.outbox.Check, Drained: c.Contacts.Drained}
	if !w.Push {
		o.Push = c.push
	}
	if !w.Pointer {
		o.Pointers = c.pointers
	}
	if !w.Pubsub {
		o.Topics = c.node.Topics
	}
	return o
}

// friends are those for whom push nodes keep a part of the mailbox.
func (c *Core) friends(ctx context.Context) (ids []peer.ID, err error) {
	all, err := c.Contacts.List(ctx)
	for _, p := range all {
		ids = append(ids, p.Peer)
	}
	return ids, err
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
	if err := c.trustNodes(ctx); err != nil {
		return err
	}
	c.cards.start(ctx)
	return c.inbox.Start(ctx)
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
	c.direct.Serve(nil)
	c.inbox.Close()
	c.Chats.Close()
	c.Delivery.Close()
	c.stop()
	c.outbox.Close()
	c.cards.close()
	c.Contacts.Close()
	return c.closeWays()
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
