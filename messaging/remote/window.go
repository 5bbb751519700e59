package remote

import (
	"context"
	"io"
	"os"
	"time"

	"restante/messaging"
	"restante/messaging/settings"
	"restante/offline/provider/depot"
)

// Links is a [Node] as a page asks it.
type Links struct{ Node }

// linksLimit is for what a page only adds to what it shows.
const linksLimit = 5 * time.Second

// Peers lists the open connections; none while the server is away.
func (l Links) Peers() []messaging.ConnectedPeer {
	ctx, done := context.WithTimeout(context.Background(), linksLimit)
	defer done()
	all, _ := l.Node.Peers(ctx) // the call beside it tells why
	return all
}

// Choice is a [Privacy] that can be changed.
type Choice struct{ Privacy }

// Change changes what is set on the server then: if somebody else changes it at the same
// time, f is called anew.
func (c Choice) Change(ctx context.Context, f func(*settings.Settings)) error {
	before, err := c.Get(ctx)
	for err == nil {
		to := before
		if f(&to); to == before {
			return nil
		}
		var now settings.Settings
		if now, err = c.Replace(ctx, before, to); err == nil && now == to {
			return nil
		}
		before = now
	}
	return err
}

// Accounts are [Places] as a page asks them.
type Accounts struct{ Places }

// Offered lists the kinds of providers; none while the server is away.
func (a Accounts) Offered() (all []depot.Kind) {
	ctx, done := context.WithTimeout(context.Background(), linksLimit)
	defer done()
	offers, _ := a.Places.Offered(ctx) // the calls beside it tell why
	for _, o := range offers {
		k := depot.Kind{Name: o.Name, Title: o.Title, About: o.About, Sees: o.Sees, Fields: o.Fields, Limits: o.Limits}
		if o.Browser {
			k.Connect = noBrowser
		}
		if o.Grants {
			k.Grant = noGrant
		}
		all = append(all, k)
	}
	return all
}

// Connect would ask the browser.
func (a Accounts) Connect(ctx context.Context, _ string, s depot.Settings, browse func(string) error) (depot.Settings, error) {
	return noBrowser(ctx, s, depot.Deps{}, browse)
}

func noBrowser(context.Context, depot.Settings, depot.Deps, func(string) error) (depot.Settings, error) {
	return nil, ErrBrowser
}

func noGrant(depot.Settings, time.Time) (depot.Grant, error) { return depot.Grant{}, ErrBrowser }

// Archive is a [Backup] that is written to a file of this computer.
type Archive struct{ Backup }

// Save writes one. A file that is there is replaced by a whole one only.
func (a Archive) Save(ctx context.Context, path, passphrase string) error {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	err = a.Write(ctx, io.Writer(f), passphrase)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(part, path)
}
