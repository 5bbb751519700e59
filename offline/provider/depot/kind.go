package depot

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
)

// Settings are what a person entered, or a connection brought, by the names of the
// kind's fields. They hold secrets and lie in the encrypted database only.
type Settings map[string]string

// Field is one line of the form in which an account is set up.
type Field struct {
	Name     string // in Settings
	Label    string // English; the window translates it
	Hint     string // an example, or where to find it
	Secret   bool   // never shown again, nor given over the API
	Optional bool
	Place    bool     // it names the place: with another value it is another place
	Choices  []string // if only these are possible; the first is the default
}

// Kind describes one sort of provider.
type Kind struct {
	Name   string // in the database and the API: "dropbox"
	Title  string // for people: "Dropbox"
	About  string // one or two sentences: what it is good for, and what it is not
	Sees   []string
	Fields []Field
	Limits Limits

	// Open makes a depot of settings, without a call to anybody. It fails with
	// [ErrPermanent] if they are no good.
	Open func(Settings, Deps) (Depot, error)

	// Where names the place that settings lead to, so that nobody connects it twice;
	// nil if that is not known.
	Where func(context.Context, Settings, Deps) (Where, error)

	// Connect completes settings by asking the person's browser, which browse opens;
	// nil if the fields are all there is.
	Connect func(ctx context.Context, s Settings, d Deps, browse func(url string) error) (Settings, error)

	// Grant lets somebody else put blocks into the account until a date, and nothing
	// else; nil if the provider has no such thing.
	Grant func(s Settings, until time.Time) (Grant, error)
	// Redeem opens what Grant gave; the settings come from somebody who may mean no
	// good, and Deps has a transport that reaches public addresses only.
	Redeem func(g Grant, d Deps) (Putter, error)
}

// Where is the place that settings lead to.
type Where struct {
	Place  string // the same whatever key leads there
	Holder string // tells accounts there apart, if the provider does not say whose a key is
}

// Grant is a place in somebody's account where others may leave blocks.
type Grant struct {
	Key   string // secret, at most MaxGrantKey bytes
	Token []byte // at most MaxGrant bytes
}

// The sizes of a grant.
const (
	MaxGrant    = 4 << 10
	MaxGrantKey = 256
)

// Putter is as much of a depot as a grant gives.
type Putter interface {
	Put(ctx context.Context, r Ref, block []byte) (Place, error)
	Limits() Limits
	Until() time.Time // when the grant ends
}

// Deps are what depots need of the program.
type Deps struct {
	HTTP     *http.Client // nil: the default; its transport is replaced in tests
	Log      *slog.Logger
	Loopback bool // plain http and private addresses are allowed: tests, a small office

	// Of the node, for those that serve or fetch by CID.
	Here  Blocks                                            // this computer's own blocks, which everybody may fetch
	Addrs func() []string                                   // where: full multiaddresses
	Dial  func(ctx context.Context, to peer.AddrInfo) error // connects to those that will fetch from here
}

// Blocks is a folder of blocks; [restante/node/ipfs.Folder] is one.
type Blocks interface {
	Put(block []byte) (cid.Cid, error)
	Get(ctx context.Context, c cid.Cid) ([]byte, error)
	Delete(c cid.Cid) error
	List() ([]cid.Cid, error)
}
