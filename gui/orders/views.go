package orders

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// view is a part of the page.
type view int

const (
	todayView view = iota
	salesView
	purchasesView
	casesView
	customersView
	figuresView
)

func viewNames() []string {
	return []string{lang.L("Today"), lang.L("Sales"), lang.L("Purchases"), lang.L("Cases"), lang.L("Customers"), lang.L("Figures")}
}

// sideOf is one's role in the orders that a view lists.
var sideOf = map[view]machine.Role{salesView: machine.Merchant, purchasesView: machine.Buyer, casesView: machine.Moderator}

// part is a view that is not a list of orders.
type part interface {
	// reading is what to do to gather what it shows, beside the window. The answer draws it.
	reading() func(ctx context.Context) (draw func(), err error)
	face() fyne.CanvasObject
}

// lists tells whether the view is a list of orders, which has a panel beside it.
func (p *Page) lists() bool { return p.parts[p.view] == nil }

// turnTo shows another view, with nothing in it yet.
func (p *Page) turnTo(v view) {
	p.view = v
	p.tabs.Choose(int(v))
	p.turns++
	p.narrow, p.picked, p.custom.one.peer = narrow{}, false, ""
	if side, lists := sideOf[v]; lists {
		p.turn(side)
	}
	for at, x := range p.parts {
		show(x.face(), at == v)
	}
	show(p.inbox, p.lists())
	p.Object.Refresh()
}

// visit is turnTo with a reading.
func (p *Page) visit(v view) {
	p.turnTo(v)
	p.Reload()
}

// goTo leads to the orders that a filter chooses among those of a view.
func (p *Page) goTo(v view, name string, f order.Filter) {
	p.turnTo(v)
	p.toAll()
	p.setNarrow(narrow{name, f})
}

// goToOrder leads to one order of one's shop.
func (p *Page) goToOrder(id event.ID) { p.goToOne(machine.Merchant, id) }

// goToOne leads to one order among those in which one has a role.
func (p *Page) goToOne(role machine.Role, id event.ID) {
	for v, side := range sideOf {
		if side == role {
			p.turnTo(v)
		}
	}
	p.toAll()
	p.pick(id)
}

// toAll chooses all orders of the side, without reading them.
func (p *Page) toAll() {
	p.chosen = len(choices(p.side)) - 1
	p.filters.Mark(p.chosen)
}

// readPart reads the view that is shown.
func (p *Page) readPart(x part) {
	turns, read := p.turns, x.reading()
	p.o.Loop.Go(func(ctx context.Context) func() {
		mine, err := p.readMine(ctx)
		draw, err2 := read(ctx)
		return func() {
			switch {
			case turns != p.turns: // else it answers what is not asked any more
			case err != nil || err2 != nil:
				p.trouble(err, err2)
			default:
				p.tellMine(mine)
				draw()
			}
		}
	})
}
