package storage

import (
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
)

// whose tells bundles apart. What nobody wrote, receipts and requests for keys, is
// gathered for all people: it has no peer.
type whose struct {
	kind string
	peer peer.ID
}

// bundle is what waits of one kind for one person.
type bundle struct {
	whose
	n       int
	size    int64     // 0 while nothing of it is sealed
	oldest  time.Time // accepted
	ends    time.Time // when the first of it is given up
	until   time.Time // when the last of the other places lets go
	holders []holder  // besides this computer, each once
}

// holder is a push node or an account that has some of it.
type holder struct {
	node    peer.ID
	account string
}

// bundles gathers what waits, the oldest first, and behind it what nobody wrote.
func bundles(pending []delivery.Pending) (all []bundle) {
	at := map[whose]int{}
	for _, x := range pending {
		w := whoseOf(x)
		i, known := at[w]
		if !known {
			i, at[w] = len(all), len(all)
			all = append(all, bundle{whose: w, oldest: x.Accepted, ends: x.Expires})
		}
		all[i].take(x)
	}
	slices.SortStableFunc(all, func(a, b bundle) int {
		if (a.peer == "") != (b.peer == "") {
			return len(b.peer) - len(a.peer)
		}
		return a.oldest.Compare(b.oldest)
	})
	return all
}

func whoseOf(x delivery.Pending) whose {
	if x.Kind == "receipt" || x.Kind == "request" {
		return whose{kind: x.Kind}
	}
	return whose{x.Kind, x.Peer}
}

// take adds one item.
func (b *bundle) take(x delivery.Pending) {
	b.n++
	b.size += int64(x.Size)
	b.oldest, b.ends = earlier(b.oldest, x.Accepted), earlier(b.ends, x.Expires)
	for _, h := range x.Holders {
		if h.Expires.After(b.until) {
			b.until = h.Expires
		}
		if p := (holder{h.Node, h.Account}); !slices.Contains(b.holders, p) {
			b.holders = append(b.holders, p)
		}
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
