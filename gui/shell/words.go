package shell

import (
	"fyne.io/fyne/v2"

	"restante/gui/recovery"
	"restante/gui/welcome"
	"restante/gui/widget"
)

// told puts a strip over the pages, for the reminder of the recovery words and for an [Offer].
func (s *Shell) told(pages fyne.CanvasObject) fyne.CanvasObject {
	s.strip = widget.NewStrip(pages)
	if s.o.Words != nil {
		s.words = recovery.New(recovery.Options{Words: s.o.Words, Strip: s.strip, Loop: s.o.Loop, Canvas: s.over, Notice: s.Notice, Problem: welcome.Problem})
	}
	return s.strip.Object
}

// ShowWords shows the recovery words, for the passphrase where there is one.
func (s *Shell) ShowWords() { s.words.Show() }
