package pay

import (
	"strings"

	"restante/messaging/money"
)

const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l" // of bech32 (BIP 173)

// bare is what a wallet reads: without the name of its link, in small letters.
func bare(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	return strings.TrimPrefix(text, "lightning:")
}

// begins tells what wants to be an invoice, a link of a wallet's service or an offer.
func begins(s string) bool {
	return len(strings.Fields(s)) == 1 && (strings.HasPrefix(s, "lnbc") || strings.HasPrefix(s, "lnurl1") || strings.HasPrefix(s, "lno1"))
}

// isInvoice tells whether it is one, all of it.
func isInvoice(text string) bool {
	s := bare(text)
	if strings.HasPrefix(s, "lno1") {
		return len(s) > 20 && strings.Trim(s[4:], charset) == "" // offers have no checksum
	}
	return begins(s) && whole(s)
}

// Once tells whether a text is good for one payment only, as an invoice is: offers and
// addresses take many.
func Once(to string) bool { return isInvoice(to) && strings.HasPrefix(bare(to), "lnbc") }

// isAddress tells one that is written like that of a mail.
func isAddress(text string) bool {
	s := bare(text)
	user, host, found := strings.Cut(s, "@")
	return found && user != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(s, " \n\t/:,;") && !strings.Contains(host, "@")
}

// whole tells whether the checksum of a bech32 text is right: then all of it is there.
func whole(s string) bool {
	at := strings.LastIndexByte(s, '1')
	if at < 1 || len(s)-at-1 < 6 {
		return false
	}
	sum := uint32(1)
	for _, c := range []byte(s[:at]) {
		sum = step(sum) ^ uint32(c>>5)
	}
	sum = step(sum)
	for _, c := range []byte(s[:at]) {
		sum = step(sum) ^ uint32(c&31)
	}
	for _, c := range []byte(s[at+1:]) {
		v := strings.IndexByte(charset, c)
		if v < 0 {
			return false
		}
		sum = step(sum) ^ uint32(v)
	}
	return sum == 1
}

// step is that of the polynomial over which the checksum is computed.
func step(sum uint32) uint32 {
	top := sum >> 25
	sum = (sum & 0x1ffffff) << 5
	for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}

// bitcoin and its parts that an invoice may count in, in tenths of a thousandth of a satoshi.
const bitcoin = 1e12

var parts = map[byte]uint64{'m': bitcoin / 1e3, 'u': bitcoin / 1e6, 'n': bitcoin / 1e9, 'p': bitcoin / 1e12}

// millisats is the amount of an invoice in thousandths of a satoshi, if it names one.
func millisats(text string) (n uint64, ok bool) {
	s := bare(text)
	at := strings.LastIndexByte(s, '1')
	if !strings.HasPrefix(s, "lnbc") || at < 5 || at > 4+16 {
		return 0, false
	}
	amount := s[4:at]
	unit, count := uint64(bitcoin), amount
	if of, known := parts[amount[len(amount)-1]]; known {
		unit, count = of, amount[:len(amount)-1]
	}
	for _, c := range []byte(count) {
		if c < '0' || c > '9' || n > money.Max {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	if count == "" || n > money.Max/unit*10 {
		return 0, false
	}
	return n * unit / 10, true
}

// fits tells whether an invoice is over what is due: in a currency other than its own
// nobody here can say.
func fits(millisats uint64, b Bill) bool {
	switch b.Currency.Code {
	case "BTC", "SATS": // both are counted in satoshis
		return millisats == uint64(b.Due)*1000
	}
	return true
}
