package messaging

import (
	"context"

	"restante/messaging/delivery"
	"restante/offline/inbox"
)

// Mail is what is under way, out and in.
type Mail struct {
	delivery *delivery.Service
	inbox    *inbox.Inbox
}

// Outbox lists every message and receipt under way, oldest first.
func (m *Mail) Outbox(ctx context.Context) ([]delivery.Pending, error) {
	return m.delivery.Pending(ctx)
}

// GivenUp lists messages that failed or expired, newest first, at most
// [delivery.MaxGivenUp] of them.
func (m *Mail) GivenUp(ctx context.Context) ([]delivery.GivenUp, error) {
	return m.delivery.GivenUp(ctx)
}

// Refused counts what came in since the start and could not be opened, see
// [delivery.Service.Refused].
func (m *Mail) Refused(context.Context) (int, error) { return m.delivery.Refused(), nil }

// Scan looks for mail at every push node now; it gives how many messages came in.
func (m *Mail) Scan(ctx context.Context) (found int, err error) { return m.inbox.Scan(ctx) }
