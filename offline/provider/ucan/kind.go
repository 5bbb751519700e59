package ucan

import (
	"context"
	"time"

	"restante/offline/provider/depot"
)

var limits = depot.Limits{MaxBlock: depot.MaxBlock, Writers: 4, Deadline: time.Minute}

// Kind is a space at a service that the person names.
var Kind = depot.Kind{
	Name:  "ucan",
	Title: "UCAN storage service (Storacha, Forge)",
	About: "A space at a service that somebody runs with the Storacha or Forge software: Storacha's own public " +
		"service closed in 2026. What is stored is public to whoever knows its CID and may stay there for ever, " +
		"so only sealed messages of one of two sizes are put there.",
	Sees: []string{
		"The sealed bytes, which it cannot read, their size and when they were stored.",
		"Your space and the key that writes to it, but not who you are here.",
		"The network addresses of this computer and of whoever fetches a message.",
		"Deleted messages may remain with the service or with those it works with.",
	},
	Fields: []depot.Field{
		{Name: fieldURL, Label: "Service address", Place: true, Hint: "https://up.example.com"},
		{Name: fieldService, Label: "Service DID", Place: true, Hint: "did:web:up.example.com"},
		{Name: fieldSpace, Label: "Space DID", Place: true, Hint: "did:key:z6Mk…"},
		{Name: fieldKey, Label: "Agent key", Hint: "Mg…, as “storacha key create” prints it", Secret: true},
		{Name: fieldProof, Label: "Delegation", Hint: "From the space to the agent, in base64; empty if the key is the space’s own",
			Secret: true, Optional: true},
	},
	Limits: limits,
	Open:   func(s depot.Settings, d depot.Deps) (depot.Depot, error) { return open(s, d) },
	Where:  where,
	Grant:  grantAnew,
	Redeem: func(g depot.Grant, d depot.Deps) (depot.Putter, error) { return OpenGrant(g.Token, g.Key, d) },
}

// where is the space, by the names that it and its service have for ever.
func where(_ context.Context, s depot.Settings, d depot.Deps) (w depot.Where, err error) {
	a, err := open(s, d)
	if err == nil {
		w.Place = a.service.String() + " " + a.space.String()
	}
	return w, err
}

// grantAnew makes a grant together with the key that it is for.
func grantAnew(s depot.Settings, until time.Time) (depot.Grant, error) {
	did, key, err := NewAudience()
	if err != nil {
		return depot.Grant{}, err
	}
	token, err := Grant(s, did, until)
	return depot.Grant{Key: key, Token: token}, err
}

// The fields of the settings.
const (
	fieldURL     = "url"
	fieldService = "service"
	fieldSpace   = "space"
	fieldKey     = "key"
	fieldProof   = "proof"
)
