package pay

import (
	"net/url"
	"slices"
	"strings"
)

// Form is what a text is to a program.
type Form uint8

const (
	Words   Form = iota
	Page         // in the web: https://...
	Wallet       // a link that a wallet opens: bitcoin:...
	Invoice      // of the Lightning network
	Giro         // the text of a bank's code (EPC069-12)
)

// wallets are the links that wallets and banks open.
var wallets = []string{"bitcoin", "lightning", "litecoin", "bitcoincash", "dogecoin", "ethereum", "monero", "payto", "upi"}

// FormOf is that of a whole text: with other words around it a link is words.
func FormOf(text string) Form {
	text = strings.TrimSpace(text)
	switch {
	case isInvoice(text):
		return Invoice
	case strings.HasPrefix(text, "BCD\n") && strings.Count(text, "\n") >= 6:
		return Giro
	case isPage(text):
		return Page
	}
	scheme, rest, found := strings.Cut(text, ":")
	if found && rest != "" && len(strings.Fields(text)) == 1 && slices.Contains(wallets, strings.ToLower(scheme)) {
		return Wallet
	}
	return Words
}

// isPage lets pass what a browser may be given.
func isPage(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && len(strings.Fields(text)) == 1
}

// PageIn is the first page in the web that a text names; "" if it names none.
func PageIn(text string) string {
	for _, word := range strings.Fields(text) {
		if word = strings.Trim(word, "()<>,;.\"'"); isPage(word) {
			return word
		}
	}
	return ""
}
