package money

import (
	"errors"
	"strings"
	"testing"
)

// iso4217 is the list of the standard, by decimals, without metals and codes for tests.
var iso4217 = map[uint8]string{
	0: `BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF`,
	2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
		CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ
		GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD
		MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON
		RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS
		UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
	3: `BHD IQD JOD KWD LYD OMR TND`,
	4: `CLF UYW`,
}

func TestDecimalsAreThoseOfTheStandard(t *testing.T) {
	n := 0
	for decimals, codes := range iso4217 {
		for _, code := range strings.Fields(codes) {
			if c, err := Known(code); err != nil || c != (Currency{code, decimals}) {
				t.Errorf("%s: %+v, %v; want %d decimals", code, c, err, decimals)
			}
			n++
		}
	}
	if n != 165 {
		t.Errorf("%d codes in the list", n)
	}
}

func TestCoins(t *testing.T) {
	for code, decimals := range map[string]uint8{"BTC": 8, "SATS": 0, "LTC": 8, "BCH": 8, "DOGE": 8, "ETH": 9, "XMR": 12} {
		if c, err := Known(code); err != nil || c.Decimals != decimals {
			t.Errorf("%s: %+v, %v", code, c, err)
		}
	}
}

func TestCheckOfCurrencies(t *testing.T) {
	for c, good := range map[Currency]bool{
		{"EUR", 2}: true, {"EUR", 3}: false, {"eur", 2}: false, {"Eur", 2}: false,
		{"AFN", 2}: true, {"AFN", 0}: false, {"BTC", 8}: true, {"BTC", 2}: false,
		{"NEWCOIN", 4}: true, {"NEWCOIN", 12}: true, {"NEWCOIN", 13}: false, {"C0IN", 0}: true,
		{"", 0}: false, {"AB", 2}: false, {"ABCDEFGHIJK", 2}: false, {"ÄBC", 2}: false, {"A B", 2}: false,
		{"XXX", 2}: false, {"XTS", 2}: false, {"A\x00B", 2}: false,
	} {
		if err := c.Check(); (err == nil) != good || err != nil && !errors.Is(err, ErrCurrency) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestUnknownCurrencies(t *testing.T) {
	for _, code := range []string{"", "eur", "XXX", "XTS", "NEWCOIN", "ABC", "EURO", "\xff\xff\xff"} {
		if c, err := Known(code); !errors.Is(err, ErrCurrency) {
			t.Errorf("%q: %+v, %v", code, c, err)
		}
	}
}
