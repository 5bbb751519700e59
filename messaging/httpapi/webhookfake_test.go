package httpapi

import (
	"context"
	"fmt"
	"net"
	"time"

	"restante/messaging/webhook"
)

// switchboard stands in for the webhooks: there is one.
type switchboard struct{ *core }

func (switchboard) hook() webhook.Hook {
	return webhook.Hook{ID: "a1", URL: "https://erp.example/", Description: "the books", Types: []string{webhook.StockOut}, Paused: true,
		Why: "it answered 410", Made: noon, Failing: noon, Former: noon, Waiting: 3}
}

func (s switchboard) Hooks(context.Context) ([]webhook.Hook, error) {
	return []webhook.Hook{s.hook()}, s.call("Hooks")
}
func (s switchboard) Hook(_ context.Context, id string) (webhook.Hook, error) {
	return s.hook(), s.call("Hook", id)
}
func (s switchboard) Add(_ context.Context, n webhook.New) (webhook.Hook, string, error) {
	return s.hook(), "whsec_new", s.call("Add", n)
}
func (s switchboard) Change(_ context.Context, id string, c webhook.Change) (webhook.Hook, error) {
	args := []any{"Change", id}
	if c.URL != nil {
		args = append(args, *c.URL)
	}
	if c.Description != nil {
		args = append(args, *c.Description)
	}
	if c.Types != nil {
		args = append(args, *c.Types)
	}
	if c.Paused != nil {
		args = append(args, *c.Paused)
	}
	return s.hook(), s.call(args...)
}
func (s switchboard) Remove(_ context.Context, id string) error { return s.call("Remove", id) }
func (s switchboard) Rotate(_ context.Context, id, text string) (string, error) {
	return "whsec_" + text, s.call("Rotate", id, text)
}
func (s switchboard) Test(_ context.Context, hook string) (webhook.Answer, error) {
	return webhook.Answer{Status: 500, Took: 1500 * time.Microsecond, Text: "no", Why: "it answered 500"}, s.call("Test", hook)
}
func (s switchboard) Deliveries(_ context.Context, hook string, q webhook.Query) ([]webhook.Delivery, error) {
	state := "any"
	if q.State != nil {
		state = fmt.Sprint(*q.State)
	}
	return []webhook.Delivery{{ID: 7, Event: "e1", Body: []byte(`{"id":"e1"}`), State: webhook.GivenUp, Made: noon, Attempts: 10, Last: noon,
		Answer: webhook.Answer{Status: 500, Took: time.Second, Text: "no", Why: "it answered 500"}}}, s.call("Deliveries", hook, state, q.Before, q.Limit)
}
func (s switchboard) Redeliver(_ context.Context, hook string, delivery int64) error {
	return s.call("Redeliver", hook, delivery)
}
func (s switchboard) RedeliverSince(_ context.Context, hook string, since time.Time) (int, error) {
	return 4, s.call("RedeliverSince", hook, since)
}
func (s switchboard) Avoid(a net.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.avoided = a.String()
}
