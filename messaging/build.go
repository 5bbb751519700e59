package messaging

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/dropoff"
	"restante/messaging/order"
	"restante/messaging/profile"
	"restante/messaging/session"
	"restante/messaging/settings"
	"restante/messaging/storefront"
	"restante/messaging/webhook"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/inbox"
	"restante/offline/outbox"
	"restante/offline/provider"
	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
	"restante/offline/provider/self"
	"restante/offline/storage"
)

// build makes the services and joins them.
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
	if c.Storage, err = storage.Make(ctx, c.storageOptions()); err != nil {
		return err
	}
	if !w.Provider {
		c.outbox.Depots = c.Storage
	}
	d := delivery.Options{Vault: n.Vault, Key: n.Key, Keys: keys, Book: book, Contacts: c.Contacts, Bus: n.Bus, Log: n.Log, Outbox: c.outbox,
		Sessions: session.NewBook(n.Key.ID(), keys.Device())}
	if !w.Direct {
		d.Hints = c.direct
	}
	if c.Delivery, err = delivery.New(d); err != nil {
		return err
	}
	c.outbox.Observer, c.outbox.Recipients = c.Delivery, c.Delivery
	c.pairs = &mailboxes{key: n.Key, people: c.lately, public: c.Delivery, bus: n.Bus, log: n.Log}
	c.inbox = inbox.New(c.inboxOptions(w, mailbox))
	c.pairs.watch = c.inbox.Watch
	c.cards = newPublisher(n, c.Contacts)
	c.Contacts.OnRoom, c.Contacts.OnBlock = c.inbox.Look, n.Host.Shun
	c.Contacts.OnSelf = func() { c.inbox.Republish(); c.cards.hurry() }
	c.Profile = profile.New(profile.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Contacts: c.Contacts, Delivery: c.Delivery, Self: n.Key.ID()})
	c.dropoff = dropoff.New(dropoff.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Contacts: c.Contacts, Delivery: c.Delivery,
		Storage: c.Storage, Account: storage.Inbox, Given: c.outbox.Rearrange})
	c.Storage.Grants = c.dropoff
	c.Webhooks = webhook.Make(webhook.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Self: n.Key.ID()})
	c.Chats = chat.New(chat.Options{Vault: n.Vault, Bus: n.Bus, Contacts: c.Contacts, Delivery: c.Delivery, Self: n.Key.ID(), Watcher: c.Webhooks})
	named := &sites{node: n, push: c.push, cards: &finder{core: c, without: w}, without: w}
	c.Shop = storefront.New(storefront.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Key: n.Key, Store: n.Pinned, Namer: named, Fetcher: named,
		Watcher: c.Webhooks})
	c.Orders = order.New(order.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Key: n.Key, Contacts: c.Contacts, Delivery: c.Delivery,
		Shop: c.Shop, Counter: counter{named}, Watcher: c.Webhooks})
	if w.Push {
		c.Orders.Counter = nil
	}
	c.tickets = &tickets{vault: n.Vault, bus: n.Bus, log: n.Log, push: c.push, owner: mailbox, shop: c.Shop, orders: c.Orders,
		refused: make(map[peer.ID]time.Time)}
	c.Settings = &settings.Service{Vault: n.Vault, Bus: n.Bus, Apply: c.apply}
	c.Network = &Network{node: n, inbox: c.inbox, contacts: c.Contacts, settings: c.Settings}
	c.Mail = &Mail{delivery: c.Delivery, inbox: c.inbox}
	c.Recovery = &Recovery{n.Vault}
	c.Guard, c.Backup = &Guard{n.Vault}, &Backup{n.Vault, n.Version}
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

func (c *Core) storageOptions() storage.Options {
	n := c.node
	return storage.Options{Vault: n.Vault, Bus: n.Bus, Log: n.Log, Outbox: c.outbox, Fetch: c.web,
		Kinds:   slices.DeleteFunc(slices.Clone(provider.Kinds), func(k depot.Kind) bool { return k.Name == self.Kind.Name }), // always there
		Foreign: depot.Deps{HTTP: &http.Client{Transport: fetch.Transport(n.Loopback)}, Log: n.Log, Loopback: n.Loopback},
		Deps:    depot.Deps{Log: n.Log, Loopback: n.Loopback, Here: n.Outbox, Addrs: n.Host.Addrs, Dial: n.Host.Connect}}
}

func (c *Core) inboxOptions(w Without, mailbox deposit.Signer) inbox.Options {
	o := inbox.Options{Vault: c.node.Vault, Bus: c.node.Bus, Log: c.node.Log, Receiver: c.Delivery, Opener: c.pairs,
		Blocks: c.node.Blocks, Mailbox: mailbox, Card: c.Contacts.Card, Published: c.Contacts.Published,
		Added:   func(tx *vault.Tx, n peer.AddrInfo) error { return c.outbox.Extend(tx, "", []peer.AddrInfo{n}) },
		Friends: c.friends, Dropped: c.outbox.Check, Drained: c.Contacts.Drained}
	if !w.Push {
		o.Push = c.push
	}
	if !w.Pointer {
		o.Pointers = c.pointers
	}
	if !w.Provider {
		o.Web, o.Spaces = c.web, c.Storage
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
		if p.Blocked.IsZero() {
			ids = append(ids, p.Peer)
		}
	}
	return ids, err
}

// lately are all contacts, those with whom there was something last first.
func (c *Core) lately(ctx context.Context) (ids []peer.ID, err error) {
	all, err := c.Contacts.List(ctx)
	if err != nil {
		return nil, err
	}
	last := make(map[peer.ID]time.Time)
	for _, p := range all {
		last[p.Peer] = p.Added
		ids = append(ids, p.Peer)
	}
	rows, err := c.Chats.Conversations(ctx)
	for _, r := range rows {
		if r.Time.After(last[r.Peer]) {
			last[r.Peer] = r.Time
		}
	}
	slices.SortStableFunc(ids, func(a, b peer.ID) int { return last[b].Compare(last[a]) })
	return ids, err
}
