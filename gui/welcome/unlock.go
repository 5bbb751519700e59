package welcome

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/node/vault"
)

// LockOptions are what a Lock needs.
type LockOptions struct {
	Canvas func() fyne.Canvas
	// Open opens the folder by a passphrase, or without one by the keyring. It calls
	// failed, on the UI goroutine, if that does not work.
	Open func(c Choices, failed func(error))
	Quit func()

	// Erase begins to erase everything; it is set where the core runs behind the page,
	// and only the window is locked.
	Erase func()
}

// Lock is the page before a folder that is there and not open: it asks for the
// passphrase, or says why the folder does not open and what one can do.
type Lock struct {
	Object fyne.CanvasObject

	o       LockOptions
	secret  *widget.Field // nil where no passphrase would help
	open    *widget.Button
	problem *fyne.Container
}

const lockWide = float32(400)

// NewLock makes the page; why is nil where only the passphrase is missing.
func NewLock(o LockOptions, why error) *Lock {
	l := &Lock{o: o, problem: widget.Col(0)}
	title, text := l.words(why)
	body := widget.Col(14, widget.Strong(title, 16), widget.Para(text, 13.5, lockWide, widget.Muted))
	if why == nil || errors.Is(why, vault.ErrPassphraseNeeded) || errors.Is(why, vault.ErrWrongPassphrase) {
		l.secret = widget.NewSecret(lang.L("Passphrase"), lang.L("Show what is typed"), 42)
		l.secret.OnSubmitted = func(string) { l.unlock() }
		body.Add(l.secret)
	}
	body.Add(l.problem)
	word := lang.L("Unlock")
	if l.secret == nil {
		word = lang.L("Try again")
	}
	l.open = widget.NewButton(word, "", widget.Primary, l.unlock)
	body.Add(widget.Row(8, l.other(), widget.Spring(), l.open))
	card := widget.CardOf(24, 26, widget.Fixed(lockWide, 0, body))
	l.Object = Before(card)
	return l
}

// other is what one can do instead.
func (l *Lock) other() fyne.CanvasObject {
	if l.o.Erase != nil {
		return widget.Inset(0, 0, -8, 0, widget.NewLinkButton(lang.L("Erase everything…"), l.o.Erase)) // in line with the text
	}
	return widget.NewButton(lang.L("Quit"), "", widget.Quiet, l.o.Quit)
}

// words say what is the matter, and the way out.
func (l *Lock) words(why error) (title, text string) {
	switch {
	case l.o.Erase != nil:
		return lang.L("Restante is locked"), lang.L("Messages go on arriving. Type the passphrase to see them.")
	case why == nil, errors.Is(why, vault.ErrWrongPassphrase) && !errors.Is(why, vault.ErrKeyring):
		return lang.L("Your mail is locked"), lang.L("Nothing is received until you unlock it.")
	case errors.Is(why, vault.ErrKeyring) && errors.Is(why, vault.ErrPassphraseNeeded):
		return lang.L("The keyring did not open"), lang.L("The keyring of this computer did not give out the key. Unlock the keyring and try again, or type the passphrase that you chose as a second way in.")
	case errors.Is(why, vault.ErrKeyring):
		return lang.L("The keyring did not open"), lang.L("The keyring of this computer did not give out the key. Unlock the keyring and try again. If it is lost, begin with an empty data folder and your recovery words.")
	}
	return lang.L("Your mail does not open"), Problem(why)
}

// Focusable is what has the keyboard when nothing else has.
func (l *Lock) Focusable() fyne.Focusable {
	if l.secret != nil {
		return l.secret.Focusable()
	}
	return l.open
}

// Start takes the keyboard.
func (l *Lock) Start() {
	c := l.o.Canvas()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
			l.unlock()
		}
	})
	l.focus()
}

func (l *Lock) focus() { l.o.Canvas().Focus(l.Focusable()) }

func (l *Lock) unlock() {
	if l.open.Disabled() {
		return
	}
	l.open.Disable()
	l.say(lang.L("One moment…"), widget.Muted)
	c := Choices{}
	if l.secret != nil {
		c.Passphrase = l.secret.Text()
	}
	l.o.Open(c, l.failed)
}

// failed lets the user try again.
func (l *Lock) failed(err error) {
	l.open.Enable()
	l.say(Problem(err), widget.Bad)
	if l.secret != nil {
		l.secret.SetText("")
	}
	l.focus()
}

func (l *Lock) say(sentence string, ink fyne.ThemeColorName) {
	l.problem.Objects = []fyne.CanvasObject{widget.Para(sentence, 13, lockWide, ink)}
	l.Object.Refresh()
}

// Waiting is what the window shows while the core takes its time.
func Waiting() fyne.CanvasObject {
	words := widget.Caption(lang.L("Opening your mail…"), 14)
	return widget.On(widget.Look{Fill: widget.Canvas}, widget.Mid(widget.ColMid(18, widget.Fixed(48, 48, widget.Logo(48)), words)))
}
