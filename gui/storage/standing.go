package storage

import (
	"cmp"
	"net/url"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	core "restante/offline/storage"
)

// nearlyFull is the share from which a place needs attention.
const nearlyFull = .85

// standing is how an account stands, in a word.
func standing(a core.Account) (word, icon string, t widget.Tone) {
	switch {
	case a.Leaving:
		return lang.L("Leaving"), "clock", widget.Careful
	case a.Advice != "":
		return lang.L("Needs you"), "triangle-alert", widget.Broken
	case !a.Failing.IsZero():
		return lang.L("Fails"), "triangle-alert", widget.Careful
	case a.Role == core.Primary:
		return lang.L("Primary"), "check", widget.Fine
	case a.Role == core.Mirror:
		return lang.L("Mirror"), "copy", widget.Fine
	}
	return lang.L("Not used"), "", widget.Neutral
}

// troubled counts the accounts that wait for the user to do something.
func troubled(all []core.Account) (n int) {
	for _, a := range all {
		if !a.Leaving && a.Advice != "" {
			n++
		}
	}
	return n
}

// where is the host of a service, or the kind of it.
func where(a core.Account, kind string) string {
	u, err := url.Parse(cmp.Or(a.Settings["endpoint"], a.Settings["url"]))
	if err == nil && u.Host != "" {
		return widget.Clean(u.Host)
	}
	return said(kind)
}

func waits(n int, size int64) string {
	if n == 0 {
		return lang.L("Nothing waits here")
	}
	return lang.L("{{.Size}} waits here", words{"Size": bytes(size)})
}

// fullness is how much of a limit is used: the user's, or the provider's.
func fullness(a core.Account) (full float32, word string) {
	switch {
	case a.Cap > 0:
		return share(a.Bytes, a.Cap-a.Bytes), " · " + lang.L("at most {{.Size}}", words{"Size": bytes(a.Cap)})
	case a.Usage.Quota > 0:
		return share(a.Usage.Used, a.Usage.Quota-a.Usage.Used), " · " + lang.L("{{.Used}} of {{.Quota}} used", words{"Used": bytes(a.Usage.Used), "Quota": bytes(a.Usage.Quota)})
	}
	return share(a.Bytes, 0) * .04, "" // no limit is known: a dot says that something is there
}

// share is a part of both.
func share(part, rest int64) float32 {
	if part <= 0 {
		return 0
	}
	return float32(part) / float32(part+max(0, rest))
}

// iconOf is the icon of a kind.
func iconOf(kind string) string {
	switch kind {
	case "dropbox":
		return "cloud"
	case "s3":
		return "database"
	case "pinning":
		return "pin"
	case "ucan":
		return "key-round"
	}
	return "archive"
}
