package orders

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// safePage is the address of a page, if it leads where it says: over the web, to a host
// that is written in plain letters, with no name before it that looks like one.
func safePage(address string) (host string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Hostname() == "" {
		return "", false
	}
	foreign := func(r rune) bool { return r <= ' ' || r > '~' }
	return u.Host, !strings.ContainsFunc(u.Host, foreign)
}

// askBrowse opens a page in the browser, if the user says so: whoever has it learns that
// somebody looks, and from where.
func (p *Page) askBrowse(address string) {
	host, ok := safePage(address)
	if !ok {
		return
	}
	text := lang.L("It opens in your browser. {{.Host}} learns that somebody looks at it, and from which address on the network.", words{"Host": host}) + "\n\n" + widget.Brief(address)
	q := widget.Question{Title: lang.L("Open this page?"), Text: text, Yes: lang.L("Open the page"), No: lang.L("Cancel")}
	q.Do = func(_ string, done func(string)) {
		if p.o.Browse == nil || p.o.Browse(address) != nil {
			done(lang.L("No browser opened."))
			return
		}
		done("")
	}
	widget.Ask(p.o.Canvas(), q)
}
