package storage

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	core "restante/offline/storage"
)

const (
	thousand = 1000
	gigabyte = 1_000_000_000 // as providers count
)

// monthly is what some bytes cost in a month, in thousandths of the currency's unit:
// never less than it is, and exact, as money is not counted in fractions of two.
func monthly(size, price int64) int64 {
	hi, lo := bits.Mul64(uint64(max(0, size)), uint64(max(0, price)))
	whole, rest := bits.Div64(hi, lo, gigabyte)
	if rest > 0 {
		whole++
	}
	return int64(whole)
}

// money says an amount of thousandths: two digits behind the point, or three where
// they are needed.
func money(thousandths int64, currency string) string {
	s := fmt.Sprintf("%d.%03d", thousandths/thousand, thousandths%thousand)
	return strings.TrimSpace(strings.TrimSuffix(s, "0") + " " + currency)
}

// cost says what an account costs now; "" without a price.
func cost(a core.Account) string {
	if a.Price == 0 {
		return ""
	}
	m := monthly(a.Bytes, a.Price)
	if m == 1 && a.Bytes > 0 {
		return lang.L("at most {{.Sum}} a month now", words{"Sum": money(m, a.Currency)})
	}
	return lang.L("{{.Sum}} a month now", words{"Sum": money(m, a.Currency)})
}

// What is wrong with an amount that somebody typed.
var (
	errAmount = errors.New("no amount")
	errDigits = errors.New("more than three digits behind the point")
)

// thousandths reads an amount; "" is none. A comma does as well as a point.
func thousandths(text string) (int64, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, ",", "."))
	if text == "" {
		return 0, nil
	}
	whole, behind, _ := strings.Cut(text, ".")
	switch {
	case whole+behind == "":
		return 0, errAmount
	case len(behind) > 3:
		return 0, errDigits
	}
	n, err := strconv.ParseUint(whole+behind+"000"[len(behind):], 10, 42)
	if err != nil {
		return 0, errAmount
	}
	return int64(n), nil
}

// price reads what a gigabyte costs.
func price(text string) (int64, error) {
	n, err := thousandths(text)
	if n > core.MaxPrice {
		return 0, errAmount
	}
	return n, err
}

// mebibytes reads a limit.
func mebibytes(text string) (int64, error) {
	n, err := thousandths(text)
	return n << 20 / thousand, err
}

// inMebibytes says a limit, to a thousandth; "" is none.
func inMebibytes(n int64) string {
	if n == 0 {
		return ""
	}
	t := max(1, n>>20*thousand+n%(1<<20)*thousand>>20)
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%03d", t/thousand, t%thousand), "0"), ".")
}
