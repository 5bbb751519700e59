// Package web opens pages that others name in the user's browser, after a question.
//
//	web.Ask(canvas, "https://track.example/7", open) // "Open this page?", and who learns of it
//
// Why a question: whoever has the page learns that somebody looks at it, and from which
// address. Chats with people hide that address where they can, so a click may not give
// it away unasked. What is not plainly an address of the web, [Host] refuses.
package web

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

const maxHost = 253 + len(":65535") // RFC 1035, and a port

// Host is where a page is, if its address leads where it says: over the web, to a host
// that is written in plain letters, with no name before it that looks like one.
func Host(address string) (host string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Hostname() == "" {
		return "", false
	}
	if len(u.Host) > maxHost {
		return "", false
	}
	foreign := func(r rune) bool { return r <= ' ' || r > '~' }
	return u.Host, !strings.ContainsFunc(u.Host, foreign)
}

// Ask opens a page with open, if the user says so over canvas. An address without a
// [Host] is not asked about and not opened.
func Ask(canvas fyne.Canvas, address string, open func(string) error) {
	host, ok := Host(address)
	if !ok {
		return
	}
	text := lang.L("It opens in your browser. {{.Host}} learns that somebody looks at it, and from which address on the network.", map[string]any{"Host": host})
	widget.Ask(canvas, widget.Question{Title: lang.L("Open this page?"), Text: text + "\n\n" + widget.Brief(address), Yes: lang.L("Open the page"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) {
			if open == nil || open(address) != nil {
				done(lang.L("No browser opened."))
				return
			}
			done("")
		}})
}
