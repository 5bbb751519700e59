package statement

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Limits of a file.
const (
	MaxSize    = 8 << 20 // bytes
	MaxRows    = 20_000
	MaxColumns = 100
	MaxText    = 600 // bytes of an entry's text; the rest is cut off
)

var (
	ErrLimit   = errors.New("the file is too large")
	ErrHead    = errors.New("no line names a column for the day and one for the amount")
	ErrDays    = errors.New("the days are not all written in one way that is known")
	ErrNumbers = errors.New("some amounts have a decimal comma and some a decimal point")
)

// Entry is money that came in.
type Entry struct {
	Row      int // of the file, from 1
	When     time.Time
	Value    Value
	Currency string // "": the file does not say
	Text     string // who, and what for
	Key      string // the same for the same payment in another file of the bank
}

// Read reads a file; entries are in its order.
func Read(r io.Reader) ([]Entry, error) {
	file, err := decode(r)
	if err != nil {
		return nil, err
	}
	t, err := open(file)
	if err != nil {
		return nil, err
	}
	return t.entries()
}

func (t table) entries() ([]Entry, error) {
	t.rows = slices.DeleteFunc(t.rows, func(l line) bool { return !t.says(l.cells) })
	day, err := layout(t.all(func(row []string) string { return dayOf(t.cell(row, booked, value)) }))
	if err != nil {
		return nil, err
	}
	codes := t.all(t.code)
	mark, err := decimalMark(t.all(func(row []string) string { return t.cell(row, amount, credit, debit) }), three(codes))
	if err != nil {
		return nil, err
	}
	var all []Entry
	seen := make(map[string]int)
	for _, l := range t.rows {
		e, in := t.entry(l, day, mark)
		if !in {
			continue
		}
		seen[e.Key]++
		e.Key = key(e.Key, seen[e.Key])
		all = append(all, e)
	}
	return all, nil
}

// says reports whether a line is a payment, not a sum or a remark.
func (t table) says(row []string) bool {
	return isDay(dayOf(t.cell(row, booked, value))) && isNumber(t.cell(row, amount, credit, debit))
}

// all collects something of each line, where it is there.
func (t table) all(of func([]string) string) (all []string) {
	for _, l := range t.rows {
		if s := of(l.cells); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// code is the currency of a line.
func (t table) code(row []string) string {
	if c := strings.ToUpper(t.cell(row, currency)); isCode(c) {
		return c
	}
	return t.currency
}

func (t table) entry(l line, day string, mark byte) (e Entry, in bool) {
	written := t.cell(l.cells, amount)
	if written == "" {
		written = t.cell(l.cells, credit)
	}
	v, minus, ok := parse(written, mark)
	if !ok || minus || written == "" || v.none() || t.left(l.cells) {
		return e, false
	}
	at, err := time.Parse(day, dayOf(t.cell(l.cells, booked, value)))
	text := t.joined(l.cells, name, text)
	if len(text) > MaxText {
		text = strings.ToValidUTF8(text[:MaxText], "")
	}
	e = Entry{Row: l.at, When: at, Value: v, Currency: t.code(l.cells), Text: strings.ToValidUTF8(text, "\ufffd")}
	e.Key = strings.Join([]string{dayOf(t.cell(l.cells, booked, value)), v.Whole, strings.TrimRight(v.Fraction, "0"), e.Currency, folded(text)}, "\n")
	return e, err == nil
}

// left reports whether a line is one of money that went away, or has not come.
func (t table) left(row []string) bool {
	switch plain(t.cell(row, side)) {
	case "s", "soll", "af", "debet", "d", "dr", "db", "debit", "dbit", "debito", "debe", "dare":
		return true
	}
	state := plain(t.cell(row, state))
	return slices.ContainsFunc([]string{"pending", "revert", "declin", "denied", "fail", "cancel", "refunded", "reversed", "vorgemerkt", "ausstehend", "storn", "abgelehnt", "annul", "refus", "rechaz", "pendiente", "pendente", "attente"},
		func(no string) bool {
			return strings.HasPrefix(state, no) || strings.Contains(state, no) && len(no) > 6
		})
}

// folded is a text that stays the same if a bank breaks its lines elsewhere.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// key is short; the same payment twice on one day has two.
func key(s string, nth int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", nth, s))
	return hex.EncodeToString(sum[:6])
}
