package statement

import (
	"strings"
	"time"
)

// layouts are how days are written, the likelier ones first. A time of day behind them is
// not read.
var layouts = []string{
	"2006-01-02", "02.01.2006", "2.1.2006", "02.01.06", "2.1.06", "2006/01/02", "2006.01.02", "20060102",
	"02/01/2006", "2/1/2006", "02/01/06", "2/1/06", "02-01-2006", "2-1-2006", "02-01-06",
	"1/2/2006", "01/02/2006", "1/2/06", "01-02-2006",
	"2 Jan 2006", "2 January 2006", "2-Jan-2006", "2-Jan-06", "Jan 2, 2006", "January 2, 2006",
}

// Years of payments; what is before or after is something else than a day.
const (
	firstYear = 1990
	lastYear  = 2200
)

// dayOf cuts the time of day off.
func dayOf(cell string) string {
	cell = strings.TrimSpace(cell)
	day, clock, both := strings.Cut(cell, "T")
	if both && len(day) == len("2006-01-02") && strings.Contains(clock, ":") {
		return day
	}
	for i, word := range strings.Fields(cell) {
		if strings.Contains(word, ":") && i > 0 {
			return strings.Join(strings.Fields(cell)[:i], " ")
		}
	}
	return cell
}

// isDay reports whether a cell is a day, in any way of writing.
func isDay(cell string) bool {
	for _, l := range layouts {
		if reads(l, []string{cell}) {
			return true
		}
	}
	return false
}

// layout is the first way in which all days of a file can be read.
func layout(days []string) (string, error) {
	for _, l := range layouts {
		if reads(l, days) {
			return l, nil
		}
	}
	return "", ErrDays
}

func reads(layout string, days []string) bool {
	for _, d := range days {
		if at, err := time.Parse(layout, d); err != nil || at.Year() < firstYear || at.Year() > lastYear {
			return false
		}
	}
	return true
}
