package httpapi

import (
	"bufio"
	"cmp"
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/offline/storage"
)

// storageTable answers the route of what lies where as a table, for which the names of
// people and what is under way are needed too.
type storageTable struct {
	storage  Storage
	delivery Delivery
	contacts Contacts
}

func storageTableRoute(o Options) route {
	a := storageTable{o.Storage, o.Delivery, o.Contacts}
	return route{method: "GET", path: "/ob/storage/export", summary: "What lies where as a table: a line for each place of each message", replyMedia: csvMedia, handle: a.write}
}

func (a storageTable) write(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	pending, err := a.delivery.Outbox(ctx)
	accounts, err2 := a.storage.Accounts(ctx)
	people, err3 := a.contacts.List(ctx)
	if err = cmp.Or(err, err2, err3); err != nil {
		return err
	}
	called := make(map[peer.ID]string, len(people))
	for _, c := range people {
		called[c.Peer] = c.Name
	}
	n := delivery.Names{Person: func(p peer.ID) string { return called[p] }, Place: placesOf(accounts), Zone: time.UTC}
	return download(w, csvMedia, "storage.csv", func(to *bufio.Writer) error { return delivery.WriteTable(to, pending, n) })
}

// placesOf names a push node, an account, or one that was left.
func placesOf(all []storage.Account) func(delivery.Holder) string {
	titles := make(map[string]string, len(all))
	for _, x := range all {
		titles[x.ID] = x.Title
	}
	return func(h delivery.Holder) string {
		if h.Account == "" {
			return "push node " + h.Node.String()
		}
		return cmp.Or(titles[h.Account], h.Account)
	}
}
