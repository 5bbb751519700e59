package httpapi

import (
	"encoding/json"
	"time"

	"restante/messaging/webhook"
)

// hookForm is a webhook.
type hookForm struct {
	ID          string    `json:"id"`
	URL         string    `json:"url"`
	Description string    `json:"description"`
	Types       []string  `json:"types" about:"none: the usual ones"`
	Paused      bool      `json:"paused"`
	Reason      string    `json:"reason,omitempty" about:"why Restante has paused it"`
	Created     time.Time `json:"created"`
	Failing     time.Time `json:"failing,omitzero" about:"since when nothing arrived there"`
	Rotating    time.Time `json:"rotating,omitzero" about:"until when the secret before signs too"`
	Waiting     int       `json:"waiting" about:"events that have not arrived there yet"`
}

func hookOf(h webhook.Hook) hookForm {
	return hookForm{h.ID, h.URL, h.Description, texts(h.Types), h.Paused, h.Why, h.Made.UTC(), h.Failing.UTC(), h.Former.UTC(), h.Waiting}
}

type hookBody struct {
	URL         string   `json:"url" example:"https://erp.example/restante" about:"https; http too within one's own network"`
	Description string   `json:"description" example:"the books"`
	Types       []string `json:"types" example:"[\"org.restante.order.placed\"]" about:"none: all but org.restante.message.received"`
	Paused      bool     `json:"paused" example:"false" about:"true: events wait"`
	Secret      string   `json:"secret" example:"" about:"whsec_ and 24 to 64 bytes in base64; empty: one is made"`
}

// hookSecret is a webhook with the secret that is shown once.
type hookSecret struct {
	hookForm
	Secret string `json:"secret" about:"shown here and never again"`
}

type hookChange struct {
	URL         *string   `json:"url,omitempty" example:"https://erp.example/restante" about:"what is left out stays as it is"`
	Description *string   `json:"description,omitempty" example:"the books"`
	Types       *[]string `json:"types,omitempty" example:"[]"`
	Paused      *bool     `json:"paused,omitempty" example:"false" about:"false: what waits goes there at once"`
}

type secretForm struct {
	Secret string `json:"secret" example:"" about:"empty: one is made"`
}

type againForm struct {
	DeliveryID int64     `json:"deliveryId,omitempty" example:"7" about:"this one, whatever came of it"`
	Since      time.Time `json:"since,omitzero" example:"2026-11-22T09:30:00Z" about:"all that was given up since then"`
}

type againCount struct {
	Deliveries int `json:"deliveries" about:"that go again"`
}

// answerForm is what came of an attempt.
type answerForm struct {
	Status     int     `json:"status,omitempty" about:"that the receiver answered"`
	DurationMs float64 `json:"durationMs"`
	Response   string  `json:"response,omitempty" about:"how the answer begins"`
	Reason     string  `json:"reason,omitempty" about:"why it is no success"`
}

func answerOf(a webhook.Answer) answerForm {
	return answerForm{a.Status, a.Took.Seconds() * 1000, a.Text, a.Why}
}

type testReply struct {
	Delivered bool `json:"delivered"`
	answerForm
}

// hookDelivery is an event on its way to a webhook, or what came of it.
type hookDelivery struct {
	DeliveryID  int64           `json:"deliveryId"`
	State       string          `json:"state" about:"waiting, delivered or givenUp"`
	Event       json.RawMessage `json:"event" about:"as it is sent, a CloudEvent"`
	Created     time.Time       `json:"created"`
	Attempts    int             `json:"attempts"`
	LastAttempt time.Time       `json:"lastAttempt,omitzero"`
	NextAttempt time.Time       `json:"nextAttempt,omitzero"`
	answerForm
}

var deliveryStates = words[webhook.State]{"state", map[string]webhook.State{
	"waiting": webhook.Waiting, "delivered": webhook.Delivered, "givenUp": webhook.GivenUp,
}}

func deliveryOf(d webhook.Delivery) hookDelivery {
	return hookDelivery{d.ID, deliveryStates.text(d.State), d.Body, d.Made.UTC(), d.Attempts, d.Last.UTC(), d.Next.UTC(), answerOf(d.Answer)}
}
