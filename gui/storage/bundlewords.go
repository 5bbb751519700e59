package storage

import (
	"time"

	"fyne.io/fyne/v2/lang"
)

const (
	oneDay = 24 * time.Hour
	none   = "–"
)

// what is in a bundle.
func (b bundle) what() string {
	switch b.kind {
	case "picture":
		return lang.L("Your picture")
	case "grant":
		return lang.L("Permission to leave mail")
	case "order":
		return lang.L("Orders")
	case "order check":
		return lang.L("Comparison of orders")
	case "receipt":
		return lang.L("Receipts")
	case "request":
		return lang.L("Requests for keys")
	}
	if b.n == 1 {
		return lang.L("Message")
	}
	return lang.N("{{.N}} messages", b.n, words{"N": b.n})
}

// age is how long the oldest has waited, in full minutes, hours or days.
func (b bundle) age(now time.Time) string {
	switch d := now.Sub(b.oldest.Truncate(time.Minute)); {
	case b.oldest.Unix() <= 0:
		return none
	case d < time.Hour:
		n := max(0, int(d/time.Minute))
		return lang.N("{{.N}} min", n, words{"N": n})
	case d < oneDay:
		return lang.N("{{.N}} hours", int(d/time.Hour), words{"N": int(d / time.Hour)})
	default:
		return lang.N("{{.N}} days", int(d/oneDay), words{"N": int(d / oneDay)})
	}
}

// remaining is how long something still has.
func remaining(d time.Duration) string {
	if d < oneDay {
		return lang.L("within a day")
	}
	return lang.N("in {{.N}} days", int(d/oneDay), words{"N": int(d / oneDay)})
}
