package notify

import (
	"context"
	"slices"
	"testing"

	"restante/gui/guitest"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// counter is a desktop, a user who is elsewhere, and orders about which there is news.
type counter struct {
	*OrderWatch
	t     *testing.T
	level Level
	news  []order.Notice
	fails bool
	said  []string
}

func (c *counter) Notices(context.Context) ([]order.Notice, error) {
	all := c.news
	c.news = nil
	return all, nil
}

func (c *counter) Page(_ context.Context, id event.ID) (order.Page, error) {
	if c.fails {
		return order.Page{}, order.ErrNoOrder
	}
	return order.Page{Row: order.Row{ID: id, Title: "Blue mug", Total: 2290, Currency: money.Currency{Code: "EUR", Decimals: 2}}}, nil
}

func (c *counter) Show(key, title, text string) {
	id, ok := Order(key)
	if !ok {
		c.t.Errorf("%q is no key of an order", key)
	}
	c.said = append(c.said, "+"+string('0'+id[0])+" "+title+": "+text)
}

func (c *counter) Withdraw(key string) {
	id, _ := Order(key)
	c.said = append(c.said, "-"+string('0'+id[0]))
}

func newCounter(t *testing.T, level Level) *counter {
	c := &counter{t: t, level: level}
	c.OrderWatch = NewOrders(OrderOptions{Orders: c, Loop: &guitest.Loop{}, Desk: c, Level: func() Level { return c.level }})
	return c
}

// hears brings the core's event with this news, and wants these notices.
func (c *counter) hears(news []order.Notice, want ...string) {
	c.t.Helper()
	c.said, c.news = nil, news
	c.OrderWatch.Events([]any{order.Changed{}, order.Arrived{}})
	slices.Sort(c.said)
	if !slices.Equal(c.said, want) {
		c.t.Errorf("said %q, want %q", c.said, want)
	}
}

func of(n byte, kinds ...event.Kind) (all []order.Notice) {
	for _, k := range kinds {
		all = append(all, order.Notice{Order: event.ID{n}, Kind: k})
	}
	return all
}

func TestWhatALevelShowsOfOrders(t *testing.T) {
	for level, want := range map[Level][]string{
		Off:     nil,
		Nothing: {"+0 Restante: News of 1 order"},
		Name:    {"+1 A new order: "},
		Text:    {"+1 A new order: Blue mug, 22.90 EUR"},
	} {
		c := newCounter(t, level)
		c.hears(of(1, event.KindOrder), want...)
		c.hears(nil)
	}
}

// Of several events of one order the last is told; many orders are one notice.
func TestOneNoticeForAnOrder(t *testing.T) {
	c := newCounter(t, Name)
	c.hears(slices.Concat(of(1, event.KindOrder, event.KindNoted), of(2, event.KindRate)), "+1 A buyer has paid: ", "+2 A new rating: ")
	c.hears(slices.Concat(of(1, event.KindMessage), of(2, event.KindCancel), of(3, event.KindOrder), of(4, event.KindOrder)), "+0 Restante: News of 4 orders")
}

func TestWhoLooksAtTheWindowIsNotToldOfOrders(t *testing.T) {
	c := newCounter(t, Name)
	c.hears(of(1, event.KindOrder), "+1 A new order: ")
	c.said = nil
	c.SetLooking(true)
	if !slices.Equal(c.said, []string{"-1"}) {
		t.Errorf("looking, said %q", c.said)
	}
	c.hears(of(1, event.KindComplete))
	c.SetLooking(false)
	c.hears(nil)
}

func TestAnOrderThatCannotBeReadIsNotTold(t *testing.T) {
	c := newCounter(t, Name)
	c.fails = true
	c.hears(of(1, event.KindOrder))
	c.fails = false
	c.hears(of(1, event.KindDispute), "+1 A dispute about an order: ")
}

func TestEveryKindHasAWordOfItsOwn(t *testing.T) {
	other := orderWord(0)
	for _, k := range event.Kinds() {
		if orderWord(k) == other {
			t.Errorf("%v has none", k)
		}
	}
}
