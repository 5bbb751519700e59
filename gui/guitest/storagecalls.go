package guitest

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/provider"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// Offered are the real kinds.
func (s *Storage) Offered() []depot.Kind {
	return slices.DeleteFunc(slices.Clone(provider.Kinds), func(k depot.Kind) bool { return k.Name == "self" })
}

// Connect asks the browser, which says yes unless the test set a failure.
func (s *Storage) Connect(_ context.Context, kind string, given depot.Settings, browse func(string) error) (depot.Settings, error) {
	if s.URL != "" {
		if err := browse(s.URL); err != nil {
			return nil, err
		}
	}
	given = maps.Clone(given)
	given["refreshToken"] = "from the browser"
	return given, s.World.call("connect " + kind)
}

// Add adds an account.
func (s *Storage) Add(_ context.Context, n storage.New) (string, error) {
	s.Given = n.Settings
	if err := s.World.call("add " + n.Kind + " " + n.Title); err != nil {
		return "", err
	}
	s.All = append(s.All, storage.Account{ID: n.Kind + "-new", Kind: n.Kind, Title: n.Title, Added: Now, Settings: n.Settings, Health: storage.Health{Worked: Now}})
	return n.Kind + "-new", s.SetRole(context.Background(), n.Kind+"-new", n.Role)
}

// Reconnect changes settings.
func (s *Storage) Reconnect(_ context.Context, id string, with depot.Settings) error {
	s.Given = with
	if err := s.World.call("reconnect " + id); err != nil {
		return err
	}
	s.find(id).Health = storage.Health{Worked: Now}
	return nil
}

// Remove leaves an account: at once where nothing lies there.
func (s *Storage) Remove(_ context.Context, id string, now bool) error {
	a := s.find(id)
	how := "leave "
	if now {
		how = "forget "
	}
	if err := s.World.call(how + id); err != nil {
		return err
	}
	a.Leaving, a.Role = true, storage.None
	if now || a.Blocks == 0 && !a.Granted.After(Now) {
		s.All = slices.DeleteFunc(s.All, func(x storage.Account) bool { return x.ID == id })
	}
	return nil
}

// Try tries an account; a failure of the test is noted.
func (s *Storage) Try(_ context.Context, id string) error {
	err := s.World.call("try " + id)
	a := s.find(id)
	a.Health = storage.Health{Worked: Now}
	if err != nil {
		a.Health = storage.Health{Worked: a.Worked, Failing: Now, Error: err.Error(), Advice: depot.Advice(err)}
	}
	return err
}

// Sweep looks for leftovers.
func (s *Storage) Sweep(context.Context) error {
	for i := range s.All {
		s.All[i].Sweep = storage.Sweep{At: Now, Seen: s.All[i].Blocks}
	}
	return s.World.call("sweep")
}

// SetRole changes what an account is for.
func (s *Storage) SetRole(_ context.Context, id string, r storage.Role) error {
	if err := s.World.call("role " + strings.Fields("none mirror primary")[r] + " " + id); err != nil {
		return err
	}
	for i := range s.All {
		switch a := &s.All[i]; {
		case a.ID == id:
			a.Role, a.Leaving = r, false
		case r == storage.Primary && a.Role == r:
			a.Role, a.Moving = storage.None, a.Blocks
		}
	}
	return nil
}

// SetTerms notes name, limit and price.
func (s *Storage) SetTerms(_ context.Context, id string, t storage.Terms) error {
	a := s.find(id)
	a.Title, a.Cap, a.Price, a.Currency = t.Title, t.Cap, t.Price, t.Currency
	return s.World.call("terms " + id)
}

// SetInbox lets contacts leave mail at one account, or at none.
func (s *Storage) SetInbox(_ context.Context, id string, on bool) error {
	if err := s.World.call("inbox " + id + " " + strconv.FormatBool(on)); err != nil {
		return err
	}
	for i := range s.All {
		s.All[i].Inbox = on && s.All[i].ID == id
		if s.All[i].Inbox {
			s.All[i].Granted = Now.AddDate(0, 0, 90)
		}
	}
	return nil
}

// Choices are those for single people.
func (s *Storage) Choices(context.Context) (map[peer.ID][]string, error) {
	return maps.Clone(s.For), nil
}

// Choose chooses for one person.
func (s *Storage) Choose(_ context.Context, to peer.ID, accounts []string) error {
	s.For[to] = accounts
	return s.World.call("choose " + strings.Join(accounts, " "))
}

// Unchoose takes that back.
func (s *Storage) Unchoose(_ context.Context, to peer.ID) error {
	delete(s.For, to)
	return s.World.call("unchoose")
}

func (s *Storage) find(id string) *storage.Account {
	i := slices.IndexFunc(s.All, func(a storage.Account) bool { return a.ID == id })
	if i < 0 {
		return &storage.Account{}
	}
	return &s.All[i]
}
