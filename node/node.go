package node

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/libp2p/go-libp2p"
	librecord "github.com/libp2p/go-libp2p-record"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/identity"
	"restante/node/ipfs"
	"restante/node/ipns"
	"restante/node/p2p"
	"restante/node/pubsub"
	"restante/node/record"
	"restante/node/vault"
)

// OutboxFolder holds message files and nothing else.
const OutboxFolder = "outbox"

// BlocksFolder holds files and folders that travel as many blocks.
const BlocksFolder = "blocks"

// Options say what kind of node to open. Only Dir is required.
type Options struct {
	Dir       string
	Folder    *vault.Folder // Dir, if it is held already
	Unlock    vault.Unlock
	Begin     Begin          // what a new folder begins with
	Schemas   []vault.Schema // of the packages above, applied after the node's own
	Listen    []string       // this and the next four: see p2p.Options
	Bootstrap []peer.AddrInfo
	Relays    []peer.AddrInfo
	Loopback  bool
	Server    bool
	LAN       bool
	Records   []string // kinds of published records that the DHT keeps, besides IPNS names
	Version   string
	Stores    func(*Node) []ipfs.Store // blocks to serve besides the outbox; called with Vault, Key and Bus set
	Log       *slog.Logger             // nil: slog.Default()
	Extra     []libp2p.Option          // the virtual network of tests
}

// Begin is who a new folder belongs to. The zero value makes somebody new.
type Begin struct {
	Words string // the recovery words
	Kept  bool   // they are on paper

	// Backup writes the database to begin with, and Restored makes another device of
	// it; see package backup.
	Backup   func(io.Writer) error
	Restored func(*vault.Tx) error
}

// Node is an open node. Its parts are safe for concurrent use.
type Node struct {
	Vault  *vault.Vault
	Key    *identity.Key
	Host   *p2p.Host
	Topics *pubsub.PubSub
	Blocks *ipfs.Exchange
	Outbox *ipfs.Folder
	Pinned *ipfs.Pinned // files and folders of many blocks
	Bus    *event.Bus
	Log    *slog.Logger

	Version  string // of the program
	Loopback bool   // as in Options

	close []func() error // in the order of opening
}

// Open opens everything, or nothing: after an error all is closed again. It
// does not wait for the network.
func Open(ctx context.Context, o Options) (*Node, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	n := &Node{Bus: new(event.Bus), Log: o.Log, Version: o.Version, Loopback: o.Loopback}
	for _, open := range []func(context.Context, Options) error{n.openVault, n.openHost, n.openTopics, n.openBlocks} {
		if err := open(ctx, o); err != nil {
			return nil, errors.Join(err, n.Close())
		}
	}
	return n, nil
}

// Schemas are the tables of the node itself, before those of the packages above.
func Schemas(above ...vault.Schema) []vault.Schema {
	return append([]vault.Schema{identity.Schema, p2p.Schema}, above...)
}

func (n *Node) openVault(ctx context.Context, o Options) error {
	v, err := vault.Open(ctx, vault.Options{Dir: o.Dir, Folder: o.Folder, Unlock: o.Unlock, Schemas: Schemas(o.Schemas...),
		Begin: o.Begin.fill(), From: o.Begin.Backup, Log: o.Log})
	if err != nil {
		return err // its errors are sentences for a person
	}
	n.Vault = v
	n.onClose(v.Close)
	if n.Key, err = identity.LoadOrCreate(ctx, v); err != nil {
		return fmt.Errorf("loading the identity: %w", err)
	}
	return nil
}

// fill is what [vault.Options.Begin] runs, nil for nothing.
func (b Begin) fill() func(*vault.Tx) error {
	if b.Backup != nil {
		return b.Restored
	}
	if b.Words == "" {
		return nil
	}
	return func(tx *vault.Tx) error { return identity.Begin(tx, b.Words, b.Kept) }
}

func (n *Node) openHost(_ context.Context, o Options) error {
	h, err := p2p.New(p2p.Options{
		Key: n.Key.Libp2p(), Listen: o.Listen, Bootstrap: o.Bootstrap, Relays: o.Relays,
		Loopback: o.Loopback, Server: o.Server, LAN: o.LAN, Version: o.Version,
		DHT: true, Validators: validators(o.Records),
		Vault: n.Vault, Bus: n.Bus, Log: o.Log, Extra: o.Extra,
	})
	if err != nil {
		return err
	}
	n.Host = h
	n.onClose(h.Close)
	return nil
}

func validators(kinds []string) map[string]librecord.Validator {
	all := map[string]librecord.Validator{ipns.Namespace: ipns.Validator{}}
	for _, k := range kinds {
		all[record.Namespace(k)] = record.Validator{Kind: k}
	}
	return all
}

func (n *Node) openTopics(_ context.Context, o Options) (err error) {
	if n.Topics, err = pubsub.New(pubsub.Options{Host: n.Host, Log: o.Log}); err != nil {
		return err
	}
	n.onClose(n.Topics.Close)
	return nil
}

func (n *Node) openBlocks(_ context.Context, o Options) (err error) {
	if n.Outbox, err = ipfs.OpenFolder(filepath.Join(o.Dir, OutboxFolder)); err != nil {
		return err
	}
	if n.Pinned, err = ipfs.OpenPinned(filepath.Join(o.Dir, BlocksFolder)); err != nil {
		return err
	}
	n.onClose(n.Pinned.Close)
	stores := []ipfs.Store{n.Outbox, n.Pinned}
	if o.Stores != nil {
		stores = append(stores, o.Stores(n)...)
	}
	if n.Blocks, err = ipfs.New(n.Host, stores...); err != nil {
		return fmt.Errorf("starting the block exchange: %w", err)
	}
	n.onClose(n.Blocks.Close)
	return nil
}

func (n *Node) onClose(f func() error) { n.close = append(n.close, f) }

// Close stops everything in reverse order: serving blocks, the network, the
// database last. It may be called twice.
func (n *Node) Close() error {
	var errs []error
	for len(n.close) > 0 {
		last := len(n.close) - 1
		errs = append(errs, n.close[last]())
		n.close = n.close[:last]
	}
	return errors.Join(errs...)
}

// Erase removes what is left of a data folder whose key was destroyed, see
// [vault.Vault.Destroy], once nothing is open in it.
func Erase(dir string) error {
	return errors.Join(vault.Erase(dir), os.RemoveAll(filepath.Join(dir, OutboxFolder)), os.RemoveAll(filepath.Join(dir, BlocksFolder)))
}
