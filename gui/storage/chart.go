package storage

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	core "restante/offline/storage"
)

// chart is how much lay where: a bar for each day, or for each week, in parts by place.
type chart struct {
	from   time.Time
	each   int // days of a bar
	places []place
	bars   [][]int64 // by the number of the place
}

// place is one of the parts of a bar.
type place struct {
	account, name string
	ink           fyne.ThemeColorName
}

// inks tell accounts apart, by the order in which they were added.
var inks = []fyne.ThemeColorName{widget.Accent, widget.Good, widget.Warn, widget.Bad}

// left is the place of what lay at accounts that are gone.
const left = "gone"

// chart gathers so many days up to now; a bar of several shows the last that is known.
func (s *state) chart(days, each int) chart {
	n := (days + each - 1) / each
	c := chart{from: s.today.AddDate(0, 0, 1-n*each), each: each, bars: make([][]int64, n), places: s.places()}
	for i := range c.bars {
		c.bars[i] = make([]int64, len(c.places))
	}
	last := make([]time.Time, n)
	for _, d := range append(slices.Clone(s.days), s.now()...) {
		i := int(d.Date.Sub(c.from)/(24*time.Hour)) / each
		if d.Date.Before(c.from) || i >= n {
			continue
		}
		if d.Date.After(last[i]) {
			last[i] = d.Date
			clear(c.bars[i])
		}
		c.put(i, d)
	}
	return c
}

// now is what lies where at this moment, in place of what was noted today.
func (s *state) now() []core.Day {
	at := s.today.Add(time.Second) // after what was noted
	all := []core.Day{{Date: at, Account: here, Bytes: s.here.Bytes}}
	for _, a := range s.accounts {
		all = append(all, core.Day{Date: at, Account: a.ID, Bytes: a.Bytes})
	}
	return all
}

func (c *chart) put(bar int, d core.Day) {
	i := slices.IndexFunc(c.places, func(p place) bool { return p.account == d.Account })
	if i < 0 {
		i = slices.IndexFunc(c.places, func(p place) bool { return p.account == left })
	}
	c.bars[bar][i] += d.Bytes
}

// places are this computer, the accounts as they were added, and what is gone.
func (s *state) places() []place {
	all := []place{{here, lang.L("This computer"), widget.Control}}
	accounts := slices.Clone(s.accounts)
	slices.SortStableFunc(accounts, func(a, b core.Account) int { return a.Added.Compare(b.Added) })
	for i, a := range accounts {
		all = append(all, place{a.ID, widget.Clean(a.Title), inks[i%len(inks)]})
	}
	known := func(d core.Day) bool {
		return slices.ContainsFunc(all, func(p place) bool { return p.account == d.Account })
	}
	if slices.ContainsFunc(s.days, func(d core.Day) bool { return !known(d) }) {
		all = append(all, place{left, lang.L("Accounts you left"), widget.Muted})
	}
	return all
}

// top is the highest bar, and when it was.
func (c *chart) top() (most int64, at time.Time) {
	for i, b := range c.bars {
		if n := sum(b); n > most {
			most, at = n, c.from.AddDate(0, 0, (i+1)*c.each-1)
		}
	}
	return most, at
}

func sum(all []int64) (n int64) {
	for _, x := range all {
		n += x
	}
	return n
}
