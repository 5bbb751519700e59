package orders

import (
	"context"

	"restante/messaging/order"
	"restante/messaging/order/event"
)

const (
	windowRows = 50 // in one window
	windows    = 8  // that are kept
)

// window is the part of a table that is read. Its rows are those of some windows; of
// the others only the order is known after which they begin.
type window struct {
	filter order.Filter
	total  int
	rows   map[int][]order.Row // by the number of the window
	after  []event.ID          // the order before each window whose beginning is known
}

// at is the row of a number; where it is not read, the window is that lacks it.
func (w *window) at(row int) (order.Row, bool) {
	rows := w.rows[row/windowRows]
	if i := row % windowRows; i < len(rows) {
		return rows[i], true
	}
	return order.Row{}, false
}

// find is the number of an order among those that are read, -1 for none.
func (w *window) find(id event.ID) int {
	for n, rows := range w.rows {
		for i, r := range rows {
			if r.ID == id {
				return n*windowRows + i
			}
		}
	}
	return -1
}

// next is the window to be read so that one is there: itself, or the first whose end
// is not known.
func (w *window) next(n int) int { return min(n, len(w.after)-1) }

// add puts a window in its place, and lets go of the one that is farthest from it.
func (w *window) add(n int, rows []order.Row) {
	w.rows[n] = rows
	if len(rows) == windowRows && n == len(w.after)-1 {
		w.after = append(w.after, rows[len(rows)-1].ID)
	}
	for len(w.rows) > windows {
		delete(w.rows, w.farthest(n))
	}
}

func (w *window) farthest(from int) (far int) {
	most := -1
	for n := range w.rows {
		if d := max(n-from, from-n); d > most {
			far, most = n, d
		}
	}
	return far
}

// readWindow reads a table from its beginning to a window, of which it keeps the last
// ones: orders that came meanwhile have moved all others.
func readWindow(ctx context.Context, book Book, f order.Filter, to int) (*window, error) {
	w := &window{filter: f, rows: map[int][]order.Row{}, after: []event.ID{{}}}
	var err error
	if w.total, err = book.Count(ctx, f); err != nil {
		return nil, err
	}
	for n := 0; n <= to && n < len(w.after); {
		limit := min(order.MaxPage, (to+2-n)*windowRows)
		rows, err := book.List(ctx, order.Query{Filter: f, After: w.after[n], Limit: limit})
		if err != nil {
			return nil, err
		}
		for part := 0; part == 0 || part < len(rows); part += windowRows {
			w.add(n, rows[part:min(len(rows), part+windowRows)])
			n++
		}
	}
	return w, nil
}
