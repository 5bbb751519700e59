package orders

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/terms"
)

// badge is how far an order is: a word, an icon and a colour.
type badge struct {
	word, icon string
	tone       widget.Tone
}

// number is what an order is called: the beginning of its ID, behind the letters that
// all of them begin with.
func number(id event.ID) string { return id.Number() }

// badgeOf is that of an order in a list.
func badgeOf(r order.Row, now time.Time) badge {
	if !r.Due.IsZero() && r.Due.Before(now) {
		return badge{lang.L("Overdue"), "circle-alert", widget.Broken}
	}
	if b, ok := ofBuyer()[r.Stage]; ok && r.Role == machine.Buyer {
		return b
	}
	return ofAll()[r.Stage]
}

func ofBuyer() map[machine.Stage]badge {
	return map[machine.Stage]badge{
		machine.Placed:    {lang.L("Waiting"), "hourglass", widget.Informed},
		machine.Confirmed: {lang.L("To pay"), "banknote", widget.Careful},
		machine.Paid:      {lang.L("Being made ready"), "package", widget.Informed},
	}
}

func ofAll() map[machine.Stage]badge {
	return map[machine.Stage]badge{
		machine.Unknown:       {lang.L("Incomplete"), "hourglass", widget.Neutral},
		machine.Placed:        {lang.L("To confirm"), "inbox", widget.Informed},
		machine.Confirmed:     {lang.L("Unpaid"), "banknote", widget.Careful},
		machine.Paid:          {lang.L("To ship"), "package", widget.Informed},
		machine.PartlyShipped: {lang.L("Partly shipped"), "truck", widget.Informed},
		machine.Shipped:       {lang.L("Shipped"), "truck", widget.Fine},
		machine.Completed:     {lang.L("Completed"), "check", widget.Neutral},
		machine.Cancelled:     {lang.L("Cancelled"), "ban", widget.Neutral},
		machine.Declined:      {lang.L("Declined"), "x", widget.Neutral},
		machine.Refunded:      {lang.L("Paid back"), "rotate-ccw", widget.Neutral},
		machine.Disputed:      {lang.L("In dispute"), "triangle-alert", widget.Broken},
		machine.Decided:       {lang.L("Decided"), "shield-check", widget.Neutral},
		machine.Failed:        {lang.L("Not taken"), "circle-alert", widget.Broken},
	}
}

// age says how long ago something was.
func age(d time.Duration) string {
	switch {
	case d < time.Hour:
		n := max(0, int(d/time.Minute))
		return lang.N("{{.N}} min", n, words{"N": n})
	case d < 24*time.Hour:
		return lang.L("{{.N}} h", words{"N": int(d / time.Hour)})
	}
	n := int(d / (24 * time.Hour))
	return lang.N("{{.N}} days", n, words{"N": n})
}

// moment is the time of today, or the day of any other.
func moment(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return dates.Past(t, now)
}

// items lists the lines of an order.
func items(lines []terms.Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, strconv.Itoa(int(l.Quantity))+" × "+titleOf(l))
	}
	return widget.Brief(strings.Join(all, ", "))
}

// titleOf is the name of a line with what was chosen.
func titleOf(l terms.Line) string {
	all := []string{widget.Brief(l.Title)}
	for _, o := range l.Options {
		all = append(all, widget.Brief(o.Choice))
	}
	return strings.Join(all, ", ")
}

// way is how an event gets to the others.
type way struct {
	word, icon string
	tone       widget.Tone
}

// wayOf is that of the copy which is least far.
func wayOf(copies []order.Copy) (w way) {
	worst := 99
	for _, c := range copies {
		far, one := wayOfOne(c)
		if far < worst {
			worst, w = far, one
		}
	}
	return w
}

func wayOfOne(c order.Copy) (far int, w way) {
	switch c.State {
	case delivery.Failed:
		return 0, way{lang.L("failed"), "circle-alert", widget.Broken}
	case delivery.Expired:
		return 1, way{lang.L("expired"), "circle-alert", widget.Broken}
	case delivery.Waiting:
		return 2, way{lang.L("waits for keys"), "key-round", widget.Neutral}
	case delivery.Queued:
		return 3, way{lang.L("on the way"), "clock", widget.Neutral}
	case delivery.Stored:
		return 4, way{lang.L("held by {{.N}}", words{"N": len(c.Held)}), "package", widget.Neutral}
	case delivery.Read:
		return 6, way{lang.L("read"), "check-check", widget.Informed}
	}
	return 5, way{lang.L("delivered"), "check-check", widget.Neutral}
}

// lastOwn is the newest event of somebody.
func lastOwn(s machine.State, by machine.Role) (e machine.Entry, ok bool) {
	for _, x := range s.Timeline {
		if x.By == by {
			e, ok = x, true
		}
	}
	return e, ok
}
