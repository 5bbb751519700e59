package storage

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// said says a sentence of the core in the user's language. Others, of which a provider
// may be the author, are shown as they are: they could be no keys of translations.
func said(english string) string {
	if slices.Contains(spoken, english) {
		return lang.L(english)
	}
	return widget.Clean(english)
}
