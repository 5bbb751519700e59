package storage

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
)

// bytes is a size in words.
func bytes(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KiB"
	}
	return strconv.FormatInt(n, 10) + " B"
}

// date is the day in the zone that times are shown in.
func (p *Page) date(t time.Time) string {
	now := p.o.Now()
	return dates.Past(t.In(now.Location()), now)
}

// until is a day to come, with its year.
func (p *Page) until(t time.Time) string { return dates.Full(t.In(p.o.Now().Location())) }

// moment is exact for today.
func (p *Page) moment(t time.Time) string {
	now := p.o.Now()
	t = t.In(now.Location())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return dates.Past(t, now)
}

// items says how much of what is sealed: messages, but also receipts and pictures.
func items(n int) string { return lang.N("{{.N}} items", n, words{"N": n}) }
