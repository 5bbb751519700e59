package chats

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/unicode/norm"

	"restante/gui/widget"
)

// filter is a chip above the list.
type filter int

const (
	everybody filter = iota
	unread
	requests
	underWay // the last message has not arrived yet
)

func newChips(chosen func(int)) *widget.Chips {
	return widget.NewChips([]string{lang.L("All"), lang.L("Unread"), lang.L("Requests"), lang.L("Waiting")}, chosen)
}

func (f filter) shows(x person) bool {
	switch f {
	case unread:
		return x.last.Unread > 0
	case requests:
		return x.request()
	case underWay:
		return x.talked && x.last.Outgoing && !x.last.State.Final()
	}
	return true
}

// key is what a search looks at: lower case, without accents.
type key struct{ name, line, id string }

func keyOf(x person) key { return key{plain(x.name), plain(x.line), strings.ToLower(x.id.String())} }

// plain makes letters comparable: "Tomás" is found by "tomas".
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// hit is how well a search finds somebody.
type hit int

const (
	miss  hit = iota
	said      // in the last message
	named     // in the name, or it is the peer ID
)

func (k key) find(search string) hit {
	switch {
	case strings.Contains(k.name, search), k.id == search:
		return named
	case strings.Contains(k.line, search):
		return said
	}
	return miss
}
