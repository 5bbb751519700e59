package httpapi

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/outbox"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// Storage is where sealed messages wait besides this computer, see package storage.
type Storage interface {
	Offered() []depot.Kind
	Here(ctx context.Context) (outbox.Holding, error)
	Accounts(ctx context.Context) ([]storage.Account, error)
	Add(ctx context.Context, n storage.New) (id string, err error)
	Begin(ctx context.Context, n storage.New) (url string, err error)
	Begun() storage.Connection
	Reconnect(ctx context.Context, id string, with depot.Settings) error
	SetRole(ctx context.Context, id string, r storage.Role) error
	SetInbox(ctx context.Context, id string, on bool) error
	SetTerms(ctx context.Context, id string, t storage.Terms) error
	Remove(ctx context.Context, id string, now bool) error
	Try(ctx context.Context, id string) error
	Sweep(ctx context.Context) error
	History(ctx context.Context, since time.Time) ([]storage.Day, error)
	Choices(ctx context.Context) (map[peer.ID][]string, error)
	Choice(ctx context.Context, to peer.ID) (accounts []string, own bool, err error)
	Choose(ctx context.Context, to peer.ID, accounts []string) error
	Unchoose(ctx context.Context, to peer.ID) error
}

type storageState struct {
	Here     heldHere  `json:"here" about:"what waits on this computer"`
	Accounts []account `json:"accounts" about:"the primary first"`
}

type heldHere struct {
	Blocks int       `json:"blocks"`
	Bytes  int64     `json:"bytes"`
	Oldest time.Time `json:"oldest,omitzero"`
}

type account struct {
	ID       string            `json:"id"`
	Kind     string            `json:"kind"`
	Title    string            `json:"title"`
	Role     string            `json:"role" about:"primary, mirror or none"`
	Inbox    bool              `json:"inbox" about:"contacts may leave mail there"`
	Granted  time.Time         `json:"granted,omitzero" about:"until when contacts may who were let; until then it is looked into, also when closed or left"`
	Leaving  bool              `json:"leaving" about:"it goes when nothing lies there any more, and no contact may leave mail there"`
	Settings map[string]string `json:"settings" about:"without secrets"`
	Cap      int64             `json:"cap" about:"bytes of ours that may lie there; 0: no limit"`
	Price    int64             `json:"price" about:"of a gigabyte a month, in thousandths of the currency's unit"`
	Currency string            `json:"currency"`
	Added    time.Time         `json:"added"`
	Worked   time.Time         `json:"worked,omitzero" about:"when a call last succeeded"`
	Failing  time.Time         `json:"failing,omitzero" about:"since when calls fail"`
	Error    string            `json:"error,omitempty"`
	Advice   string            `json:"advice,omitempty" about:"what can be done"`
	Blocks   int               `json:"blocks" about:"messages that lie there"`
	Bytes    int64             `json:"bytes"`
	Moving   int               `json:"moving" about:"messages on their way there, or to be removed"`
	Oldest   time.Time         `json:"oldest,omitzero"`
	Used     int64             `json:"used" about:"bytes of everything there, as the provider says"`
	Quota    int64             `json:"quota" about:"bytes; 0: none, or unknown"`
	Asked    time.Time         `json:"asked,omitzero" about:"when it said so"`
	Sweep    *sweep            `json:"sweep,omitempty"`
}

type sweep struct {
	At      time.Time `json:"at"`
	Seen    int       `json:"seen" about:"messages of ours"`
	Orphans int       `json:"orphans" about:"without an owner here; they were removed"`
	Error   string    `json:"error,omitempty"`
}

type kind struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`
	About  string   `json:"about"`
	Sees   []string `json:"sees" about:"what the provider can see"`
	Fields []field  `json:"fields"`
	Lasts  int64    `json:"lasts" about:"seconds for which an address works; 0: as long as the message lies there"`
}

type field struct {
	Name     string   `json:"name"`
	Label    string   `json:"label"`
	Hint     string   `json:"hint,omitempty"`
	Secret   bool     `json:"secret"`
	Optional bool     `json:"optional"`
	Choices  []string `json:"choices,omitempty"`
}

type accountBody struct {
	Kind     string            `json:"kind" example:"s3"`
	Title    string            `json:"title" example:"My bucket"`
	Role     string            `json:"role" example:"primary" about:"primary, mirror or none"`
	Settings map[string]string `json:"settings" example:"{\"bucket\":\"letters\"}" about:"the kind's fields"`
}

type visit struct {
	URL string `json:"url" about:"where the person allows it, in a browser on this computer"`
}

type connection struct {
	State  string `json:"state" about:"waiting, connected, refused, or empty if none was begun"`
	ID     string `json:"id,omitempty" about:"of the account"`
	Reason string `json:"reason,omitempty"`
}

type accountID struct {
	ID string `json:"id"`
}

type settingsOfAccount struct {
	Settings map[string]string `json:"settings" example:"{\"secretKey\":\"x\"}" about:"those that change; none that name the place"`
}

type termsBody struct {
	Role     *string `json:"role" example:"mirror"`
	Inbox    *bool   `json:"inbox" example:"true" about:"contacts may leave mail there; at most one account"`
	Title    *string `json:"title" example:"My bucket"`
	Cap      *int64  `json:"cap" example:"1073741824"`
	Price    *int64  `json:"price" example:"23"`
	Currency *string `json:"currency" example:"EUR"`
}

type choice struct {
	Own      bool     `json:"own" about:"false: as for everybody"`
	Accounts []string `json:"accounts" about:"none: on this computer alone"`
}

type choiceOf struct {
	PeerID   peer.ID  `json:"peerId"`
	Accounts []string `json:"accounts" about:"none: on this computer alone"`
}

type choiceBody struct {
	Accounts []string `json:"accounts" example:"[\"a1\"]"`
}

type day struct {
	Date    string `json:"date" about:"YYYY-MM-DD, UTC"`
	Account string `json:"account" about:"empty: this computer"`
	Blocks  int    `json:"blocks"`
	Bytes   int64  `json:"bytes"`
}

// roles are the words for what an account is for.
var roles = map[string]storage.Role{"none": storage.None, "mirror": storage.Mirror, "primary": storage.Primary}

func roleName(r storage.Role) string {
	for name, role := range roles {
		if role == r {
			return name
		}
	}
	return "none"
}

func roleOf(name string) (storage.Role, error) {
	r, found := roles[cmp.Or(name, "none")]
	if !found {
		return r, bad("role must be primary, mirror or none")
	}
	return r, nil
}

// unknownAccount is all that is said of one: no provider was asked.
func unknownAccount(err error) string {
	if errors.Is(err, storage.ErrUnknown) {
		return storage.ErrUnknown.Error()
	}
	return ""
}

// explained gives what a provider said its status and its own words.
func explained(err error) error {
	for _, s := range []struct {
		err    error
		status int
	}{
		{storage.ErrUnknown, http.StatusNotFound},
		{storage.ErrTooMany, http.StatusConflict},
		{storage.ErrSame, http.StatusConflict},
		{storage.ErrElsewhere, http.StatusConflict},
		{storage.ErrSettings, http.StatusBadRequest},
		{storage.ErrNoGrants, http.StatusBadRequest},
		{depot.ErrPermanent, http.StatusBadRequest},
		{depot.ErrAuth, http.StatusBadGateway},
		{depot.ErrQuota, http.StatusBadGateway},
		{depot.ErrTransient, http.StatusBadGateway},
		{depot.ErrNotFound, http.StatusBadGateway},
	} {
		if errors.Is(err, s.err) {
			return &problem{s.status, depot.Clip(cmp.Or(unknownAccount(err), err.Error()))}
		}
	}
	var limited *depot.RateLimited
	if errors.As(err, &limited) {
		return &problem{http.StatusBadGateway, depot.Clip(err.Error())}
	}
	return err
}
