package welcome

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/dates"
	"restante/gui/names"
	"restante/gui/widget"
	"restante/node/backup"
)

// saved takes a backup file and its passphrase, and looks into it before one goes on.
type saved struct {
	page   *Page
	path   string
	choose *widget.Button
	name   *widget.Text
	secret *widget.Field
	object fyne.CanvasObject

	about backup.About // of the file and passphrase in seen
	seen  [2]string
}

func newSaved(p *Page) *saved {
	s := &saved{page: p, name: widget.Caption(lang.L("None is chosen yet"), 13).Cut()}
	s.choose = widget.NewButton(lang.L("Choose the file"), "folder", widget.Secondary, func() { p.o.File(s.take) })
	s.secret = widget.NewSecret(lang.L("Passphrase of the backup"), lang.L("Show what is typed"), 42)
	s.secret.OnSubmitted = func(string) { p.Next() }
	text := widget.Para(lang.L("This computer becomes a device of its own: your friends are asked whether they trust it. What people sent you since the backup was made is asked for again. Do not use the old computer any more."), 13, bodyWide, widget.Muted)
	s.object = widget.Col(12, widget.Row(12, s.choose, widget.Grow(widget.Wide(s.name))), s.secret, text)
	return s
}

func (s *saved) take(path string) {
	s.path = path
	s.name.SetIn(widget.Brief(filepath.Base(path)), widget.Foreground)
	s.page.give(s.secret.Focusable())
}

func (s *saved) typed() [2]string { return [2]string{s.path, s.secret.Text()} }

// known tells that the backup opens by what was typed.
func (s *saved) known() bool { return s.seen == s.typed() }

// look opens the backup, and goes on if that works.
func (s *saved) look() {
	p, typed := s.page, s.typed()
	p.wait(true)
	p.frame.say(lang.L("One moment…"), widget.Muted)
	p.o.Loop.Go(func(context.Context) func() {
		about, err := p.o.Backup(typed[0], typed[1])
		return func() {
			p.wait(false)
			if err != nil {
				p.say(Problem(err))
				return
			}
			s.about, s.seen = about, typed
			p.forth()
			p.frame.say(s.found(), widget.Good)
		}
	})
}

// found is whose backup it is.
func (s *saved) found() string {
	name := widget.Brief(s.about.Name)
	if id, err := peer.Decode(s.about.Peer); name == "" && err == nil {
		name = names.Short(id)
	}
	return lang.L("This is the backup of {{.Name}}, made on {{.Day}}.",
		map[string]any{"Name": name, "Day": dates.Full(s.about.Made.Local())})
}

func (s *saved) head() (int, string, string) {
	return 0, lang.L("Your backup"), lang.L("a file that ends in .age")
}

func (s *saved) body() fyne.CanvasObject { return s.object }
func (s *saved) next() string            { return lang.L("Continue") }

func (s *saved) focus() fyne.Focusable {
	if s.path == "" {
		return s.choose
	}
	return s.secret.Focusable()
}

func (s *saved) check() string {
	switch {
	case s.path == "":
		return lang.L("Please choose the file of the backup.")
	case s.secret.Text() == "":
		return lang.L("Please type the passphrase of the backup.")
	}
	return ""
}
