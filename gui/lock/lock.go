// Package lock hides the window behind its passphrase while the core goes on: after a
// time without use, or at once.
//
//	l := lock.New(lock.Options{Guard: core.Guard, ...})
//	l.Watch()        // looks from time to time whether the window is used
//	l.Lock()         // at once
//	canvas := l.Over(canvas) // for pages that lay something over themselves
//
// A cover takes the place of everything, also of what lies over the page: no name and no
// word of a message shows, and no key reaches what is behind it. Who unlocks finds the
// window as it was. Mail is received, receipted and counted meanwhile; nothing counts as
// read.
//
// # Why
//
// The passphrase is checked against the key file (see package node/vault), which is slow
// on purpose and slower after each wrong guess. A folder without a passphrase has nothing
// to ask for: its window does not lock, and the settings say so.
//
// What an action behind the cover would lay over the page when it is done is dropped:
// otherwise a card that somebody asked for a moment before would show over the cover.
package lock

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/welcome"
	"restante/gui/widget"
	"restante/node/vault"
)

// Guard knows the passphrase.
type Guard interface {
	Asks() bool // there is one
	Check(ctx context.Context, passphrase string) error
	Pause() time.Duration // until the next Check
}

// Options are what a Lock needs.
type Options struct {
	Guard       Guard
	Preferences fyne.Preferences
	Loop        loop.Loop
	Now         func() time.Time
	Canvas      func() fyne.Canvas
	Notice      func(string)
	Erase       func(over fyne.Canvas) // asks whether to erase everything
	Changed     func(locked bool)
}

// Lock is the cover, and what brings it.
type Lock struct {
	o     Options
	used  time.Time
	cover *widget.Cover // nil while the window is open
}

// New makes it; the window is open.
func New(o Options) *Lock {
	l := &Lock{o: o}
	l.Used()
	return l
}

// Locked tells whether the window is covered.
func (l *Lock) Locked() bool { return l.cover != nil }

// Lock covers the window, where a passphrase would open it again.
func (l *Lock) Lock() {
	l.ifAsks(l.shut, func() {
		l.o.Notice(lang.L("There is no passphrase to unlock the window with. Choose one in the settings, under Security."))
	})
}

func (l *Lock) ifAsks(yes, no func()) {
	l.o.Loop.Go(func(context.Context) func() {
		if l.o.Guard.Asks() {
			return yes
		}
		return no
	})
}

func (l *Lock) shut() {
	if l.Locked() {
		return
	}
	c := l.o.Canvas()
	page := welcome.NewLock(welcome.LockOptions{Canvas: l.o.Canvas, Open: l.open, Erase: func() { l.o.Erase(c) }}, nil)
	l.cover = widget.NewCover(c, page.Object, page.Focusable)
	l.o.Changed(true)
}

// open takes the cover away for the passphrase.
func (l *Lock) open(c welcome.Choices, failed func(error)) {
	l.o.Loop.Go(func(ctx context.Context) func() {
		err := l.o.Guard.Check(ctx, c.Passphrase)
		pause := l.o.Guard.Pause()
		return func() {
			if err != nil {
				failed(slowed(err, pause))
				return
			}
			l.cover.Uncover()
			l.cover = nil
			l.Used()
			l.o.Changed(false)
		}
	})
}

// slowed says how long the next guess takes.
func slowed(err error, pause time.Duration) error {
	if !errors.Is(err, vault.ErrWrongPassphrase) || pause <= 0 {
		return err
	}
	seconds := int((pause + time.Second - 1) / time.Second)
	return errors.New(lang.N("This is not the passphrase. The next try takes {{.N}} seconds.", seconds, map[string]any{"N": seconds}))
}
