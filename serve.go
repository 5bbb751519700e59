package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"restante/messaging"
	"restante/messaging/httpapi"
	"restante/messaging/remote"
	"restante/node"
	"restante/node/vault"
	"restante/offline"
	"restante/offline/push"
)

// ready is the line that serve and push print when they can be used.
type ready struct {
	PeerID    string   `json:"peerId"`
	Addrs     []string `json:"addrs"`
	API       string   `json:"api"`
	TokenFile string   `json:"tokenFile"`
}

// serve runs a user's node without a window until ctx ends.
func serve(ctx context.Context, f flags, out, _ io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	return withCore(ctx, f, func(n *node.Node, c *messaging.Core) error {
		return serveAPI(ctx, f, n, out, apiOf(c, stop))
	})
}

// withCore opens a user's node and its services, runs use, and closes both.
func withCore(ctx context.Context, f flags, use func(*node.Node, *messaging.Core) error) (err error) {
	u, err := openUser(ctx, f, f.userOptions())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, u.close()) }()
	return use(u.node, u.core)
}

// user is a running node with its services.
type user struct {
	node *node.Node
	core *messaging.Core // nil where it did not start
}

// openUser opens both, or nothing.
func openUser(ctx context.Context, f flags, o node.Options) (_ *user, err error) {
	u := &user{}
	if u.node, err = node.Open(ctx, o); err != nil {
		return nil, err
	}
	if u.core, err = messaging.Start(ctx, u.node, f.without); err == nil {
		err = u.addPushNodes(ctx, f.pushNodes)
	}
	if err != nil {
		return nil, errors.Join(err, u.close())
	}
	return u, nil
}

func (u *user) addPushNodes(ctx context.Context, addrs []string) error {
	for _, a := range addrs {
		if _, err := u.core.Network.AddPushNode(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

func (u *user) close() (err error) {
	if u.core != nil {
		err = u.core.Close()
	}
	return errors.Join(err, u.node.Close())
}

// userOptions are those of a node with a user.
func (f flags) userOptions() node.Options {
	o := f.nodeOptions(messaging.Schemas)
	o.Stores = messaging.Stores
	return o
}

func (f flags) nodeOptions(above []vault.Schema) node.Options {
	return node.Options{Dir: f.data, Unlock: f.unlock(), Schemas: above, Listen: f.listen, Bootstrap: f.bootstrap,
		Loopback: f.loopback, LAN: f.lan, Records: messaging.Records, Version: version, Log: f.log}
}

func apiOf(c *messaging.Core, stop func()) httpapi.Options {
	return httpapi.Options{Chats: c.Chats, Contacts: c.Contacts, Delivery: c.Mail, Pictures: c.Profile, Network: c.Network,
		PushNodes: c.Network, Holding: c.Network, Disk: c.Network, Storage: c.Storage, Settings: c.Settings,
		Guard: c.Guard, Backup: c.Backup, Shop: c.Shop, Orders: c.Orders, Webhooks: c.Webhooks, Bus: c.Bus, Shutdown: stop,
		Windows: remote.NewServer(remote.ServicesOf(c.API), c.Bus, "restante "+version)}
}

// serveAPI says that the program is ready and answers calls until ctx ends.
func serveAPI(ctx context.Context, f flags, n *node.Node, out io.Writer, o httpapi.Options) error {
	var err error
	if o.Token, err = httpapi.Token(f.data); err != nil {
		return err
	}
	if f.apiPublic {
		if o.TLS, err = httpapi.LoadTLS(f.apiCert, f.apiKey); err != nil {
			return err
		}
	}
	l, err := httpapi.Listen(ctx, f.api, f.apiPublic)
	if err != nil {
		return err
	}
	o.Log = n.Log
	scheme := "http://"
	if o.TLS != nil {
		scheme = "https://"
	}
	line := ready{PeerID: n.Key.ID().String(), Addrs: n.Host.Addrs(), API: scheme + l.Addr().String(),
		TokenFile: filepath.Join(f.data, "api-token")}
	if err := json.NewEncoder(out).Encode(line); err != nil {
		return errors.Join(err, l.Close())
	}
	return httpapi.New(o).Serve(ctx, l)
}

// servePush runs a push node until ctx ends.
func servePush(ctx context.Context, f flags, out, _ io.Writer) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	o := f.nodeOptions(offline.PushNodeSchemas)
	o.Server, o.Stores = true, offline.PushNodeStores
	n, err := node.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.Close()) }()
	p, err := offline.OpenPushNode(n, push.Limits{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return serveAPI(ctx, f, n, out, apiOfPush(n, p, stop))
}

func apiOfPush(n *node.Node, s *offline.PushNode, stop func()) httpapi.Options {
	return httpapi.Options{Network: messaging.NetworkOf(n), Bus: n.Bus, Shutdown: stop,
		Holdings: func(ctx context.Context) (httpapi.Holdings, error) {
			u, err := s.Usage(ctx)
			return httpapi.Holdings{Users: int64(u.Users), Deposits: int64(u.Deposits), Bytes: u.Bytes}, err
		}}
}
