package notify

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// Orders is what is needed of the orders.
type Orders interface {
	// Notices hands out what came in since the last call: each event once.
	Notices(ctx context.Context) ([]order.Notice, error)
	Page(ctx context.Context, id event.ID) (order.Page, error)
}

// OrderOptions are what an OrderWatch needs.
type OrderOptions struct {
	Orders Orders
	Loop   loop.Loop
	Desk   Desk
	Level  func() Level
}

// OrderWatch tells what others do about orders: each event once, over restarts too.
// What comes while the user looks at the window is told by the window alone.
type OrderWatch struct {
	board
	o       OrderOptions
	loading bool
	again   bool // something came while loading
}

// NewOrders makes a watch; it tells nothing before [OrderWatch.Reload].
func NewOrders(o OrderOptions) *OrderWatch { return &OrderWatch{o: o, board: newBoard(o.Desk)} }

// Events takes what changed in the core.
func (w *OrderWatch) Events(events []any) {
	for _, e := range events {
		if _, ok := e.(order.Arrived); ok {
			w.Reload()
			return
		}
	}
}

// Reload asks for what came. Calls while it reads are gathered into one.
func (w *OrderWatch) Reload() {
	if w.loading {
		w.again = true
		return
	}
	w.loading = true
	w.o.Loop.Go(func(ctx context.Context) func() {
		news := w.read(ctx)
		return func() { w.loaded(news) }
	})
}

// read gathers what came by its order. The page of orders says what is wrong.
func (w *OrderWatch) read(ctx context.Context) (news []orderNews) {
	all, err := w.o.Orders.Notices(ctx)
	if err != nil {
		return nil
	}
	at := make(map[event.ID]int)
	for _, n := range all {
		i, known := at[n.Order]
		if !known {
			of, err := w.o.Orders.Page(ctx, n.Order)
			if err != nil {
				continue
			}
			i, at[n.Order] = len(news), len(news)
			news = append(news, orderNews{of: of.Row})
		}
		news[i].kinds = append(news[i].kinds, n.Kind)
	}
	return news
}

func (w *OrderWatch) loaded(news []orderNews) {
	w.loading = false
	if !w.looking && len(news) > 0 {
		w.tell(news)
	}
	if w.again {
		w.again = false
		w.Reload()
	}
}

// tell shows what came.
func (w *OrderWatch) tell(news []orderNews) {
	level := w.o.Level()
	switch {
	case level == Off:
	case level == Nothing, len(news) > crowd:
		w.show(anyOrder, "Restante", lang.N("News of {{.N}} orders", len(news), map[string]any{"N": len(news)}))
	default:
		for _, n := range news {
			title, text := n.words(level)
			w.show(orderKey(n.of.ID), title, text)
		}
	}
}

// orderNews is what came about one order, in the order in which it came.
type orderNews struct {
	of    order.Row
	kinds []event.Kind
}

// words are the title and the text: the last of what came.
func (n orderNews) words(level Level) (title, text string) {
	title = orderWord(n.kinds[len(n.kinds)-1])
	if level == Text {
		text = widget.Clean(n.of.Title) + ", " + n.of.Currency.Format(n.of.Total) + " " + n.of.Currency.Code
	}
	return title, text
}
