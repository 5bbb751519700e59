package storage

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

// problem says an error in the user's language, and then in the provider's own words.
func problem(err error) string {
	sentence := sentenceOf(err)
	if sentence == "" {
		return quoted(err.Error())
	}
	if advice := said(depot.Advice(err)); advice != "" {
		sentence += " " + advice
	}
	return sentence + "\n" + quoted(err.Error())
}

func sentenceOf(err error) string {
	var limited *depot.RateLimited
	if errors.As(err, &limited) {
		return lang.L("The provider asks for a pause. Try it again later.")
	}
	for _, k := range []struct {
		err  error
		word string
	}{
		{depot.ErrAuth, lang.L("The provider refuses the account.")},
		{depot.ErrQuota, lang.L("The provider is full.")},
		{depot.ErrNotFound, lang.L("What was put there is not found there.")},
		{depot.ErrTransient, lang.L("The provider does not answer. Is its address right, and are you online?")},
		{depot.ErrNoPlace, lang.L("The bucket is not there any more.")},
		{depot.ErrPermanent, lang.L("The provider will not take it like this.")},
		{core.ErrSame, lang.L("This place is connected already. Choose “Connect again” at the account that has it.")},
		{core.ErrElsewhere, lang.L("This is another place than the account’s. Add another account for it.")},
		{core.ErrTooMany, lang.L("There are as many accounts as there can be. Leave one first.")},
		{core.ErrUnknown, lang.L("This account is gone.")},
		{core.ErrSettings, lang.L("Something that was entered is missing or not right.")},
	} {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	return ""
}

// maxQuoted is how much of a provider's own words is shown: they may be a page.
const maxQuoted = 160

// quoted is what somebody else's program said.
func quoted(s string) string {
	if r := []rune(widget.Brief(s)); len(r) > maxQuoted {
		return string(r[:maxQuoted]) + "…"
	}
	return widget.Brief(s)
}
