package orders

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

const (
	cardRows   = 3
	stuckAfter = 10 * time.Minute   // so long may an event wait before anybody is told
	backupAge  = 7 * 24 * time.Hour // then a backup is old
	awayAhead  = 3 * 24 * time.Hour // so long before it a time away is told
	weekBefore = -7                 // days
)

// today is the view of what is to be done, and of the day so far.
type today struct {
	p      *Page
	object *fyne.Container
	col    *fyne.Container
}

// task is something to be done: how often, since when, and where it is done.
type task struct {
	name, icon string
	tone       widget.Tone
	count      int
	said       string    // in place of the count
	oldest     time.Time // zero: that says nothing
	rows       []taskRow
	do         func()
}

// taskRow is one of them.
type taskRow struct {
	left, right string
	do          func()
}

// day is what one came to.
type day struct {
	work  order.Work
	sales []order.Sales
}

// agenda is one reading.
type agenda struct {
	tasks     []task
	day, week day // that of today, and of a week before until the same hour
	away      *listing.Away
}

func newToday(p *Page) *today {
	t := &today{p: p, col: widget.Col(gap)}
	t.object = scrolled(t.col)
	return t
}

func (t *today) face() fyne.CanvasObject { return t.object }

func (t *today) reading() func(context.Context) (func(), error) { return t.read }

func (t *today) read(ctx context.Context) (func(), error) {
	var a agenda
	var errs [6]error
	a.tasks, errs[0] = t.orders(ctx)
	more, err := t.others(ctx)
	a.tasks, errs[1] = append(a.tasks, more...), err
	now := t.p.o.Now()
	a.day, errs[2] = t.dayOf(ctx, now)
	a.week, errs[3] = t.dayOf(ctx, now.AddDate(0, 0, weekBefore))
	a.away, errs[4] = t.away(ctx, now)
	return func() { t.draw(a) }, cmp.Or(errs[:]...)
}

// sorts of tasks that are orders.
func (t *today) sorts() []task {
	to := func(choice int) func() { return func() { t.p.toChoice(choice) } }
	return []task{
		{name: lang.L("to confirm"), icon: "inbox", tone: widget.Informed, do: to(1)},
		{name: lang.L("to ship"), icon: "package", tone: widget.Informed, do: to(2)},
		{name: lang.L("overdue"), icon: "circle-alert", tone: widget.Broken, do: to(3)},
		{name: lang.L("unpaid"), icon: "banknote", tone: widget.Careful, do: to(4)},
		{name: lang.L("in dispute"), icon: "triangle-alert", tone: widget.Broken, do: func() {
			t.p.goTo(salesView, lang.L("In dispute"), order.Filter{Stages: toDecide})
		}},
	}
}

// orders are the tasks of one's shop, and the cases that one has to judge.
func (t *today) orders(ctx context.Context) (all []task, err error) {
	chips := choices(machine.Merchant)
	for i, one := range t.sorts() {
		f := order.Filter{Stages: toDecide}
		if i+1 < len(chips) && i < 4 {
			f = chips[i+1].filter
		}
		if err := t.count(ctx, &one, f); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	cases := task{name: lang.L("to decide"), icon: "shield-check", tone: widget.Broken, do: func() { t.p.visit(casesView) }}
	err = t.count(ctx, &cases, order.Filter{Role: machine.Moderator, Stages: toDecide})
	return append(all, cases), err
}

// count reads how many orders a task has, and the first of them.
func (t *today) count(ctx context.Context, one *task, f order.Filter) (err error) {
	if one.count, err = t.p.o.Core.Count(ctx, f); err != nil || one.count == 0 {
		return err
	}
	f.Sort = order.Oldest
	rows, err := t.p.o.Core.List(ctx, order.Query{Filter: f, Limit: cardRows})
	now := t.p.o.Now()
	for i, r := range rows {
		if i == 0 {
			one.oldest = r.Placed
		}
		do := func() { t.p.goToOrder(r.ID) }
		if r.Role == machine.Moderator {
			do = one.do
		}
		one.rows = append(one.rows, taskRow{nameOf(r) + " · " + widget.Brief(r.Title), age(now.Sub(r.Placed)), do})
	}
	return err
}

// dayOf is what a day came to until the hour of a time.
func (t *today) dayOf(ctx context.Context, at time.Time) (d day, err error) {
	from := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	if d.work, err = t.p.o.Core.Work(ctx, from, at); err != nil {
		return d, err
	}
	d.sales, err = t.p.o.Core.Sales(ctx, from, at)
	return d, err
}

// away is when nobody answers, now or soon; nil: somebody does.
func (t *today) away(ctx context.Context, now time.Time) (*listing.Away, error) {
	if t.p.o.Shop == nil {
		return nil, nil
	}
	shop, err := t.p.o.Shop.Shop(ctx)
	if errors.Is(err, storefront.ErrNoShop) {
		return nil, nil
	}
	i := slices.IndexFunc(shop.Away, func(a listing.Away) bool { return now.Before(a.Until) && now.Add(awayAhead).After(a.From) })
	if err != nil || i < 0 {
		return nil, err
	}
	return &shop.Away[i], nil
}
