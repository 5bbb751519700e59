package dropbox

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/oauth"
	"golang.org/x/oauth2"

	"restante/offline/provider/depot"
)

// early is how long before its end an access token is replaced.
const early = time.Minute

// tokens makes access tokens out of the refresh token, one for all who ask.
type tokens struct {
	key, refresh string
	client       *http.Client

	busy   chan struct{} // taken by whoever reads or changes what follows
	access string
	until  time.Time // zero: until it is refused
}

func newTokens(a account, d depot.Deps) *tokens {
	return &tokens{key: a.key, refresh: a.refresh, client: d.Client(), busy: make(chan struct{}, 1)}
}

// get returns an access token other than the one that was refused, if any.
func (t *tokens) get(ctx context.Context, refused string) (string, error) {
	select {
	case t.busy <- struct{}{}:
		defer func() { <-t.busy }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if t.access != "" && t.access != refused && (t.until.IsZero() || time.Until(t.until) > early) {
		return t.access, nil
	}
	fresh, err := oauth.Refresh(ctx, t.key, &oauth2.Token{RefreshToken: t.refresh}, oauth.WithHTTPClient(t.client))
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", granting(err, t.refresh)
	}
	t.access, t.until = fresh.AccessToken, fresh.Expiry
	return t.access, nil
}

// granting says what an error of the token endpoint means.
func granting(err error, secrets ...string) error {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) || refused.Response == nil {
		return known(err)
	}
	class := status(refused.Response.StatusCode, refused.Response.Header)
	if refused.ErrorCode == "invalid_grant" {
		class = depot.ErrAuth
	}
	return says(class, hide(refused.ErrorCode+" "+refused.ErrorDescription, secrets...))
}
