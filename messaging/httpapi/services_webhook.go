package httpapi

import (
	"context"
	"net"
	"time"

	"restante/messaging/webhook"
)

var _ Webhooks = (*webhook.Service)(nil)

// Webhooks is what a merchant's own systems are told, see package webhook.
type Webhooks interface {
	Hooks
	HookLog
	// Avoid keeps hooks from leading to this API.
	Avoid(a net.Addr)
}

// Hooks is where events go to.
type Hooks interface {
	Hooks(ctx context.Context) ([]webhook.Hook, error)
	Hook(ctx context.Context, id string) (webhook.Hook, error)
	Add(ctx context.Context, n webhook.New) (h webhook.Hook, secret string, err error)
	Change(ctx context.Context, id string, c webhook.Change) (webhook.Hook, error)
	Remove(ctx context.Context, id string) error
	Rotate(ctx context.Context, id, text string) (secret string, err error)
}

// HookLog is what went there.
type HookLog interface {
	Test(ctx context.Context, hook string) (webhook.Answer, error)
	Deliveries(ctx context.Context, hook string, q webhook.Query) ([]webhook.Delivery, error)
	Redeliver(ctx context.Context, hook string, delivery int64) error
	RedeliverSince(ctx context.Context, hook string, since time.Time) (n int, err error)
}
