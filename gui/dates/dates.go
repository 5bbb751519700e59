// Package dates says days in the user's language.
//
//	dates.Day(t)        // 21 Nov
//	dates.Full(t)       // 21 Nov 2026
//	dates.Past(t, now)  // 21 Nov, or 12 May 2025 if that was another year
//
// The times are already in the zone that they are shown in.
package dates

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"
)

// Day is a day of the month in words.
func Day(t time.Time) string {
	return lang.L("{{.Day}} {{.Month}}", map[string]any{"Day": t.Day(), "Month": lang.L(t.Format("Jan"))})
}

// Past is a day that may lie years back.
func Past(t, now time.Time) string {
	if t.Year() == now.Year() {
		return Day(t)
	}
	return Full(t)
}

// Full is a day with its year.
func Full(t time.Time) string { return Day(t) + " " + strconv.Itoa(t.Year()) }
