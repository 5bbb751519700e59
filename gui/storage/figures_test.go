package storage

import (
	"math"
	"slices"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/messaging/delivery"
	"restante/offline/outbox"
	"restante/offline/provider"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

// Money is exact: a thousandth is rounded up once, whatever the sizes.
func TestMonthly(t *testing.T) {
	for _, c := range []struct{ size, price, want int64 }{
		{0, 23, 0}, {1, 23, 1}, {1_000_000_000, 23, 23}, {1_000_000_001, 23, 24}, {10_000_000_000, 5, 50},
		{1 << 40, 0, 0}, {-5, 23, 0}, {math.MaxInt64, core.MaxPrice, math.MaxInt64}, {9007199254740993, 1000, 9007199255},
	} {
		if got := monthly(c.size, c.price); got != c.want {
			t.Errorf("%d bytes at %d: %d, want %d", c.size, c.price, got, c.want)
		}
	}
}

func TestMoney(t *testing.T) {
	for n, want := range map[int64]string{0: "0.00 EUR", 1: "0.001 EUR", 10: "0.01 EUR", 1234: "1.234 EUR", 2500: "2.50 EUR", 1_000_000: "1000.00 EUR"} {
		if got := money(n, "EUR"); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for text, want := range map[string]int64{"": 0, "5": 5000, "0.023": 23, "0,5": 500, ".1": 100, " 12.34 ": 12340, "1000000": core.MaxPrice} {
		if got, err := price(text); err != nil || got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
		if again, err := price(money(want, "")); err != nil || again != want {
			t.Errorf("%d is read again as %d, %v", want, again, err)
		}
	}
	for _, text := range []string{"a", "-1", "1.2.3", "0.0001", ".", "1000000.001", "99999999999999999999", "1e3"} {
		if got, err := price(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}

// A bar is a day or a week; what is gone has a part of its own, and today is what lies
// there now.
func TestChart(t *testing.T) {
	today := day(guitest.Now)
	s := state{today: today, here: outbox.Holding{Bytes: 7}, accounts: []core.Account{{ID: "a", Holding: outbox.Holding{Bytes: 5}}},
		days: []core.Day{
			{Date: today.AddDate(0, 0, -40), Account: "a", Bytes: 100}, {Date: today.AddDate(0, 0, -2), Account: "old", Bytes: 20},
			{Date: today.AddDate(0, 0, -2), Account: "", Bytes: 1}, {Date: today, Account: "a", Bytes: 1000},
		}}
	c := s.chart(31, 1)
	if len(c.bars) != 31 || !slices.Equal(c.bars[28], []int64{1, 0, 20}) || !slices.Equal(c.bars[30], []int64{7, 5, 0}) || sum(c.bars[29]) != 0 {
		t.Errorf("%v", c.bars)
	}
	if top, at := c.top(); top != 21 || !at.Equal(today.AddDate(0, 0, -2)) {
		t.Errorf("at most %d on %v", top, at)
	}
	c = s.chart(year, 7)
	if n := len(c.bars); n != 53 || !slices.Equal(c.bars[52], []int64{7, 5, 0}) || !slices.Equal(c.bars[47], []int64{0, 100, 0}) {
		t.Errorf("%d bars, %v", n, c.bars)
	}
}

// Addresses that end before the message does are told, others not.
func TestAddressesThatEnd(t *testing.T) {
	w := guitest.Stored()
	m := &w.Talks[guitest.ID("Tomás Rivera")][0]
	m.Custody = append(m.Custody, delivery.Holder{Account: "box", Expires: m.Expires})
	d := newDesk(t, w)
	d.press("Costa bucket")
	d.says("The first ends on 22 Nov")
	d.press("Dropbox")
	d.silent("Addresses")
}

// The window knows every sentence that a kind of provider says of itself.
func TestEverySentenceOfTheKindsIsTranslated(t *testing.T) {
	var all []string
	for _, k := range provider.Kinds {
		if k.Name == "self" {
			continue
		}
		all = append(append(all, k.Title, k.About), k.Sees...)
		for _, f := range k.Fields {
			all = append(append(all, f.Label, f.Hint), f.Choices...)
		}
	}
	for _, err := range []error{depot.ErrAuth, depot.ErrQuota, depot.ErrNoPlace, depot.ErrPermanent} {
		all = append(all, depot.Advice(err))
	}
	for _, s := range all {
		if !slices.Contains(spoken, s) && !slices.Contains(examples, s) {
			t.Errorf("%q is not in the list", s)
		}
	}
	for _, s := range spoken {
		if !slices.Contains(all, s) {
			t.Errorf("nobody says %q", s)
		}
	}
}

// examples are the same in every language.
var examples = []string{"", "Dropbox", "https://s3.eu-central-1.amazonaws.com", "eu-central-1", "restante/", "https://files.example.org",
	"https://api.example.com/psa", "https://up.example.com", "did:web:up.example.com", "did:key:z6Mk…"}

func TestPeriods(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.says("At most 23.0 MiB, on 16 Nov")
	d.press("Year")
	if n := len(d.page.last.chart(year, 7).bars); n != 53 || d.page.history.span.Chosen() != 1 {
		t.Errorf("%d bars", n)
	}
	d.says(d.page.last.today.Add(-371*24*time.Hour).AddDate(0, 0, 1).Format("2 Jan"))
}
