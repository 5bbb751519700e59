package orders

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// ticks are the orders that are chosen for something that is done to many.
type ticks struct {
	rows  map[event.ID]order.Row
	from  int  // the row that was ticked last: a range begins there
	shift bool // the key is held
}

func (t *ticks) clear() { t.rows, t.from = map[event.ID]order.Row{}, 0 }

func (t *ticks) has(id event.ID) bool { _, on := t.rows[id]; return on }

// all are those that are chosen, as the table shows them: the newest first.
func (t *ticks) all() (rows []order.Row) {
	for _, r := range t.rows {
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b order.Row) int {
		if c := b.Placed.Compare(a.Placed); c != 0 {
			return c
		}
		return slices.Compare(b.ID[:], a.ID[:])
	})
	return rows
}

// tick chooses a row or lets go of it; with Shift, all from the last one on.
func (t *table) tick(i int, held fyne.KeyModifier) {
	x, ok := t.w.at(i)
	if !ok {
		return
	}
	if held&fyne.KeyModifierShift != 0 {
		t.tickRange(t.ticks.from, i)
	} else if t.ticks.has(x.ID) {
		delete(t.ticks.rows, x.ID)
	} else {
		t.ticks.rows[x.ID] = x
	}
	t.ticks.from = i
	t.ticked()
}

// tickRange chooses what lies between two rows, as far as it is read.
func (t *table) tickRange(a, b int) {
	for i := min(a, b); i <= max(a, b); i++ {
		if x, ok := t.w.at(i); ok {
			t.ticks.rows[x.ID] = x
		}
	}
}

// tickAll chooses all orders that the filter shows, also those that are not read yet.
func (t *table) tickAll() {
	f, turns := t.p.asked(t.w.filter), t.p.turns
	t.p.o.Loop.Go(func(ctx context.Context) func() {
		rows, err := readAll(ctx, t.p.o.Core, f)
		return func() {
			if err != nil {
				t.p.trouble(err)
				return
			}
			if turns != t.p.turns {
				return
			}
			for _, r := range rows {
				t.ticks.rows[r.ID] = r
			}
			t.ticked()
		}
	})
}

// readAll reads all orders that a filter chooses.
func readAll(ctx context.Context, book Book, f order.Filter) (all []order.Row, err error) {
	q := order.Query{Filter: f, Limit: order.MaxPage}
	for {
		rows, err := book.List(ctx, q)
		if err != nil {
			return nil, err
		}
		if all = append(all, rows...); len(rows) < order.MaxPage {
			return all, nil
		}
		q.After = rows[len(rows)-1].ID
	}
}

// asked is the filter that was read in the end: a search may have been one for a number.
func (p *Page) asked(f order.Filter) order.Filter {
	if f.Role == 0 {
		return p.filter()
	}
	return f
}

func (t *table) ticked() {
	t.p.drawBulk()
	t.Refresh()
}

// KeyDown and KeyUp follow Shift: keys that are typed do not tell of it.
func (t *table) KeyDown(k *fyne.KeyEvent) { t.held(k, true) }
func (t *table) KeyUp(k *fyne.KeyEvent)   { t.held(k, false) }

func (t *table) held(k *fyne.KeyEvent, on bool) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		t.ticks.shift = on
	}
}

// TypedShortcut chooses all, or hands the shortcut on.
func (t *table) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all {
		t.tickAll()
		return
	}
	widget.Pass(t, s)
}
