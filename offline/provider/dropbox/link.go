package dropbox

import (
	"context"
	"fmt"
	"net/url"

	sdk "github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/sharing"

	"restante/offline/provider/depot"
)

const (
	linkHost   = "www.dropbox.com"           // of shared links: a page, or with dl=1 a redirect to the bytes
	directHost = "dl.dropboxusercontent.com" // the same path there is the bytes
)

// Locate returns the addresses of a block again.
func (b *box) Locate(ctx context.Context, r depot.Ref) (p depot.Place, err error) {
	path, err := b.path(r)
	if err != nil {
		return p, err
	}
	p, err = b.shared(ctx, path)
	if err == nil && len(p.Addrs) == 0 {
		err = b.writing(ctx, func() error {
			p, err = b.share(ctx, path)
			return err
		})
	}
	return p, known(err)
}

// share makes a link that anybody can open, unless there is one.
func (b *box) share(ctx context.Context, path string) (depot.Place, error) {
	arg := sharing.NewCreateSharedLinkWithSettingsArg(path)
	arg.Settings = sharing.NewSharedLinkSettings()
	arg.Settings.Audience = &sharing.LinkAudience{Tagged: sdk.Tagged{Tag: sharing.LinkAudiencePublic}}
	link, err := b.sharing.CreateSharedLinkWithSettingsContext(ctx, arg)
	if tagged(err, "shared_link_already_exists") {
		return b.already(ctx, path)
	}
	if err != nil {
		return depot.Place{}, err
	}
	return b.place(link)
}

// already is the link of which Dropbox says that there is one: a listing may lag behind.
func (b *box) already(ctx context.Context, path string) (depot.Place, error) {
	p, err := b.shared(ctx, path)
	if err == nil && len(p.Addrs) == 0 {
		err = fmt.Errorf("%w: the link that there is was not listed", depot.ErrTransient)
	}
	return p, err
}

// shared is the link that there is; the zero Place if there is none.
func (b *box) shared(ctx context.Context, path string) (depot.Place, error) {
	arg := sharing.NewListSharedLinksArg()
	arg.Path, arg.DirectOnly = path, true
	list, err := b.sharing.ListSharedLinksContext(ctx, arg)
	if err != nil || list == nil || len(list.Links) == 0 {
		return depot.Place{}, err
	}
	return b.place(list.Links[0])
}

func (b *box) place(link sharing.IsSharedLinkMetadata) (p depot.Place, err error) {
	file, ok := link.(*sharing.FileLinkMetadata)
	if !ok || file == nil {
		return p, fmt.Errorf("%w: no link to a file", depot.ErrTransient)
	}
	if !public(file.LinkPermissions) {
		return p, fmt.Errorf("%w: the account's team lets nobody else fetch", depot.ErrPermanent)
	}
	p.Addrs, err = direct(file.Url, b.loopback)
	return p, err
}

// public reports whether a link opens for everybody. Only what says otherwise counts.
func public(p *sharing.LinkPermissions) bool {
	return p == nil || p.ResolvedVisibility == nil || p.ResolvedVisibility.Tag == "" ||
		p.ResolvedVisibility.Tag == sharing.ResolvedVisibilityPublic
}

// direct makes addresses of the bytes out of a link to a page: first where they lie,
// then the documented one, which redirects there.
func direct(link string, loopback bool) ([]string, error) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !(loopback && u.Scheme == "http") {
		return nil, fmt.Errorf("%w: the shared link is no https address", depot.ErrTransient)
	}
	q := u.Query()
	q.Set("dl", "1")
	u.RawQuery, u.Fragment = q.Encode(), ""
	addrs := []string{u.String()}
	if u.Host == linkHost {
		u.Host = directHost
		addrs = []string{u.String(), addrs[0]}
	}
	if len(addrs[0]) > depot.MaxAddr {
		return nil, fmt.Errorf("%w: the shared link is too long", depot.ErrPermanent)
	}
	return addrs, nil
}
