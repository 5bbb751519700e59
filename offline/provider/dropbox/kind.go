package dropbox

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"restante/offline/provider/depot"
)

// DefaultAppKey is used if a person enters none. There is none yet: it is to be
// filled when Dropbox has approved an app of this name.
const DefaultAppKey = ""

// The names of the settings.
const (
	AppKey       = "appKey"
	RefreshToken = "refreshToken"
	Folder       = "folder"
)

// Scopes are what is asked for, and no more.
var Scopes = []string{
	"account_info.read", // how full it is
	"files.metadata.read",
	"files.content.write",
	"sharing.read",
	"sharing.write",
}

var limits = depot.Limits{MaxBlock: depot.MaxBlock, Writers: 1, Deadline: 30 * time.Second}

// Kind is Dropbox.
var Kind = depot.Kind{
	Name:  "dropbox",
	Title: "Dropbox",
	About: "Your messages wait in the app folder of your Dropbox, also while this computer is off. " +
		"Restante has no app that Dropbox has approved: make one of your own there, and enter its key.",
	Sees: []string{
		"Your Dropbox account, and that it uses Restante.",
		"When you leave a message, how many there are, and which of two sizes each has.",
		"The internet address of whoever fetches a message, and when.",
		"Never the text, never the name of the sender or of the recipient.",
	},
	Fields: []depot.Field{
		{Name: AppKey, Label: "App key", Place: true, Optional: DefaultAppKey != "", Hint: appKeyHint},
		{Name: RefreshToken, Label: "Access", Secret: true, Hint: "Comes from Dropbox when you connect."},
		{Name: Folder, Label: "Folder", Optional: true, Place: true, Hint: "Inside the app's own folder. Letters a to z, digits, - and _."},
	},
	Limits:  limits,
	Open:    open,
	Where:   where,
	Connect: connect,
}

const appKeyHint = "From dropbox.com/developers/apps: scoped access, app folder, and the redirect addresses " +
	"http://127.0.0.1:31753/dropbox, http://127.0.0.1:31754/dropbox and http://127.0.0.1:31755/dropbox."

var (
	keys    = regexp.MustCompile(`^[a-z0-9]{5,32}$`)
	folders = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
)

// account is what the settings say.
type account struct {
	key     string
	refresh string
	folder  string // with a slash before it, or ""
}

func read(s depot.Settings) (a account, err error) {
	a.key, a.refresh = s[AppKey], s[RefreshToken]
	if a.key == "" {
		a.key = DefaultAppKey
	}
	if !keys.MatchString(a.key) {
		return a, fmt.Errorf("%w: the app key is not one of Dropbox's", depot.ErrPermanent)
	}
	if f := s[Folder]; f != "" {
		if !folders.MatchString(f) {
			return a, fmt.Errorf("%w: the folder's name has other characters than letters, digits, - and _", depot.ErrPermanent)
		}
		a.folder = "/" + f
	}
	return a, nil
}

func open(s depot.Settings, d depot.Deps) (depot.Depot, error) {
	a, err := read(s)
	if err != nil {
		return nil, err
	}
	if a.refresh == "" {
		return nil, fmt.Errorf("%w: the account is not connected", depot.ErrPermanent)
	}
	return newBox(a, d), nil
}

// where asks Dropbox whose account it is. Each app has a folder of its own there.
func where(ctx context.Context, s depot.Settings, d depot.Deps) (w depot.Where, err error) {
	opened, err := open(s, d)
	if err != nil {
		return w, err
	}
	b := opened.(*box)
	who, err := b.users.GetCurrentAccountContext(ctx)
	if err = known(err); err != nil {
		return w, err
	}
	if who == nil || who.AccountId == "" {
		return w, fmt.Errorf("%w: half an answer", depot.ErrTransient)
	}
	w.Place = who.AccountId + " " + b.tokens.key + strings.ToLower(b.folder)
	return w, nil
}
