package orders

import (
	"context"

	"restante/messaging/order"
	"restante/messaging/order/event"
)

// Open shows an order, on the side of it that is the user's.
func (p *Page) Open(id event.ID) {
	p.o.Loop.Go(func(ctx context.Context) func() {
		one, err := p.readOne(ctx, id)
		return func() { p.opened(one, err) }
	})
}

func (p *Page) opened(one *order.Page, err error) {
	switch {
	case err != nil:
		p.o.Notice(problem(err))
	case one == nil: // it is not here any more: the table says what is
	default:
		p.goToOne(one.Role, one.ID)
	}
}
