package remote

import (
	"context"
	"errors"

	"restante/messaging"
	"restante/messaging/settings"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// ErrBrowser says that an account at this provider is connected where the server is: the
// browser that is asked answers to the computer on which it runs.
var ErrBrowser = errors.New("an account that asks the browser is connected on the machine where Restante serves")

// Offer is a kind of provider, as far as a window needs it.
type Offer struct {
	Name, Title, About string
	Sees               []string
	Fields             []depot.Field
	Limits             depot.Limits
	Browser            bool // it asks the browser
	Grants             bool // others can be let in
}

// ServicesOf are those of a core. Its words and its key never cross the network, nor does
// what ends it all.
func ServicesOf(c messaging.API) Services {
	return Services{Chats: c.Chats, People: c.Contacts, Node: node{c.Network}, Push: c.Network, Mail: c.Mail, Faces: c.Profile,
		Picture: c.Profile, Privacy: privacy{c.Settings}, Disk: c.Network, Places: places{c.Storage}, Orders: c.Orders,
		Shop: c.Shop, Backup: c.Backup, Hooks: c.Webhooks}
}

type node struct{ *messaging.Network }

func (n node) Peers(context.Context) ([]messaging.ConnectedPeer, error) {
	return n.Network.Peers(), nil
}

type privacy struct{ *settings.Service }

func (p privacy) Replace(ctx context.Context, before, to settings.Settings) (now settings.Settings, err error) {
	err = p.Change(ctx, func(s *settings.Settings) {
		if *s == before {
			*s = to
		}
		now = *s
	})
	return now, err
}

type places struct{ *storage.Storage }

func (p places) Offered(context.Context) (all []Offer, _ error) {
	for _, k := range p.Storage.Offered() {
		all = append(all, Offer{Name: k.Name, Title: k.Title, About: k.About, Sees: k.Sees, Fields: k.Fields, Limits: k.Limits,
			Browser: k.Connect != nil, Grants: k.Grant != nil})
	}
	return all, nil
}
