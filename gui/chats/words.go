package chats

import (
	"context"
	"errors"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
)

type words = map[string]any

// clock is the time of day.
func clock(t time.Time) string { return t.Format("15:04") }

// day names the day of a separator or a row.
func (p *Page) day(t time.Time) string {
	now := p.o.Now()
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days <= 0:
		return lang.L("Today")
	case days == 1:
		return lang.L("Yesterday")
	}
	return dates.Past(t, now)
}

func daysBetween(a, b time.Time) int {
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(b).Sub(midnight(a)).Hours() / 24)
}

// brief is the time in the people list: the clock today, else the day.
func (p *Page) brief(t time.Time) string {
	now := p.o.Now()
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case t.IsZero():
		return ""
	case days <= 0:
		return clock(t)
	case days == 1:
		return lang.L("Yesterday")
	case days < 7:
		return lang.L(t.Format("Mon"))
	}
	return dates.Day(t)
}

// moment is a day and a time within a sentence: "14:05", "yesterday 22:52", "3 Nov".
func (p *Page) moment(t time.Time) string {
	now := p.o.Now()
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days <= 0:
		return clock(t)
	case days == 1:
		return lang.L("yesterday {{.Time}}", words{"Time": clock(t)})
	}
	return dates.Day(t)
}

// presence says whether somebody is there.
func (p *Page) presence(x person) string {
	switch {
	case x.blocked():
		return lang.L("blocked")
	case !x.known:
		return lang.L("not a contact yet")
	case x.contact.Online:
		return lang.L("online")
	case x.contact.LastSeen.IsZero():
		return lang.L("not seen yet")
	}
	return lang.L("last seen {{.When}}", words{"When": p.moment(x.contact.LastSeen)})
}

// Problem says an error in the user's language.
func Problem(err error) string {
	known := []struct {
		err  error
		word string
	}{
		{chat.ErrTooLong, lang.L("The message is longer than 20,000 bytes.")},
		{chat.ErrNotUTF8, lang.L("The text has bytes that are no letters.")},
		{chat.ErrSelf, lang.L("This is your own link.")},
		{contact.ErrSelf, lang.L("This is your own link.")},
		{contact.ErrUnknown, lang.L("This person is not known here.")},
		{contact.ErrBlocked, lang.L("This person is blocked.")},
		{contact.ErrManyOut, lang.L("There are 10,000 blocked people already.")},
		{contact.ErrCode, lang.L("This is no code of a safety number.")},
		{contact.ErrOther, lang.L("This code belongs to two other people.")},
		{contact.ErrOwnCode, lang.L("This is your own code. The one from their screen is needed.")},
		{contact.ErrNumber, lang.L("The numbers differ. Somebody may stand between you: do not write anything that matters.")},
		{contact.ErrName, lang.L("A name has 1 to 64 bytes.")},
		{messaging.ErrNodeAddr, lang.L("This is no address of a push node: it ends in /p2p/ and a peer ID.")},
		{messaging.ErrOwnNode, lang.L("This is your own peer ID: a push node is another machine.")},
		{messaging.ErrNoAnswer, lang.L("does not answer")},
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	return err.Error()
}

// fail tells the user what went wrong; what was cancelled needs no word.
func (p *Page) fail(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		p.o.Notice(Problem(err))
	}
}

// protection says which keys a message was sealed with; "" while it is not.
func protection(m chat.Message) string {
	switch {
	case m.State == delivery.Waiting:
		return ""
	case m.Healed == 0:
		return lang.L("First contact: signed, with the keys on the card")
	case m.Healed == 1:
		return lang.L("In your session, with new keys")
	}
	return lang.L("In your session; messages since new keys: {{.N}}", words{"N": strconv.Itoa(int(m.Healed) - 1)})
}
