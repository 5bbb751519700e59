package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"restante/gui/lock"
	"restante/gui/safe"
	"restante/gui/settings"
	"restante/gui/welcome"
	"restante/gui/widget"
)

// Guard is what protects the data folder, and the window while it is locked.
type Guard interface {
	safe.Guard
	lock.Guard
}

// Safety is what guards what lies on this computer. Without a Guard the window does not
// lock, and there are only backups: what it shows lies on another machine.
type Safety struct {
	Guard   Guard
	Backup  safe.Backup
	Keyring func(context.Context) error
	Wipe    func(context.Context) error // ends the program too
	// Save lets the user choose where a file of this name goes, and calls take if they do.
	Save    func(name string, take func(path string))
	Covered func(locked bool) // the window was locked, or unlocked
}

// guard makes the lock and the cards of the safe, and gives them to the settings.
func (s *Shell) guard(o *settings.Options) {
	if s.o.Safety == nil {
		return
	}
	x, real := s.o.Safety, func() fyne.Canvas { return s.canvas }
	s.safe = safe.New(safe.Options{Guard: x.Guard, Backup: x.Backup, Keyring: x.Keyring, File: x.Save, Wipe: x.Wipe,
		Preferences: o.Preferences, Loop: s.o.Loop, Now: s.o.Now, Canvas: s.over, Notice: s.Notice, Problem: welcome.Problem,
		Changed: func() { s.Settings.Show("security") }})
	if x.Guard == nil {
		o.Security = &settings.Security{BackUp: s.safe.BackUp}
		return
	}
	s.lock = lock.New(lock.Options{Guard: x.Guard, Preferences: o.Preferences, Loop: s.o.Loop, Now: s.o.Now,
		Canvas: real, Notice: s.Notice, Erase: s.safe.Erase, Changed: s.covered})
	o.Security = &settings.Security{Ways: x.Guard.Ways, Change: s.safe.Change, Lock: s.Lock, BackUp: s.safe.BackUp,
		Erase: func() { s.safe.Erase(s.over()) }}
}

// over is the canvas for what lies over the page.
func (s *Shell) over() fyne.Canvas {
	if s.lock == nil {
		return s.canvas
	}
	return s.lock.Over(s.canvas)
}

// Lock covers the window until the passphrase is typed.
func (s *Shell) Lock() { s.lock.Lock() }

// Locked tells whether it is covered.
func (s *Shell) Locked() bool { return s.lock != nil && s.lock.Locked() }

// Watch locks the window when it was not used for as long as was chosen.
func (s *Shell) Watch() {
	if s.lock != nil {
		widget.OnUse(s.lock.Used)
		s.lock.Watch()
	}
}

// covered tells the pages: behind the cover nobody reads.
func (s *Shell) covered(locked bool) {
	s.tellChats()
	if s.o.Safety.Covered != nil {
		s.o.Safety.Covered(locked)
	}
}

// SetFocused tells whether the window has the keyboard.
func (s *Shell) SetFocused(on bool) {
	s.focused = on
	s.tellChats()
}

// tellChats tells the page whether it is looked at: nothing is read on a hidden one.
func (s *Shell) tellChats() { s.Chats.SetFocused(s.focused && s.shown == chatsPage && !s.Locked()) }
