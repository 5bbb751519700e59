package guitest

import (
	"context"
	"slices"
	"strconv"
	"time"

	"restante/messaging/webhook"
)

// Hooks are addresses that are told what happens.
type Hooks struct {
	World  *World
	All    []webhook.Hook
	Sent   []webhook.Delivery // to any of them
	Answer webhook.Answer     // to a test
}

// Secret is that of every address.
const Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// Told is a world in which three systems are told: one well, one in vain, and one not any
// more.
func Told() *World {
	w := Busy()
	w.Hooks.All = []webhook.Hook{
		{ID: "books", URL: "https://books.example/restante", Description: "Bookkeeping", Made: at(2, 9, 0)},
		{ID: "store", URL: "http://192.168.1.20:8080/in", Description: "Warehouse", Types: []string{"org.restante.order.placed", webhook.StockOut},
			Made: at(3, 9, 0), Failing: at(21, 11, 12), Waiting: 4},
		{ID: "list", URL: "https://hooks.example/newsletter", Made: at(4, 9, 0), Types: []string{webhook.Published}, Paused: true,
			Why: "it answered 410: it wants nothing any more", Failing: at(19, 8, 0), Waiting: 1},
	}
	w.Hooks.Sent = []webhook.Delivery{
		Delivery(12, "order.placed", webhook.Waiting, webhook.Answer{Status: 500, Why: "it answered 500"}),
		Delivery(11, "stock.out", webhook.GivenUp, webhook.Answer{Why: "dial tcp 192.168.1.20:8080: connect: connection refused"}),
		Delivery(10, "order.paymentconfirmed", webhook.Delivered, webhook.Answer{Status: 204}),
	}
	return w
}

// Delivery is one of an event, tried a few times.
func Delivery(id int64, kind string, s webhook.State, a webhook.Answer) webhook.Delivery {
	tried := 1
	if s != webhook.Delivered {
		tried = 3
	}
	return webhook.Delivery{ID: id, State: s, Body: []byte(`{"type":"org.restante.` + kind + `"}`), Made: Now.Add(-3 * time.Hour), Last: Now.Add(-time.Hour), Attempts: tried, Answer: a}
}

// Hooks are all.
func (h *Hooks) Hooks(context.Context) ([]webhook.Hook, error) { return slices.Clone(h.All), nil }

// Add adds one.
func (h *Hooks) Add(_ context.Context, n webhook.New) (webhook.Hook, string, error) {
	if err := h.World.call("add " + n.URL); err != nil {
		return webhook.Hook{}, "", err
	}
	added := webhook.Hook{ID: "new" + strconv.Itoa(len(h.All)), URL: n.URL, Description: n.Description, Types: n.Types, Made: Now}
	h.All = append(h.All, added)
	return added, Secret, nil
}

func (h *Hooks) find(id string) *webhook.Hook {
	return &h.All[slices.IndexFunc(h.All, func(x webhook.Hook) bool { return x.ID == id })]
}

// Pause pauses one, or lets it go on.
func (h *Hooks) Pause(_ context.Context, id string, on bool) (webhook.Hook, error) {
	x := h.find(id)
	x.Paused, x.Why = on, ""
	return *x, h.World.call("pause " + id)
}

// Remove forgets one.
func (h *Hooks) Remove(_ context.Context, id string) error {
	if err := h.World.call("remove " + id); err != nil {
		return err
	}
	h.All = slices.DeleteFunc(h.All, func(x webhook.Hook) bool { return x.ID == id })
	return nil
}

// Rotate gives one another secret.
func (h *Hooks) Rotate(_ context.Context, id, _ string) (string, error) {
	return Secret, h.World.call("rotate " + id)
}

// Test gives the answer that was set.
func (h *Hooks) Test(_ context.Context, id string) (webhook.Answer, error) {
	return h.Answer, h.World.call("test " + id)
}

// Deliveries are the same for each.
func (h *Hooks) Deliveries(context.Context, string, webhook.Query) ([]webhook.Delivery, error) {
	return slices.Clone(h.Sent), nil
}

// Redeliver sends one again.
func (h *Hooks) Redeliver(_ context.Context, id string, delivery int64) error {
	return h.World.call("again " + id + " " + strconv.FormatInt(delivery, 10))
}
