package guitest

import (
	"context"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// Act says something, if it would have an effect.
func (o *Orders) Act(_ context.Context, id event.ID, b event.Body, key string) (event.Hash, error) {
	if h, done := o.keys[key]; done && key != "" {
		return h, nil
	}
	if err := o.World.call("act " + b.Kind().String()); err != nil {
		return event.Hash{}, err
	}
	x := o.Find(id)
	if err := x.State.Check(x.Role, b, o.World.Loop.Now()); err != nil {
		return event.Hash{}, err
	}
	x.Say(x.Role, o.World.Loop.Now(), b, delivery.Queued)
	o.keys[key] = x.Events[len(x.Events)-1].Hash
	return o.keys[key], nil
}

// SendAgain brings an event to somebody once more.
func (o *Orders) SendAgain(_ context.Context, id event.ID, h event.Hash, _ peer.ID) error {
	x := o.Find(id)
	for i := range x.Copies[h] {
		x.Copies[h][i].State = delivery.Queued
	}
	return o.World.call("send again")
}

// MarkSeen notes that all of an order was seen.
func (o *Orders) MarkSeen(_ context.Context, id event.ID) error {
	o.Find(id).Unread = 0
	return o.World.call("seen")
}

// SetTags gives an order its tags.
func (o *Orders) SetTags(_ context.Context, id event.ID, tags []string) error {
	o.Find(id).Tags = tags
	return o.World.call("tags " + strings.Join(tags, ","))
}

// Assign says who looks after an order.
func (o *Orders) Assign(_ context.Context, id event.ID, name string) error {
	o.Find(id).Assignee = name
	return o.World.call("assign " + name)
}

// AddNote writes a remark down.
func (o *Orders) AddNote(_ context.Context, id event.ID, text string) error {
	x := o.Find(id)
	x.Notes = append(x.Notes, order.Note{ID: int64(len(x.Notes) + 1), At: o.World.Loop.Now(), Text: text})
	return o.World.call("note")
}

// RemoveNote takes one away.
func (o *Orders) RemoveNote(_ context.Context, id event.ID, note int64) error {
	x := o.Find(id)
	x.Notes = slices.DeleteFunc(x.Notes, func(n order.Note) bool { return n.ID == note })
	return o.World.call("forget note")
}
