// Package safe has the cards by which a person guards what lies on this computer: how it
// unlocks, a backup file, and the end of everything.
//
//	s := safe.New(safe.Options{Guard: core.Guard, Backup: core.Backup, ...})
//	s.Change() // another passphrase, the keyring, or nothing
//	s.BackUp() // into an encrypted file
//	s.Erase()  // for good
//
// Each lies over the page until it is done or given up; what is being done is said on it.
//
// # Why
//
// Erasing asks for a typed word and not for the passphrase: whoever has to do it may have
// seconds, and somebody who only sits at this computer could drop it as well.
package safe

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/widget"
	"restante/node/vault"
)

// Guard is what protects the data folder.
type Guard interface {
	Ways() []vault.Method
	Asks() bool
	Change(ctx context.Context, before string, to vault.Method, passphrase string) error
}

// Backup makes backup files.
type Backup interface {
	Save(ctx context.Context, path, passphrase string) error
}

// Options are what a Safe needs.
type Options struct {
	Guard   Guard
	Backup  Backup
	Keyring func(context.Context) error // tries the keyring; nil: there is none
	// File lets the user choose where a file of this name goes, and calls take if they do.
	File func(name string, take func(path string))
	Wipe func(context.Context) error // ends the program too

	Preferences fyne.Preferences
	Loop        loop.Loop
	Now         func() time.Time
	Canvas      func() fyne.Canvas
	Notice      func(string)
	Problem     func(error) string // an error in the user's language
	Changed     func()             // how the folder unlocks, or the last backup
}

// Safe opens the cards.
type Safe struct{ o Options }

// New makes it.
func New(o Options) *Safe { return &Safe{o} }

// Now says in words what unlocks the folder.
func Now(ways []vault.Method) string {
	words := map[vault.Method]string{vault.KeyFile: lang.L("Nothing"), vault.Passphrase: lang.L("Passphrase"), vault.Keyring: lang.L("System keyring")}
	switch {
	case len(ways) == 0:
		return ""
	case len(ways) > 1:
		return lang.L("System keyring, or passphrase")
	}
	return words[ways[0]]
}

// Erase asks once more, and ends everything. It may lie over a locked window.
func (s *Safe) Erase(over fyne.Canvas) {
	word := lang.L("erase")
	widget.Ask(over, widget.Question{
		Title: lang.L("Erase everything on this computer?"), Danger: true, Field: true, Hint: word,
		Text: lang.L("Messages, people and keys on this computer are made unreadable at once, and Restante ends. Only recovery words or a backup bring something back. Type “{{.Word}}” to do it.", map[string]any{"Word": word}),
		Yes:  lang.L("Erase everything"), No: lang.L("Cancel"),
		Do: func(typed string, done func(string)) {
			if typed != word {
				done(lang.L("Type the word as it stands there."))
				return
			}
			s.o.Loop.Go(func(ctx context.Context) func() {
				err := s.o.Wipe(ctx)
				return func() {
					if err != nil {
						done(s.o.Problem(err))
					}
				}
			})
		},
	})
}
