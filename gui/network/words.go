package network

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
)

type words = map[string]any

// date is a day of the month in words.
func date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return dates.Day(t)
}

// date is the day in the zone that times are shown in.
func (p *Page) date(t time.Time) string { return date(t.In(p.o.Now().Location())) }

// next says when something is tried again; "" where that is not known.
func (p *Page) next(t time.Time) string {
	now := p.o.Now()
	t = t.In(now.Location())
	switch {
	case t.Unix() <= 0:
		return ""
	case !t.After(now):
		return lang.L("trying now")
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return lang.L("next try {{.When}}", words{"When": t.Format("15:04")})
	}
	return lang.L("next try {{.When}}", words{"When": date(t)})
}

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
