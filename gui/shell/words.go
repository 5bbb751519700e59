package shell

import (
	"fyne.io/fyne/v2"

	"restante/gui/recovery"
	"restante/gui/welcome"
)

// reminded puts the reminder of the recovery words over the pages.
func (s *Shell) reminded(pages fyne.CanvasObject) fyne.CanvasObject {
	if s.o.Words == nil {
		return pages
	}
	s.words = recovery.New(recovery.Options{Words: s.o.Words, Loop: s.o.Loop, Canvas: s.over, Notice: s.Notice, Problem: welcome.Problem})
	return s.words.Over(pages)
}

// ShowWords shows the recovery words, for the passphrase where there is one.
func (s *Shell) ShowWords() { s.words.Show() }
