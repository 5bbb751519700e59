package statement

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"restante/messaging/money"
)

var (
	euro = money.Currency{Code: "EUR", Decimals: 2}
	yen  = money.Currency{Code: "JPY"}
	dina = money.Currency{Code: "KWD", Decimals: 3}
)

// reads gives the amounts of a file that has only these, one a line.
func amounts(t *testing.T, code string, cells ...string) ([]Value, error) {
	t.Helper()
	file := "Date;Amount;Currency\n"
	for i, c := range cells {
		file += fmt.Sprintf("2026-11-%02d;%s;%s\n", i+1, c, code)
	}
	all, err := Read(strings.NewReader(file))
	var out []Value
	for _, e := range all {
		out = append(out, e.Value)
	}
	return out, err
}

// How a number is meant is decided by all of the file.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		code  string
		cells []string
		want  string
	}{
		{"EUR", []string{"1.234,50", "7,00"}, "[{1234 50} {7 00}]"},
		{"EUR", []string{"1,234.50", "7.00"}, "[{1234 50} {7 00}]"},
		{"EUR", []string{"1.234", "7,50"}, "[{1234 } {7 50}]"},
		{"EUR", []string{"1,234", "7.50"}, "[{1234 } {7 50}]"},
		{"EUR", []string{"1.234"}, "[{1234 }]"},
		{"KWD", []string{"1.234"}, "[{1 234}]"},
		{"KWD", []string{"1,234.500"}, "[{1234 500}]"},
		{"EUR", []string{"1.234.567"}, "[{1234567 }]"},
		{"EUR", []string{"0,123", "0,12"}, "[{0 123} {0 12}]"},
		{"EUR", []string{"1'234.50", "1 234.5", "1\u202f234.5"}, "[{1234 50} {1234 5} {1234 5}]"},
		{"EUR", []string{"+5,00", "5,00 EUR", "€ 5,00", "5,00 €"}, "[{5 00} {5 00} {5 00} {5 00}]"},
		{"EUR", []string{"5,00-", "-5,00", "(5,00)", "−5,00", "0,00", "5,01"}, "[{5 01}]"},
		{"EUR", []string{"12"}, "[{12 }]"},
		{"EUR", []string{"none", "12.00"}, "[{12 00}]"},
	} {
		if got, err := amounts(t, c.code, c.cells...); fmt.Sprint(got) != c.want || err != nil {
			t.Errorf("%q: %v, %v; want %s", c.cells, got, err, c.want)
		}
	}
	for _, cells := range [][]string{{"1,50", "1.50"}, {"1.234", "1,234"}} {
		if got, err := amounts(t, "EUR", cells...); !errors.Is(err, ErrNumbers) {
			t.Errorf("%q: %v, %v", cells, got, err)
		}
	}
}

func TestValueInUnits(t *testing.T) {
	for _, c := range []struct {
		v    Value
		in   money.Currency
		want money.Amount
		ok   bool
	}{
		{Value{"1234", "50"}, euro, 123450, true}, {Value{"1234", "5"}, euro, 123450, true}, {Value{"0", "05"}, euro, 5, true}, {Value{"1", "500"}, euro, 150, true},
		{Value{"1", "505"}, euro, 0, false}, {Value{"1", "505"}, dina, 1505, true}, {Value{"1234", "00"}, yen, 1234, true}, {Value{"1", "5"}, yen, 0, false},
		{Value{strings.Repeat("9", 40), ""}, euro, 0, false},
	} {
		if got, err := c.v.In(c.in); got != c.want || (err == nil) != c.ok {
			t.Errorf("%v in %s: %d, %v", c.v, c.in.Code, got, err)
		}
	}
}

// days gives the days of a file that has these.
func daysOf(t *testing.T, cells ...string) (string, error) {
	t.Helper()
	file := "Date;Amount\n"
	for _, c := range cells {
		file += c + ";1,50\n"
	}
	all, err := Read(strings.NewReader(file))
	var out []string
	for _, e := range all {
		out = append(out, e.When.Format("2006-01-02"))
	}
	return strings.Join(out, " "), err
}

func TestDays(t *testing.T) {
	for want, cells := range map[string][]string{
		"2026-11-22 2026-01-02": {"2026-11-22", "2026-01-02T10:00:00Z"},
		"2026-11-22":            {"22.11.2026 10:15"},
		"2026-11-22 2026-11-02": {"22.11.26", "02.11.26"},
		"2026-04-03":            {"03/04/2026"},
		"2026-03-04 2026-03-25": {"03/04/2026", "03/25/2026"},
		"2026-04-03 2026-03-25": {"03/04/2026", "25/03/2026"},
		"2026-11-22 2026-11-01": {"22 Nov 2026", "1 Nov 2026"},
		"2026-11-22 ":           {"Nov 22, 2026"},
		"2026-11-21":            {"20261121"},
		"2026-11-20":            {"2026-11-20", "Total", ""},
	} {
		if got, err := daysOf(t, cells...); got != strings.TrimSpace(want) || err != nil {
			t.Errorf("%q: %s, %v", cells, got, err)
		}
	}
	for _, cells := range [][]string{{"13/25/2026", "25/11/2026", "11/25/2026"}, {"2026-11-20", "20.11.2026"}} {
		if got, err := daysOf(t, cells...); !errors.Is(err, ErrDays) {
			t.Errorf("%q: %s, %v", cells, got, err)
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want error
	}{
		"empty":         {"", ErrHead},
		"no head":       {"2026-11-20;5,00\n", ErrHead},
		"no amount":     {"Date;Name\n2026-11-20;x\n", ErrHead},
		"too large":     {strings.Repeat("x", MaxSize+1), ErrLimit},
		"too many rows": {"Date;Amount\n" + strings.Repeat("2026-11-20;1\n", MaxRows), ErrLimit},
		"too wide":      {"Date;Amount" + strings.Repeat(";x", MaxColumns) + "\n", ErrLimit},
	} {
		if all, err := Read(strings.NewReader(c.file)); !errors.Is(err, c.want) || len(all) > 0 {
			t.Errorf("%s: %d entries, %v", name, len(all), err)
		}
	}
}

// Two payments alike on one day are two, in any file that has them.
func TestKeys(t *testing.T) {
	const line = "20.11.2026;Zoë;5,00\n"
	both, err := Read(strings.NewReader("Datum;Name;Betrag\n" + line + line))
	if err != nil || len(both) != 2 || both[0].Key == both[1].Key || both[0].Row != 2 {
		t.Fatalf("%+v, %v", both, err)
	}
	one, err := Read(strings.NewReader("Kontoauszug\n\nDatum;Saldo;Name;Betrag\n20.11.2026;9,00;Zo\u00eb;5,00\n"))
	if err != nil || len(one) != 1 || one[0].Key != both[0].Key || one[0].Row != 4 {
		t.Errorf("%+v, %v", one, err)
	}
}

// Whatever is in a file: it is read within the limits or refused, what is read is an
// amount, and the same file is read the same.
func FuzzRead(f *testing.F) {
	for _, file := range banks {
		f.Add([]byte(file))
	}
	f.Add([]byte("\xff\xfeD\x00a\x00t\x00e\x00"))
	f.Add([]byte("Date,Amount\n2026-11-20,\"1,5\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		all, err := Read(strings.NewReader(string(file)))
		if err != nil && len(all) > 0 || len(all) > MaxRows {
			t.Fatalf("%d entries, %v", len(all), err)
		}
		keys := make(map[string]bool)
		for _, e := range all {
			if e.When.IsZero() || len(e.Text) > MaxText || e.Row < 2 || keys[e.Key] || strings.Trim(e.Value.Whole+e.Value.Fraction, "0123456789") != "" || e.Value.Whole == "" {
				t.Fatalf("%+v", e)
			}
			keys[e.Key] = true
			if a, err := e.Value.In(euro); err == nil && a <= 0 {
				t.Fatalf("%+v is %d", e, a)
			}
		}
		again, _ := Read(strings.NewReader(string(file)))
		if fmt.Sprint(again) != fmt.Sprint(all) {
			t.Fatal("read again it is another")
		}
	})
}
