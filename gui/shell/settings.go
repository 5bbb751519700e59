package shell

import (
	"fyne.io/fyne/v2"

	"restante/gui/look"
	"restante/gui/settings"
	"restante/gui/welcome"
)

// settings gives the page of settings what it needs of the window.
func (s *Shell) settings() settings.Options {
	o := s.o.Settings
	o.People, o.Far = s.o.People, s.o.Far
	o.Own, o.Keys = s.invite.Side(), s.Keys
	o.Loop, o.Now, o.Canvas, o.Notice, o.Problem = s.o.Loop, s.o.Now, s.over, s.Notice, welcome.Problem
	o.Wear = s.wear
	s.guard(&o)
	if s.o.Words != nil {
		o.Words = s.ShowWords
	}
	return o
}

// wear puts a look on the whole window.
func (s *Shell) wear(c look.Choice) {
	c.Wear(fyne.CurrentApp().Settings())
	s.Object.Refresh()
}

// ShowSettings turns to a section of the settings.
func (s *Shell) ShowSettings(section string) {
	s.Show(settingsPage)
	s.Settings.Show(section)
}
