package orders

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/order"
)

// others are the tasks that are no orders.
func (t *today) others(ctx context.Context) (all []task, err error) {
	for _, read := range []func(context.Context) (task, error){t.stuck, t.refused, t.low, t.backup} {
		one, err := read(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// stuck is what did not leave this computer.
func (t *today) stuck(ctx context.Context) (task, error) {
	now := t.p.o.Now()
	all, n, err := t.p.o.Core.Stuck(ctx, now.Add(-stuckAfter), cardRows)
	one := task{name: lang.L("not sent yet"), icon: "clock", tone: widget.Careful, count: n}
	for i, x := range all {
		if i == 0 {
			one.oldest = x.Since
			one.do = func() { t.p.goToOrder(x.Order) }
		}
		_, w := wayOfOne(order.Copy{State: x.State})
		one.rows = append(one.rows, taskRow{number(x.Order) + " · " + t.nameOf(ctx, x) + " · " + w.word, age(now.Sub(x.Since)), func() { t.p.goToOrder(x.Order) }})
	}
	return one, err
}

// nameOf is to whom a stuck event goes.
func (t *today) nameOf(ctx context.Context, x order.Stuck) string {
	if one, err := t.p.readOne(ctx, x.Order); err == nil && one != nil && other(one.Row) == x.Peer {
		return nameOf(one.Row)
	}
	return names.Short(x.Peer)
}

// low is the stock of which there is little.
func (t *today) low(ctx context.Context) (task, error) {
	one := task{name: lang.L("low stock"), icon: "store", tone: widget.Careful, do: t.p.o.ToShop}
	if t.p.o.Stock == nil {
		return one, nil
	}
	all, err := t.p.o.Stock.LowStock(ctx)
	one.count = len(all)
	for _, l := range all[:min(len(all), cardRows)] {
		one.rows = append(one.rows, taskRow{widget.Brief(l.Title), lang.L("{{.N}} left", words{"N": l.Free}), t.p.o.ToShop})
	}
	return one, err
}

// backup reminds of one that is old, or that there is none of what others paid for.
func (t *today) backup(context.Context) (task, error) {
	one := task{name: lang.L("backup"), icon: "archive", tone: widget.Careful, do: t.p.o.BackUp}
	if t.p.o.Backup == nil {
		return one, nil
	}
	at, now := t.p.o.Backup(), t.p.o.Now()
	if !at.IsZero() && now.Sub(at) < backupAge {
		return one, nil
	}
	one.count, one.said = 1, "–"
	row := taskRow{lang.L("No backup was made yet"), "", t.p.o.BackUp}
	if !at.IsZero() {
		one.said = age(now.Sub(at))
		row.left = lang.L("The last one was made {{.When}}", words{"When": moment(at, now)})
	}
	one.rows = []taskRow{row}
	return one, nil
}

// since is how old the oldest of a task is.
func (one task) since(now time.Time) string {
	if one.oldest.IsZero() {
		return ""
	}
	return lang.L("oldest {{.Age}}", words{"Age": age(now.Sub(one.oldest))})
}

// figure is how many there are, or how old what there should be one of.
func (one task) figure() string {
	if one.said != "" {
		return one.said
	}
	return strconv.Itoa(one.count)
}
