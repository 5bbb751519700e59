package offline

import (
	"context"
	"errors"
	"sync"

	"restante/node"
	"restante/node/event"
	"restante/node/ipfs"
	"restante/offline/deposit"
	"restante/offline/push"
)

// Keeper keeps mail for its registered users, relays the topics of their mailboxes (of
// the further ones those that they listen to), and keeps their cards and the names of
// their sites in the DHT. It does so on a push node, and on the computer of a user who
// holds mail for others. One that is closed ([push.Limits]) only hands out what it has.
type Keeper struct {
	*push.Server
	node    *node.Node
	large   *ipfs.Large
	relays  *relays
	cards   chan struct{} // for keepCards: they are to be put now
	changed *event.Subscription
	stop    context.CancelFunc
	tasks   sync.WaitGroup
}

// OpenKeeper begins to serve on an open node. Close it before the node.
func OpenKeeper(n *node.Node, l push.Limits) (*Keeper, error) {
	k := &Keeper{node: n, relays: &relays{topics: n.Topics, on: make(map[deposit.Mailbox]func())}, cards: make(chan struct{}, 1)}
	var err error
	k.large = ipfs.NewLarge(n.Blocks, n.Pinned)
	k.Server, err = push.NewServer(push.ServerOptions{Vault: n.Vault, Host: n.Host, Key: n.Key, Bus: n.Bus, Log: n.Log, Limits: l, Large: k.large})
	if err != nil {
		return nil, errors.Join(err, k.large.Close())
	}
	ctx, stop := context.WithCancel(context.Background())
	k.stop = stop
	if !l.Closed {
		k.standIn(ctx)
	}
	return k, nil
}

// standIn does for the users what they cannot do while they are away.
func (k *Keeper) standIn(ctx context.Context) {
	k.changed = k.node.Bus.Subscribe(256)
	k.tasks.Go(func() { k.follow(ctx) })
	k.tasks.Go(func() { k.keepCards(ctx) })
}

// Close takes no more calls, and returns when all that was promised is on disk.
func (k *Keeper) Close() error {
	k.stop()
	k.tasks.Wait()
	k.relays.close()
	return errors.Join(k.Server.Close(), k.large.Close())
}

// relaying counts the topics that are passed on.
func (k *Keeper) relaying() int { return int(k.relays.count.Load()) }

// usersPage is how many users are read at a time.
const usersPage = 256

// each calls f for every registered user.
func (k *Keeper) each(ctx context.Context, f func(push.User)) error {
	var after deposit.Mailbox
	for {
		us, err := k.Users(ctx, after, usersPage)
		if err != nil || len(us) == 0 {
			return err
		}
		for _, u := range us {
			f(u)
		}
		after = us[len(us)-1].Mailbox
	}
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
