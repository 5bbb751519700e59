package dropbox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"time"

	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/oauth"

	"restante/offline/provider/depot"
)

// patience is how long a person may take in the browser.
const patience = 10 * time.Minute

// connect asks the person's browser for a refresh token: OAuth with PKCE, so that no
// secret of the program is needed.
func connect(ctx context.Context, s depot.Settings, d depot.Deps, browse func(string) error) (depot.Settings, error) {
	a, err := read(s)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	token, err := ask(ctx, a.key, d, browse)
	if err != nil {
		return nil, err
	}
	full := depot.Settings{}
	maps.Copy(full, s)
	full[RefreshToken] = token
	return full, nil
}

// ask opens the browser and waits until it comes back.
func ask(ctx context.Context, key string, d depot.Deps, browse func(string) error) (string, error) {
	l, redirect, err := listen()
	if err != nil {
		return "", err
	}
	defer l.Close()
	flow, err := oauth.NewWebPKCEFlow(key, redirect, oauth.WithScopes(Scopes...), oauth.WithHTTPClient(d.Client()))
	if err != nil {
		return "", says(depot.ErrPermanent, err.Error())
	}
	at, state, err := flow.Start("")
	if err != nil {
		return "", says(depot.ErrTransient, err.Error())
	}
	back := newCallback(state, func(q url.Values) (string, error) { return exchange(ctx, flow, q, state) })
	defer back.serve(l)()
	if err := browse(at); err != nil {
		return "", fmt.Errorf("%w: the browser did not open: %w", depot.ErrTransient, err)
	}
	select {
	case a := <-back.answered:
		return a.token, a.err
	case <-ctx.Done():
		return "", fmt.Errorf("%w: the browser did not come back: %w", depot.ErrTransient, ctx.Err())
	}
}

// exchange makes a refresh token of what the browser brought.
func exchange(ctx context.Context, flow *oauth.WebPKCEFlow, q url.Values, state string) (string, error) {
	result, err := flow.Finish(ctx, q, state)
	var denied *oauth.NotApprovedError
	var refused *oauth.ProviderError
	var odd *oauth.BadRequestError
	switch {
	case errors.As(err, &denied):
		return "", fmt.Errorf("%w: it was not allowed in the browser", depot.ErrAuth)
	case errors.As(err, &refused):
		return "", says(depot.ErrPermanent, refused.ErrorCode+" "+refused.Description)
	case errors.As(err, &odd):
		return "", says(depot.ErrTransient, odd.Message)
	case err != nil:
		return "", granting(err, q.Get("code"))
	case result.Token.RefreshToken == "":
		return "", fmt.Errorf("%w: Dropbox gave an access that does not last", depot.ErrPermanent)
	}
	return result.Token.RefreshToken, nil
}
