package orders

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/order"
	"restante/messaging/order/event"
)

// errTrackings is a list of numbers of which nobody could say whose they are.
var errTrackings = errors.New("more tracking numbers than orders")

// trackings reads a pasted list: a line is the number of the next order that has none
// yet, or an order's own number with one behind it. An empty line skips an order.
func trackings(rows []order.Row, text string) (map[event.ID]string, error) {
	found := map[event.ID]string{}
	rest := slices.Clone(rows)
	var plain []string
	for _, line := range strings.Split(strings.TrimRight(text, "\r\n\t "), "\n") {
		line = strings.TrimSpace(line)
		i, tracking := named(rest, line)
		if i < 0 {
			plain = append(plain, line)
			continue
		}
		found[rest[i].ID] = tracking
		rest = slices.Delete(rest, i, i+1)
	}
	for i, tracking := range plain {
		if tracking == "" {
			continue
		}
		if i >= len(rest) {
			return nil, errTrackings
		}
		found[rest[i].ID] = tracking
	}
	return found, nil
}

// named finds the order whose number a line begins with, -1 for none.
func named(rows []order.Row, line string) (i int, tracking string) {
	at := strings.IndexAny(line, " \t,;:")
	if at < 0 {
		return -1, ""
	}
	first := line[:at]
	i = slices.IndexFunc(rows, func(r order.Row) bool { return strings.EqualFold(number(r.ID), first) || r.ID.String() == first })
	return i, strings.Trim(line[at:], " \t,;:")
}

// saidOf says how many orders have a number.
func saidOf(n, all int, err error) string {
	if err != nil {
		return lang.L("There are more tracking numbers than orders.")
	}
	return lang.L("{{.N}} of {{.All}} orders have a tracking number.", words{"N": n, "All": all})
}
