package chats

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/web"
	"restante/gui/widget"
	"restante/messaging/card"
	"restante/messaging/storefront"
)

// Limits of what is searched and offered of one message: a peer chooses what it says.
const (
	maxSought = 4096 // bytes
	maxLinks  = 5
	plainLink = 40 // letters of a restante: link that are shown: it is for programs
	plainHost = 30 // letters of a host on a button
)

// schemes are what a link begins with; a text without them is not searched.
var (
	schemes  = []string{"http://", "https://", card.Scheme}
	linkForm = regexp.MustCompile(`(?:https?://|` + card.Scheme + `)[^\s<>"“”«»]+`)
)

// link is what a message leads to: a page, a person or a shop.
type link struct {
	address string
	deed    widget.Deed
}

// linksIn finds what a text leads to. What is written there is all that is offered:
// nothing hides behind other words.
func linksIn(text string) (all []link) {
	if !slices.ContainsFunc(schemes, func(s string) bool { return strings.Contains(text, s) }) {
		return nil
	}
	for _, found := range linkForm.FindAllString(sought(text), maxLinks) {
		if l, ok := linkTo(withoutStop(found)); ok && !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	return all
}

// sought is as much of a text as is searched, without half a link at its end.
func sought(text string) string {
	if len(text) <= maxSought {
		return text
	}
	return text[:max(0, strings.LastIndexAny(text[:maxSought], " \t\n"))]
}

// withoutStop takes off what ends the sentence around a link.
func withoutStop(s string) string {
	s = strings.TrimRight(s, ".,;:!?'’…")
	if strings.HasSuffix(s, ")") && !strings.Contains(s, "(") {
		s = strings.TrimRight(s, ").,;:!?")
	}
	return s
}

func linkTo(address string) (link, bool) {
	if host, ok := web.Host(address); ok {
		return link{address, widget.Deed{Word: lang.L("Open {{.Host}}", words{"Host": end(host)}), Icon: "globe"}}, true
	}
	if _, err := storefront.ParseLink(address); err == nil {
		return link{address, widget.Deed{Word: lang.L("Visit the shop"), Icon: "store"}}, true
	}
	if card.IsLink(address) {
		return link{address, widget.Deed{Word: lang.L("Add this person"), Icon: "user-round"}}, true
	}
	return link{}, false
}

// shortened leaves out most of long restante: links. Addresses of the web stay whole:
// somebody may want to read them.
func shortened(text string) string {
	return linkForm.ReplaceAllStringFunc(text, func(found string) string {
		if r := []rune(found); strings.HasPrefix(found, card.Scheme) && len(r) > plainLink {
			return string(r[:plainLink]) + "…"
		}
		return found
	})
}

// whole is what somebody wrote.
func whole(m widget.Message) string { return cmp.Or(m.Whole, m.Text) }

// end is the end of a host: who owns it stands there, not in front.
func end(host string) string {
	if r := []rune(host); len(r) > plainHost {
		return "…" + string(r[len(r)-plainHost:])
	}
	return host
}

// follow goes where a link leads, after a question.
func (t *talk) follow(l link) {
	if _, ok := web.Host(l.address); ok {
		web.Ask(t.page.o.Canvas(), l.address, t.page.o.Browse)
		return
	}
	if _, err := storefront.ParseLink(l.address); err != nil {
		t.page.o.Follow(l.address) // which asks itself
		return
	}
	widget.Ask(t.page.o.Canvas(), widget.Question{Title: lang.L("Visit the shop?"), Yes: lang.L("Visit the shop"), No: lang.L("Cancel"),
		Text: lang.L("Its owner, or who keeps it while they sleep, learns that somebody looks at it, and from which address on the network."),
		Do: func(_ string, done func(string)) {
			done("")
			t.page.o.Follow(l.address)
		}})
}

// act does what the button of a message says.
func (t *talk) act(id string) {
	m, ok := t.view.Message(id)
	switch all := linksIn(whole(m)); {
	case !ok:
	case m.Mark == widget.Failed:
		t.sendAgain(id)
	case len(all) > 0:
		t.follow(all[0])
	}
}

// leads are the links of a message as a menu has them.
func (t *talk) leads(m widget.Message) (items []*fyne.MenuItem) {
	for _, l := range linksIn(whole(m)) {
		items = append(items, fyne.NewMenuItem(l.deed.Word, func() { t.follow(l) }))
	}
	return items
}
