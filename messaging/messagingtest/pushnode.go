package messagingtest

import (
	"context"
	"errors"
	"os"

	"restante/messaging"
	"restante/node"
	"restante/node/vault"
	"restante/offline"
	"restante/offline/push"
)

// PushNode is a machine that holds mail for others.
type PushNode struct {
	Name   string
	w      *World
	place  place
	node   *node.Node
	server *offline.PushNode
	addr   string
}

// PushNode starts a new push node.
func (w *World) PushNode(name string) *PushNode {
	w.t.Helper()
	p := &PushNode{Name: name, w: w, place: w.place(name)}
	w.nodes[name] = p
	p.start()
	p.addr = p.node.Host.Addrs()[0]
	p.place.listen = []string{p.addr[:len(p.addr)-len("/p2p/"+p.node.Key.ID().String())]}
	return p
}

func (p *PushNode) start() {
	p.w.t.Helper()
	n, err := node.Open(context.Background(), node.Options{Dir: p.place.dir, Schemas: offline.PushNodeSchemas, Stores: offline.PushNodeStores,
		Listen: p.place.listen, Bootstrap: p.place.hub, Loopback: true, Server: true, Records: messaging.Records, Log: p.w.log.With("node", p.Name), Extra: p.place.extra})
	if err != nil {
		p.w.t.Fatalf("starting %s: %v", p.Name, err)
	}
	p.node = n
	p.server, err = offline.OpenPushNode(n, push.Limits{})
	if err != nil {
		p.w.t.Fatalf("starting %s: %v", p.Name, err)
	}
}

func (p *PushNode) stop() error {
	if p.node == nil {
		return nil
	}
	err := errors.Join(p.server.Close(), p.node.Close())
	p.node, p.server = nil, nil
	return err
}

func (p *PushNode) audit() (findings []string, err error) {
	ctx := context.Background()
	v, err := vault.OpenReadOnly(ctx, vault.Options{Dir: p.place.dir, Schemas: node.Schemas(offline.PushNodeSchemas...), Log: p.w.log})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	err = v.View(ctx, func(tx *vault.Tx) (err error) {
		findings, err = offline.AuditPushNode(tx)
		return err
	})
	return findings, err
}

// Addr is the push node's address with its peer ID.
func (p *PushNode) Addr() string { return p.addr }

// Holds is how many deposits lie here.
func (p *PushNode) Holds() int {
	p.w.t.Helper()
	u, err := p.server.Usage(context.Background())
	if err != nil {
		p.w.t.Fatalf("%s: counting deposits: %v", p.Name, err)
	}
	return u.Deposits
}

// Empty waits until nothing lies here any more.
func (p *PushNode) Empty() {
	p.w.t.Helper()
	p.HoldsUntil(0)
}

// HoldsUntil waits until exactly n deposits lie here.
func (p *PushNode) HoldsUntil(n int) {
	p.w.t.Helper()
	sub := p.node.Bus.Subscribe(1024)
	defer sub.Close()
	p.w.until(p.Name+" to hold as many", sub.Ready, func() bool { sub.Take(); return p.Holds() == n })
}

// Save keeps a copy of the stopped push node's folder; see [PushNode.Restore].
func (p *PushNode) Save() {
	p.w.t.Helper()
	if err := os.CopyFS(p.place.dir+".saved", os.DirFS(p.place.dir)); err != nil {
		p.w.t.Fatalf("saving %s: %v", p.Name, err)
	}
}

// Restore makes the stopped push node what it was at Save: a machine whose owner
// went back to a backup, so that what it signed for meanwhile is gone.
func (p *PushNode) Restore() {
	p.w.t.Helper()
	err := errors.Join(os.RemoveAll(p.place.dir), os.CopyFS(p.place.dir, os.DirFS(p.place.dir+".saved")))
	if err != nil {
		p.w.t.Fatalf("restoring %s: %v", p.Name, err)
	}
}
