package pay

import (
	"errors"
	"strings"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// The coffee of BOLT 11: an invoice over 2,500 millionths of a bitcoin.
const coffee = "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh"

// The link of LUD 01.
const service = "LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NYD3HXQURZEPEXEJXXEPNXSCRVWFNV9NXZCN9XQ6XYEFHVGCXXCMYXYMNSERXFQ5FNS"

var (
	eur  = money.Currency{Code: "EUR", Decimals: 2}
	btc  = money.Currency{Code: "BTC", Decimals: 8}
	sats = money.Currency{Code: "SATS"}
)

// What all methods keep to: they have names of their own, ask with the number of the order
// unless the merchant wants another reference, refuse what no event holds, and tell how far a
// payment is.
func TestEachMethod(t *testing.T) {
	to := map[string]string{"lightning": "shop@wallet.example", "link": "https://pay.example/7"}
	names := map[string]bool{}
	for _, m := range Methods() {
		where := to[m.Name()]
		if where == "" {
			where = "PT50 0002 0123"
		}
		if names[m.Name()] || Named(m.Name()) != m {
			t.Errorf("%s is not found by its name", m.Name())
		}
		names[m.Name()] = true
		w, err := m.Ask(Bill{Number: "7XK2", Currency: eur, Due: 9600, To: " " + where + "\n"})
		if err != nil || w != (event.Way{Method: m.Name(), To: where, Reference: "7XK2"}) {
			t.Errorf("%s asks %+v: %v", m.Name(), w, err)
		}
		w, err = m.Ask(Bill{Number: "7XK2", Called: "At the door", Reference: "red", Currency: eur, Due: 9600, To: where})
		if err != nil || w != (event.Way{Method: "At the door", To: where, Reference: "red"}) {
			t.Errorf("%s asks %+v: %v", m.Name(), w, err)
		}
		if _, err = m.Ask(Bill{To: "https://pay.example/" + strings.Repeat("a", event.MaxTo)}); err == nil {
			t.Errorf("%s asks for more than fits", m.Name())
		}
		v := m.View(machine.State{Money: machine.Money{Total: 9600, Noted: 5000, Paid: 4000, Due: 5600}, Due: machine.Due{Pay: time.Unix(7, 0)}})
		if v != (View{Target: 9600, Noted: 5000, Seen: 4000, Remaining: 5600, Expires: time.Unix(7, 0)}) {
			t.Errorf("%s tells %+v", m.Name(), v)
		}
	}
	if Named("by pigeon") != (Manual{}) {
		t.Error("what nobody knows is not settled by people")
	}
}

func TestWhatCannotBePaidIsNotAskedFor(t *testing.T) {
	for want, all := range map[error]map[string]Bill{
		ErrMissing: {"manual": {To: " "}, "bank": {}, "link": {}, "lightning": {}},
		ErrLong:    {"bank": {To: strings.Repeat("a", event.MaxTo+1)}, "cash": {To: strings.Repeat("a", event.MaxTo+1)}},
		ErrLink:    {"link": {To: "pay me"}},
		ErrInvoice: {"lightning": {To: coffee[:len(coffee)-1]}},
		ErrAmount:  {"lightning": {To: coffee, Currency: btc, Due: 250001}},
	} {
		for name, b := range all {
			if w, err := Named(name).Ask(b); !errors.Is(err, want) {
				t.Errorf("%s asks %+v of %.20q: %v, not %v", name, w, b.To, err, want)
			}
		}
	}
	if _, err := Named("cash").Ask(Bill{}); err != nil {
		t.Errorf("cash needs a place: %v", err)
	}
	for _, c := range []money.Currency{btc, sats} {
		if _, err := Named("lightning").Ask(Bill{To: "LIGHTNING:" + strings.ToUpper(coffee), Currency: c, Due: 250000}); err != nil {
			t.Errorf("an invoice over what is due in %s: %v", c.Code, err)
		}
	}
	if _, err := Named("lightning").Ask(Bill{To: coffee, Currency: eur, Due: 9600}); err != nil {
		t.Errorf("nobody knows what a bitcoin costs: %v", err)
	}
}

// A letter that is another, or missing, is seen.
func TestInvoicesAreWhole(t *testing.T) {
	for _, s := range []string{coffee, strings.ToUpper(coffee), service, "lightning:" + coffee} {
		if FormOf(s) != Invoice {
			t.Errorf("%.20q is none", s)
		}
	}
	for i := range coffee[4:] {
		other := coffee[:4+i] + "q" + coffee[5+i:]
		if other != coffee && FormOf(other) == Invoice || FormOf(coffee[:4+i]) == Invoice {
			t.Errorf("another letter at %d is not seen", 4+i)
		}
		if Of(other) != (Lightning{}) {
			t.Errorf("another letter at %d makes it words", 4+i)
		}
	}
}

func TestAmountsOfInvoices(t *testing.T) {
	for s, want := range map[string]uint64{"lnbc2500u1q": 250_000_000, "lnbc20m1q": 2_000_000_000, "lnbc9678785340p1q": 967_878_534, "lnbc25n1q": 2_500, "lnbc21q": 200_000_000_000} {
		if n, ok := millisats(s); !ok || n != want {
			t.Errorf("%s is over %d, %v", s, n, ok)
		}
	}
	for _, s := range []string{"", "lnbc1q", "lnbcm1q", "lnbc2x1q", "lnbc99999999999999991q", "lnurl1q"} {
		if n, ok := millisats(s); ok {
			t.Errorf("%s is over %d", s, n)
		}
	}
}

func TestForms(t *testing.T) {
	for s, want := range map[string]Form{
		"https://pay.example/7?a=b": Page, "http://pay.example": Page, " https://pay.example ": Page, "bitcoin:bc1qxy?amount=0.1": Wallet, "BITCOIN:BC1QXY": Wallet,
		"BCD\n002\n1\nSCT\n\nAtelier Norte\nPT50000201231234567890154\nEUR96\n": Giro,
		"": Words, "PT50 0002": Words, "pay at https://pay.example": Words, "javascript:alert(1)": Words, "file:///etc/passwd": Words,
		"https://bank.example@evil.example/": Words, "https://": Words, "bitcoin:": Words, "shop@wallet.example": Words, "Bank: PT50": Words,
	} {
		if got := FormOf(s); got != want {
			t.Errorf("%q is %d, not %d", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"Pay at <https://pay.example/7>, please.": "https://pay.example/7", "https://pay.example": "https://pay.example", "PT50 0002": "", "see javascript:alert(1)": "",
	} {
		if got := PageIn(s); got != want {
			t.Errorf("%q leads to %q", s, got)
		}
	}
}
