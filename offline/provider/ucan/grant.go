package ucan

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/ipld/go-ipld-prime/node/basicnode"
	"github.com/storacha/go-ucanto/core/delegation"
	"github.com/storacha/go-ucanto/principal/ed25519/signer"
	"github.com/storacha/go-ucanto/ucan"

	"restante/offline/provider/depot"
)

// MaxGrant is the size that a grant may have, in bytes.
const MaxGrant = 4 << 10

// addAbility is all that a grant gives.
const addAbility = "space/blob/add"

// NewAudience makes the key for one grant. Either side may make it: who is to put
// blocks into the space needs the key, who grants it the DID.
func NewAudience() (did, key string, err error) {
	k, err := signer.Generate()
	if err != nil {
		return "", "", err
	}
	key, err = signer.Format(k)
	return k.DID().String(), key, err
}

// Grant lets the holder of a key put blocks into the space, until a date, and nothing
// else. What it returns is no secret: it is worth nothing without the key.
func Grant(s depot.Settings, audience string, until time.Time) ([]byte, error) {
	if !until.After(time.Now()) {
		return nil, bad("a grant is until a time to come")
	}
	return grant(s, audience, until)
}

func grant(s depot.Settings, audience string, until time.Time) ([]byte, error) {
	a, err := open(s, depot.Deps{Loopback: true}) // nothing is called
	if err != nil {
		return nil, err
	}
	to, err := parseKey(audience)
	if err != nil {
		return nil, err
	}
	options := []delegation.Option{
		delegation.WithExpiration(int(until.Unix())),
		delegation.WithFacts([]ucan.FactBuilder{whereabouts{a.url.String(), a.service.String()}}),
	}
	if a.proof != nil {
		options = append(options, delegation.WithProof(delegation.FromDelegation(a.proof)))
	}
	may := ucan.NewCapability(addAbility, a.space.String(), ucan.NoCaveats{})
	d, err := delegation.Delegate(a.agent, to, []ucan.Capability[ucan.NoCaveats]{may}, options...)
	if err != nil {
		return nil, fmt.Errorf("%w: signing a grant: %w", depot.ErrPermanent, err)
	}
	archive, err := io.ReadAll(d.Archive())
	if err != nil || len(archive) > MaxGrant {
		return nil, bad(fmt.Sprintf("a grant of %d bytes: the delegation to the agent is too large", len(archive)))
	}
	return archive, nil
}

// whereabouts tell the holder of a grant where the space is. They are facts of the
// token, and so signed with it.
type whereabouts struct{ url, service string }

func (w whereabouts) ToIPLD() (map[string]datamodel.Node, error) {
	return map[string]datamodel.Node{
		fieldURL: basicnode.NewString(w.url), fieldService: basicnode.NewString(w.service),
	}, nil
}

// Inbox is somebody else's space, in which blocks can be put.
type Inbox struct {
	account *account
	until   time.Time
}

// OpenGrant opens a grant with the key that it was given to. It comes from somebody
// who may mean no good: the transport in d should reach public addresses only, as that
// of package fetch does.
func OpenGrant(archive []byte, key string, d depot.Deps) (*Inbox, error) {
	if len(archive) > MaxGrant {
		return nil, bad("the grant is too large")
	}
	token, err := extract(archive)
	if err != nil {
		return nil, bad("the grant cannot be read")
	}
	where, err := readWhereabouts(token)
	if err != nil {
		return nil, err
	}
	a, err := at(where.url, where.service, d)
	if err != nil {
		return nil, err
	}
	if a.agent, err = signer.Parse(key); err != nil {
		return nil, bad("the key of the grant is not one")
	}
	return a.inbox(token)
}

func readWhereabouts(token delegation.Delegation) (whereabouts, error) {
	facts := token.Facts()
	if len(facts) != 1 {
		return whereabouts{}, bad("the grant does not say where the space is")
	}
	url, _ := facts[0][fieldURL].(datamodel.Node)
	service, _ := facts[0][fieldService].(datamodel.Node)
	return whereabouts{text(url), text(service)}, nil
}

// inbox checks that a token is a grant to the agent. Whether it is genuine is for the
// service to say.
func (a *account) inbox(token delegation.Delegation) (*Inbox, error) {
	model := token.Data().Model()
	switch {
	case string(model.Aud) != string(a.agent.DID().Bytes()):
		return nil, bad("the grant is for another key")
	case len(model.Att) != 1 || model.Att[0].Can != addAbility:
		return nil, bad("the grant is not one to put blocks, and nothing else")
	case model.Exp == nil:
		return nil, bad("the grant has no end")
	}
	var err error
	if a.space, err = parseKey(model.Att[0].With); err != nil {
		return nil, bad("the grant is for no space")
	}
	a.proof = token
	return &Inbox{a, time.Unix(int64(*model.Exp), 0)}, nil
}

// Put puts a block into the space, as [depot.Depot] has it. Once the grant has ended,
// it fails with [depot.ErrAuth].
func (i *Inbox) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if !time.Now().Before(i.until) {
		return depot.Place{}, fmt.Errorf("%w: the grant has ended", depot.ErrAuth)
	}
	return i.account.Put(ctx, r, block)
}

// Until is when the grant ends.
func (i *Inbox) Until() time.Time { return i.until }

// Limits are those of the depot.
func (i *Inbox) Limits() depot.Limits { return i.account.Limits() }
