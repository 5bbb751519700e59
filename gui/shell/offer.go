package shell

import (
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// Offer is something that the user is asked once, in a strip over the pages.
type Offer struct {
	Icon, Text, Yes string
	Do              func(accepted bool) // is called once
}

// Offer shows one, and tells whether it does: what is said over the pages already, such
// as the reminder of the recovery words, matters more.
func (s *Shell) Offer(o Offer) bool {
	if s.strip.Says() {
		return false
	}
	answer := func(accepted bool) func() {
		return func() {
			s.strip.Silent()
			o.Do(accepted)
		}
	}
	s.strip.Say(o.Icon, widget.Informed, o.Text, widget.NewLinkButton(o.Yes, answer(true)), widget.NewLinkButton(lang.L("Not now"), answer(false)))
	return true
}
