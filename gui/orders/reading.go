package orders

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

const (
	pace = time.Minute           // how often ages are drawn anew while the page is shown
	soon = 20 * time.Millisecond // in which what rows lack is gathered
)

// state is one reading.
type state struct {
	counts order.Counts // of the side that is shown
	mine   int          // orders that wait for the operator, whatever is shown
	taken  []order.Sales
	kept   []order.KeptFilter
	window *window
	open   *order.Page // the order in the panel
	names  map[peer.ID]string
	minute time.Time
}

// SetShown tells whether the page can be seen.
func (p *Page) SetShown(on bool) {
	p.shown = on
	if on {
		p.Reload()
	}
}

// Events takes what changed in the core.
func (p *Page) Events(events []any) {
	if slices.ContainsFunc(events, isOfOrders) {
		p.Reload()
	}
}

func isOfOrders(e any) bool {
	switch e.(type) {
	case order.Changed, order.Arrived, order.Refused:
		return true
	}
	return false
}

// Reload reads everything again and draws it; while the page is hidden, only how many
// orders wait.
func (p *Page) Reload() {
	if !p.shown {
		p.o.Loop.Go(p.countMine)
		return
	}
	p.again()
	if x := p.parts[p.view]; x != nil {
		p.readPart(x)
		return
	}
	side, f, to, open, turns := p.side, p.filter(), p.table.seen/windowRows, p.open, p.turns
	p.o.Loop.Go(func(ctx context.Context) func() {
		s, err := p.read(ctx, side, f, to, open)
		return func() {
			if turns == p.turns { // else it answers what is not asked any more
				p.loaded(s, err)
			}
		}
	})
}

// again reads once more after a while.
func (p *Page) again() {
	if p.waiting {
		return
	}
	p.waiting = true
	p.o.Loop.Later(pace, func() {
		p.waiting = false
		if p.shown {
			p.Reload()
		}
	})
}

func (p *Page) loaded(s state, err error) {
	if err != nil {
		p.trouble(err)
		return
	}
	p.show(s)
}

// trouble says what went wrong first.
func (p *Page) trouble(errs ...error) {
	if err := cmp.Or(errs...); !errors.Is(err, context.Canceled) {
		p.o.Notice(problem(err))
	}
}

// read gathers a state; it runs beside the window.
func (p *Page) read(ctx context.Context, side machine.Role, f order.Filter, to int, open event.ID) (s state, err error) {
	var errs [6]error
	now := p.o.Now()
	s.minute = now.Truncate(time.Minute)
	s.counts, errs[0] = p.o.Core.Counts(ctx, side)
	s.mine, errs[1] = p.readMine(ctx)
	s.taken, errs[2] = p.o.Core.Sales(ctx, monday(now), now)
	s.kept, errs[5] = p.o.Core.KeptFilters(ctx)
	s.window, errs[3] = p.search(ctx, f, to)
	if open == (event.ID{}) && errs[3] == nil && s.window.total > 0 {
		open = s.window.rows[0][0].ID
	}
	if open != (event.ID{}) {
		s.open, errs[4] = p.readOne(ctx, open)
	}
	if s.open != nil {
		s.names = p.readNames(ctx, s.open.Row)
	}
	return s, cmp.Or(errs[:]...)
}

func (p *Page) readOne(ctx context.Context, id event.ID) (*order.Page, error) {
	one, err := p.o.Core.Page(ctx, id)
	if errors.Is(err, order.ErrNoOrder) {
		return nil, nil
	}
	return &one, err
}

// search reads a table; a word that nothing begins with may be the number of an order.
func (p *Page) search(ctx context.Context, f order.Filter, to int) (*window, error) {
	w, err := readWindow(ctx, p.o.Core, f, to)
	if err == nil && w.total == 0 && f.Text != "" && !strings.ContainsAny(f.Text, " ") {
		f.Text = "Qm" + f.Text
		return readWindow(ctx, p.o.Core, f, to)
	}
	return w, err
}

func (p *Page) countMine(ctx context.Context) func() {
	n, err := p.readMine(ctx)
	return func() {
		if err == nil {
			p.tellMine(n)
		}
	}
}

// readMine counts what waits for the operator alone: orders to confirm, cases to decide.
func (p *Page) readMine(ctx context.Context) (int, error) {
	sales, err := p.o.Core.Counts(ctx, machine.Merchant)
	cases, err2 := p.o.Core.Counts(ctx, machine.Moderator)
	return sales.Stages[machine.Placed] + cases.Stages[machine.Disputed], cmp.Or(err, err2)
}

func (p *Page) tellMine(n int) {
	if p.o.Count != nil {
		p.o.Count(n)
	}
}

// monday is the beginning of the week.
func monday(t time.Time) time.Time {
	back := (int(t.Weekday()) + 6) % 7
	return time.Date(t.Year(), t.Month(), t.Day()-back, 0, 0, 0, 0, t.Location())
}
