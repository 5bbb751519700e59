package ucan

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/storacha/go-ucanto/core/delegation"
	"github.com/storacha/go-ucanto/did"
	"github.com/storacha/go-ucanto/principal"
	"github.com/storacha/go-ucanto/principal/ed25519/signer"
	"github.com/storacha/go-ucanto/principal/ed25519/verifier"

	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

// account is a space, and a key that may act there.
type account struct {
	url     *url.URL
	service did.DID
	space   did.DID
	agent   principal.Signer
	proof   delegation.Delegation // nil if the agent is the space

	http     *http.Client
	loopback bool
}

// CreateSpace makes a new space at a service, which its own key acts for. Whoever runs
// the service must admit the space, by the DID in the settings.
func CreateSpace(url, service string) (depot.Settings, error) {
	key, err := signer.Generate()
	if err != nil {
		return nil, err
	}
	text, err := signer.Format(key)
	return depot.Settings{fieldURL: url, fieldService: service, fieldSpace: key.DID().String(), fieldKey: text}, err
}

func open(s depot.Settings, d depot.Deps) (*account, error) {
	a, err := at(s[fieldURL], s[fieldService], d)
	if err != nil {
		return nil, err
	}
	if a.space, err = parseKey(s[fieldSpace]); err != nil {
		return nil, bad("the space is not a did:key")
	}
	if a.agent, err = signer.Parse(strings.TrimSpace(s[fieldKey])); err != nil {
		return nil, bad("the agent's key is not one") // the reason would tell some of it
	}
	return a, a.prove(s[fieldProof])
}

// at is an account without a space yet.
func at(url, service string, d depot.Deps) (*account, error) {
	a := &account{http: d.Client(), loopback: d.Loopback}
	var err error
	if a.url, err = fetch.Parse(strings.TrimRight(url, "/"), d.Loopback); err != nil {
		return nil, err
	}
	if a.url.RawQuery != "" {
		return nil, bad("the service's address ends with its path")
	}
	if a.service, err = did.Parse(service); err != nil || len(service) > maxDID || len(service) <= len(did.Prefix) {
		return nil, bad("the service's DID is not one")
	}
	return a, nil
}

// prove reads the delegation from the space to the agent.
func (a *account) prove(text string) error {
	if text == "" {
		if a.agent.DID() != a.space {
			return bad("the delegation is missing, and the agent's key is not that of the space")
		}
		return nil
	}
	archive, err := unwrap(text)
	if err != nil {
		return bad("the delegation is not in base64")
	}
	if a.proof, err = extract(archive); err != nil {
		return bad("the delegation cannot be read")
	}
	switch token := a.proof.Data().Model(); {
	case string(token.Aud) != string(a.agent.DID().Bytes()):
		return bad("the delegation is for another key than the agent's")
	case len(token.Att) == 0 || token.Att[0].With != a.space.String():
		return bad("the delegation is for another space")
	}
	return nil
}

// parseKey reads the public half of an Ed25519 key, a did:key.
func parseKey(text string) (did.DID, error) {
	if !strings.HasPrefix(text, did.KeyPrefix) || len(text) > maxDID {
		return did.Undef, bad("not a did:key")
	}
	key, err := verifier.Parse(text)
	if err != nil {
		return did.Undef, bad("not a did:key")
	}
	return key.DID(), nil
}

func bad(why string) error { return fmt.Errorf("%w: %s", depot.ErrPermanent, why) }
