package settings

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/webhook"
)

// standing is how an address does, in a word.
func standing(h webhook.Hook) (string, widget.Tone) {
	switch {
	case h.Paused && h.Why != "":
		return lang.L("Paused"), widget.Broken
	case h.Paused:
		return lang.L("Paused"), widget.Neutral
	case !h.Failing.IsZero():
		return lang.L("Failing"), widget.Careful
	}
	return lang.L("Works"), widget.Fine
}

// howItDoes is the same in a sentence.
func (p *Page) howItDoes(h webhook.Hook) string {
	said := lang.L("Events go there as they happen.")
	switch {
	case h.Paused && strings.Contains(h.Why, "410"):
		said = lang.L("Restante has paused it: it answered 410, so it wants nothing any more.")
	case h.Paused && h.Why != "":
		said = lang.L("Restante has paused it: nothing has arrived there for five days.")
	case h.Paused:
		said = lang.L("You have paused it. Events wait, for 30 days.")
	case !h.Failing.IsZero():
		said = lang.L("Nothing has arrived since {{.Time}}. Restante goes on trying by itself.", words{"Time": p.moment(h.Failing)})
	}
	if h.Waiting > 0 {
		said += " " + lang.N("{{.N}} events wait.", h.Waiting, words{"N": h.Waiting})
	}
	return said
}

// moment is a day and a time of day.
func (p *Page) moment(t time.Time) string {
	t = t.In(p.o.Now().Location())
	return p.day(t) + ", " + t.Format("15:04")
}

// nameOf is what the user calls an address, or its host.
func nameOf(h webhook.Hook) string {
	if h.Description != "" {
		return widget.Brief(h.Description)
	}
	if u, err := url.Parse(h.URL); err == nil && u.Host != "" {
		return widget.Brief(u.Host)
	}
	return widget.Brief(h.URL)
}

// kind is some types of events that go together.
type kind struct {
	word, text string
	has        func(name string) bool
}

func kinds() []kind {
	some := func(all ...string) func(string) bool {
		return func(name string) bool { return slices.Contains(all, name) }
	}
	return []kind{
		{lang.L("Orders"), lang.L("What anybody says about an order, and each of its states"),
			func(name string) bool { return strings.Contains(name, ".order.") }},
		{lang.L("Stock"), lang.L("Few pieces, none, some again"), some(webhook.StockLow, webhook.StockOut, webhook.StockIn)},
		{lang.L("Shop"), lang.L("Visitors see the newest shop"), some(webhook.Published)},
		{lang.L("Messages"), lang.L("That one came, and nothing of it"), some(webhook.MessageCame)},
	}
}

// kindsOf says what an address is told.
func kindsOf(types []string) string {
	if len(types) == 0 {
		types = webhook.Usual()
	}
	var told []string
	for _, k := range kinds() {
		if slices.ContainsFunc(types, k.has) {
			told = append(told, k.word)
		}
	}
	return strings.Join(told, " · ")
}

// answered says how an attempt ended that was no success.
func answered(a webhook.Answer) string {
	if a.Status != 0 {
		return lang.L("It answered {{.Status}}.", words{"Status": a.Status})
	}
	return lang.L("There was no answer: {{.Why}}", words{"Why": widget.Brief(a.Why)})
}

// systemProblem is an error in the user's language.
func systemProblem(err error, other func(error) string) string {
	switch {
	case errors.Is(err, webhook.ErrFar):
		return lang.L("Plain http goes only to this computer and its own network. Use https.")
	case errors.Is(err, webhook.ErrOwn):
		return lang.L("That is Restante’s own API. Choose an address of another program.")
	case errors.Is(err, webhook.ErrURL):
		return lang.L("This is no address: it begins with https:// and names a computer.")
	case errors.Is(err, webhook.ErrAbout):
		return lang.L("The name is too long.")
	case errors.Is(err, webhook.ErrMany):
		return lang.L("There are as many addresses as there can be.")
	case errors.Is(err, webhook.ErrNoHook):
		return lang.L("This address was removed meanwhile.")
	}
	return other(err)
}
