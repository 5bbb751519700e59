package guitest

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
)

// Work counts what was done for the shop.
func (o *Orders) Work(_ context.Context, from, until time.Time) (w order.Work, err error) {
	within := func(t time.Time) bool { return !t.Before(from) && t.Before(until) }
	for _, x := range o.All {
		if x.Role != machine.Merchant {
			continue
		}
		did := map[event.Kind]bool{}
		for _, e := range x.Events {
			did[e.Kind()] = did[e.Kind()] || within(e.At)
		}
		for k, n := range map[event.Kind]*int{event.KindOrder: &w.Placed, event.KindPaid: &w.Paid, event.KindShip: &w.Shipped} {
			if did[k] {
				*n++
			}
		}
	}
	return w, o.fails()
}

// Stuck are the events that nobody else has or holds.
func (o *Orders) Stuck(_ context.Context, before time.Time, n int) (all []order.Stuck, count int, err error) {
	for _, x := range o.All {
		for _, e := range x.Events {
			for _, c := range x.Copies[e.Hash] {
				if s := c.State; e.At.Before(before) && (s == delivery.Failed || s == delivery.Expired || s == delivery.Waiting || s == delivery.Queued) {
					if count++; len(all) < n {
						all = append(all, order.Stuck{Order: x.ID, Event: e.Hash, Peer: c.Peer, State: c.State, Since: e.At})
					}
				}
			}
		}
	}
	return all, count, nil
}

// Paper is a file that says which orders it is of.
func (o *Orders) Paper(_ context.Context, k paper.Kind, language string, ids []event.ID) ([]byte, error) {
	text := "%PDF " + language
	for _, id := range ids {
		text += " " + id.String()
	}
	return []byte(text), o.World.call("paper " + strconv.Itoa(int(k)))
}

// PaperHead is what papers say.
func (o *Orders) PaperHead(context.Context) (order.Head, error) { return o.Head, o.fails() }

// SetPaperHead changes that; a number is chosen before the first paper has one.
func (o *Orders) SetPaperHead(_ context.Context, h order.Head) error {
	for i, s := range []struct{ to, now *order.Series }{{&h.Invoices, &o.Head.Invoices}, {&h.Credits, &o.Head.Credits}} {
		if s.to.Next == 0 {
			s.to.Next = s.now.Next
		}
		if o.Numbers[i] > 0 && s.to.Next != s.now.Next {
			return order.ErrInvoice
		}
	}
	o.Head = h
	return o.World.call("paper head")
}

// KeptFilters are those that are kept.
func (o *Orders) KeptFilters(context.Context) ([]order.KeptFilter, error) {
	return slices.Clone(o.Kept), nil
}

// KeepFilter keeps one.
func (o *Orders) KeepFilter(_ context.Context, name string, f order.Filter) error {
	if err := o.World.call("keep filter " + name); err != nil {
		return err
	}
	o.Kept = append(o.Kept, order.KeptFilter{Name: name, Filter: f})
	return nil
}

// RenameFilter gives one another name.
func (o *Orders) RenameFilter(_ context.Context, from, to string) error {
	for i, k := range o.Kept {
		if k.Name == to {
			return order.ErrTaken
		}
		if k.Name == from {
			o.Kept[i].Name = to
		}
	}
	return o.World.call("rename filter " + to)
}

// OrderFilters puts them in another order.
func (o *Orders) OrderFilters(_ context.Context, names []string) error {
	slices.SortStableFunc(o.Kept, func(a, b order.KeptFilter) int { return slices.Index(names, a.Name) - slices.Index(names, b.Name) })
	return o.World.call("order filters")
}

// ForgetFilter takes one away.
func (o *Orders) ForgetFilter(_ context.Context, name string) error {
	o.Kept = slices.DeleteFunc(o.Kept, func(k order.KeptFilter) bool { return k.Name == name })
	return o.World.call("forget filter " + name)
}

// Replies are the texts that are kept.
func (o *Orders) Replies(context.Context) (map[string]string, error) {
	return maps.Clone(o.Canned), nil
}

// KeepReply keeps one.
func (o *Orders) KeepReply(_ context.Context, name, text string) error {
	if name == "" || text == "" {
		return order.ErrWords
	}
	o.Canned[name] = text
	return o.World.call("keep reply " + name)
}

// ForgetReply takes one away.
func (o *Orders) ForgetReply(_ context.Context, name string) error {
	delete(o.Canned, name)
	return o.World.call("forget reply " + name)
}

// Tags are those of all orders.
func (o *Orders) Tags(context.Context) (all []string, err error) {
	for _, x := range o.All {
		all = append(all, x.Tags...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}
