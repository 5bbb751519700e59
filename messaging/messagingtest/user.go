package messagingtest

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/node"
	"restante/node/ipfs"
	"restante/node/vault"
)

// User is a person at a computer.
type User struct {
	Name string
	messaging.Without
	w     *World
	place place
	node  *node.Node
	core  *messaging.Core
	id    peer.ID
	link  string
}

// User starts a new user whose mail the named push nodes hold.
func (w *World) User(name string, pushNodes ...string) *User {
	return w.UserWithout(name, messaging.Without{}, pushNodes...)
}

// UserWithout starts a user that lacks some ways.
func (w *World) UserWithout(name string, without messaging.Without, pushNodes ...string) *User {
	w.t.Helper()
	u := &User{Name: name, Without: without, w: w, place: w.place(name)}
	w.users[name] = u
	u.start()
	for _, n := range pushNodes {
		u.Uses(n)
	}
	return u
}

func (u *User) start() {
	u.w.t.Helper()
	ctx := context.Background()
	n, err := node.Open(ctx, node.Options{Dir: u.place.dir, Schemas: messaging.Schemas, Stores: messaging.Stores, Listen: u.place.listen,
		Bootstrap: u.place.hub, Loopback: true, Records: messaging.Records, Log: u.w.log.With("user", u.Name), Extra: u.place.extra})
	if err != nil {
		u.w.t.Fatalf("starting %s: %v", u.Name, err)
	}
	u.node, u.id = n, n.Key.ID()
	if u.core, err = messaging.Start(ctx, n, u.Without); err != nil {
		u.w.t.Fatalf("starting %s: %v", u.Name, err)
	}
}

func (u *User) stop() error {
	if u.node == nil {
		return nil
	}
	err := u.core.Close()
	if e := u.node.Close(); err == nil {
		err = e
	}
	u.node, u.core = nil, nil
	return err
}

func (u *User) audit() (findings []string, err error) {
	ctx := context.Background()
	v, err := vault.OpenReadOnly(ctx, vault.Options{Dir: u.place.dir, Schemas: node.Schemas(messaging.Schemas...), Log: u.w.log})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	folder, err := ipfs.OpenFolder(filepath.Join(u.place.dir, node.OutboxFolder))
	if err != nil {
		return nil, err
	}
	err = v.View(ctx, func(tx *vault.Tx) (err error) {
		findings, err = messaging.Audit(tx, folder)
		return err
	})
	return findings, err
}

// API is the user's core.
func (u *User) API() *messaging.API { return &u.core.API }

// ID is the user's peer ID.
func (u *User) ID() peer.ID { return u.id }

// Link is the user's own link, also while the user is stopped.
func (u *User) Link() string {
	if u.core != nil {
		inv, err := u.core.Contacts.Invite(context.Background())
		u.must("making a link", err)
		u.link = inv.Link
	}
	return u.link
}

// Adds makes a contact of a link.
func (u *User) Adds(link string) {
	u.w.t.Helper()
	_, err := u.core.Contacts.Add(context.Background(), link)
	u.must("adding a contact", err)
}

// Uses lets a push node hold the user's mail, and waits until it does.
func (u *User) Uses(node string) {
	u.w.t.Helper()
	ctx := context.Background()
	added, err := u.core.Network.AddPushNode(ctx, u.w.Node(node).Addr())
	u.must("adding a push node", err)
	u.Until("registered at "+node, func() bool {
		all, err := u.core.Network.PushNodes(ctx)
		u.must("listing push nodes", err)
		return slices.ContainsFunc(all, func(n messaging.PushNode) bool { return n.Peer == added.Peer && n.Registered })
	})
}
