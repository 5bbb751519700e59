package dropoff

import (
	"embed"
	"log/slog"
	"time"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/handout"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/provider/depot"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the table of this package.
var Schema = vault.Schema{Name: "dropoff", FS: scripts}

// Storage has the accounts.
type Storage interface {
	// GrantAt makes a grant for one contact at an account.
	GrantAt(tx *vault.Tx, account string, until time.Time) (kind string, g depot.Grant, err error)
	// Redeemable reports until when a contact's grant can be used, if it can.
	Redeemable(kind string, g depot.Grant) (until time.Time, err error)
}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Bus      *event.Bus
	Log      *slog.Logger
	Contacts *contact.Service
	Delivery *delivery.Service
	Storage  Storage
	// Account is where contacts may leave mail now; "" for nowhere.
	Account func(*vault.Tx) (string, error)
	// Given runs in the transaction in which a contact's grant is kept; what waits for
	// that contact can go there.
	Given func(*vault.Tx) error
}

// Service sends and keeps grants.
type Service struct {
	Options
	*handout.Service // gives ours to contacts
}

// New returns a Service that is registered with delivery.
func New(o Options) *Service {
	s := &Service{Options: o}
	s.Service = handout.New(handout.Options{Vault: o.Vault, Bus: o.Bus, Log: o.Log, Contacts: o.Contacts, Delivery: o.Delivery,
		Kind: envelope.KindGrant, Edition: o.Account, Body: s.body, Keep: s.keep, Concerns: chosen, RenewAfter: holds - renewAt})
	return s
}
