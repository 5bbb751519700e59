package guitest

import (
	"context"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// Storage is where a world's messages wait.
type Storage struct {
	World *World
	Own   outbox.Holding // on this computer
	All   []storage.Account
	Days  []storage.Day
	For   map[peer.ID][]string // choices
	Given depot.Settings       // with the last account
	URL   string               // that the browser is asked to open; "" for none
}

// WithStorage gives a world a place for messages: this computer alone.
func WithStorage(w *World) *World {
	w.Storage = &Storage{World: w, For: map[peer.ID][]string{}, URL: "https://www.dropbox.com/oauth2/authorize?client_id=k2x&response_type=code&code_challenge=tT0d"}
	w.Storage.sealed()
	return w
}

// Stored is a busy world with a primary, a mirror, and an account that must be
// connected again.
func Stored() *World {
	w := WithStorage(Busy())
	s := w.Storage
	s.Own = outbox.Holding{Blocks: 1, Bytes: 56 << 10, Oldest: at(15, 19, 30)}
	bucket := storage.Account{ID: "s3", Kind: "s3", Title: "Costa bucket", Role: storage.Primary, Added: at(1, 9, 0), Price: 23, Currency: "EUR", Cap: 100 << 20,
		Settings: map[string]string{"endpoint": "https://s3.costa.example", "bucket": "restante", "accessKey": "AK1", "addresses": "presigned"},
		Health:   storage.Health{Worked: at(21, 14, 31)}, Holding: outbox.Holding{Blocks: 418, Bytes: 14<<20 + 100<<10, Moving: 22, Oldest: at(12, 8, 0)},
		Usage: depot.Usage{Used: 61 << 30}, Asked: at(21, 4, 12), Sweep: storage.Sweep{At: at(21, 4, 12), Seen: 421, Orphans: 2}}
	box := storage.Account{ID: "box", Kind: "dropbox", Title: "Dropbox", Role: storage.Mirror, Added: at(3, 9, 0), Settings: map[string]string{"appKey": "k2xabc"},
		Health: storage.Health{Worked: at(21, 14, 30)}, Holding: outbox.Holding{Blocks: 96, Bytes: 3<<20 + 400<<10, Oldest: at(14, 8, 0)},
		Usage: depot.Usage{Used: 1395864371, Quota: 2 << 30}, Asked: at(21, 4, 12), Sweep: storage.Sweep{At: at(21, 4, 12), Seen: 96}}
	pins := storage.Account{ID: "pins", Kind: "pinning", Title: "Pins of the atelier", Added: at(5, 9, 0), Settings: map[string]string{"url": "https://pin.example/psa"},
		Health: storage.Health{Worked: at(17, 22, 4), Failing: at(18, 6, 2), Error: "the provider refuses the account: 401 invalid token", Advice: depot.Advice(depot.ErrAuth)}}
	s.All = []storage.Account{bucket, box, pins}
	s.For[ID("Kenji Watanabe")] = []string{"box"}
	s.For[ID("Ines Duarte")] = nil
	s.past()
	m := &w.Talks[ID("Tomás Rivera")][0]
	m.Custody = append(m.Custody, delivery.Holder{Account: "s3", Expires: at(22, 9, 0)}) // the address; the message itself waits longer
	return w
}

// sealed gives what is under way the size of a short message.
func (s *Storage) sealed() {
	for _, ms := range s.World.Talks {
		for _, m := range ms {
			if m.Outgoing && (m.State == delivery.Queued || m.State == delivery.Stored) {
				p := s.World.Under[m.ID]
				p.Size = 8 << 10
				s.World.Under[m.ID] = p
			}
		}
	}
}

// past is a history of two months, of which an account is gone.
func (s *Storage) past() {
	for i := range 60 {
		day := Now.UTC().Truncate(24*time.Hour).AddDate(0, 0, i-60)
		add := func(account string, size int) {
			s.Days = append(s.Days, storage.Day{Date: day, Account: account, Bytes: int64(size) << 20})
		}
		add("", 2+i%3)
		if i < 35 {
			add("old", 4)
		}
		if i > 39 {
			add("s3", 4+i%7*2)
		}
		if i > 42 {
			add("box", 1+i%4)
		}
	}
}

// Here tells what lies on this computer.
func (s *Storage) Here(context.Context) (outbox.Holding, error) { return s.Own, nil }

// Accounts gives the accounts, the primary first.
func (s *Storage) Accounts(context.Context) ([]storage.Account, error) {
	all := slices.Clone(s.All)
	slices.SortStableFunc(all, func(a, b storage.Account) int { return int(b.Role - a.Role) })
	return all, nil
}

// History gives the days.
func (s *Storage) History(_ context.Context, since time.Time) ([]storage.Day, error) {
	return slices.DeleteFunc(slices.Clone(s.Days), func(d storage.Day) bool { return d.Date.Before(since) }), nil
}
