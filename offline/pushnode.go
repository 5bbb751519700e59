package offline

import (
	"context"
	"errors"
	"sync"

	"restante/node"
	"restante/node/event"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pointer"
	"restante/offline/push"
)

// PushNodeSchemas are the tables of a push node besides those of the node itself.
var PushNodeSchemas = []vault.Schema{push.Schema, pointer.Schema}

// PushNodeStores are the blocks that a push node serves besides those of its node.
func PushNodeStores(n *node.Node) []ipfs.Store { return []ipfs.Store{push.Blocks{Vault: n.Vault}} }

// AuditPushNode checks a stopped push node; it returns one line a finding.
func AuditPushNode(tx *vault.Tx) ([]string, error) {
	findings, err := push.Audit(tx)
	more, e := pointer.Audit(tx)
	return append(findings, more...), errors.Join(err, e)
}

// PushNode keeps mail for its registered users, holds pointers for anybody,
// relays the topics of its users' mailboxes, and keeps their cards in the DHT.
type PushNode struct {
	*push.Server
	node    *node.Node
	holder  *pointer.Holder
	large   *ipfs.Large
	relays  *relays
	cards   chan struct{} // for keepCards: they are to be put now
	changed *event.Subscription
	stop    context.CancelFunc
	tasks   sync.WaitGroup
}

// OpenPushNode begins to serve on an open node. Close it before the node.
func OpenPushNode(n *node.Node, l push.Limits) (*PushNode, error) {
	p := &PushNode{node: n, relays: &relays{topics: n.Topics, on: make(map[deposit.Mailbox]func())}, cards: make(chan struct{}, 1)}
	var err error
	p.large = ipfs.NewLarge(n.Blocks, n.Pinned)
	p.Server, err = push.NewServer(push.ServerOptions{Vault: n.Vault, Host: n.Host, Key: n.Key, Bus: n.Bus, Log: n.Log, Limits: l, Large: p.large})
	if err != nil {
		return nil, errors.Join(err, p.large.Close())
	}
	p.holder, err = pointer.NewHolder(pointer.HolderOptions{Vault: n.Vault, Host: n.Host, Bus: n.Bus, Log: n.Log})
	if err != nil {
		return nil, errors.Join(err, p.Server.Close(), p.large.Close())
	}
	ctx, stop := context.WithCancel(context.Background())
	p.stop, p.changed = stop, n.Bus.Subscribe(256)
	p.tasks.Go(func() { p.follow(ctx) })
	p.tasks.Go(func() { p.keepCards(ctx) })
	return p, nil
}

// Close takes no more calls, and returns when all that was promised is on disk.
func (p *PushNode) Close() error {
	p.stop()
	p.tasks.Wait()
	p.relays.close()
	return errors.Join(p.holder.Close(), p.Server.Close(), p.large.Close())
}

// relaying counts the topics that are passed on.
func (p *PushNode) relaying() int { return int(p.relays.count.Load()) }

// usersPage is how many users are read at a time.
const usersPage = 256

// each calls f for every registered user.
func (p *PushNode) each(ctx context.Context, f func(push.User)) error {
	var after deposit.Mailbox
	for {
		us, err := p.Users(ctx, after, usersPage)
		if err != nil || len(us) == 0 {
			return err
		}
		for _, u := range us {
			f(u)
		}
		after = us[len(us)-1].Mailbox
	}
}

// follow relays the topics of those who are registered.
func (p *PushNode) follow(ctx context.Context) {
	defer p.changed.Close()
	for {
		if err := p.relayAll(ctx); err != nil && ctx.Err() == nil {
			p.node.Log.Error("topics are not relayed", "err", err)
		}
		if !p.userChanged(ctx) {
			return
		}
		signal(p.cards)
	}
}

// userChanged waits for a change among the users; false: it is over.
func (p *PushNode) userChanged(ctx context.Context) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-p.changed.Ready:
		}
		events, lost := p.changed.Take()
		for _, e := range events {
			if _, ok := e.(push.UserChanged); ok {
				lost = true
			}
		}
		if lost {
			return true
		}
	}
}

func (p *PushNode) relayAll(ctx context.Context) error {
	now := make(map[deposit.Mailbox]bool)
	if err := p.each(ctx, func(u push.User) { now[u.Mailbox] = true }); err != nil {
		return err
	}
	return p.relays.set(now)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
