package welcome

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/recovery"
	"restante/gui/widget"
	"restante/node/backup"
	"restante/node/identity"
)

// Options are what a Page needs.
type Options struct {
	Loop   loop.Loop
	Canvas func() fyne.Canvas
	// Keyring tries the keyring of this computer; it is offered if that works.
	Keyring func(context.Context) error
	// Choose lets the user choose a picture's file, and calls take if they do.
	Choose func(take func(io.ReadCloser))
	// File lets the user choose a backup file, and calls take if they do; Backup looks
	// into one.
	File   func(take func(path string))
	Backup func(path, passphrase string) (backup.About, error)
	// Open makes a folder of the choices. It calls failed, on the UI goroutine, if
	// that does not work; else the page is over.
	Open func(c Choices, failed func(error))

	Words string       // of somebody new; "" makes some
	Pick  func() []int // the words to ask for; nil is [recovery.Pick]
}

// Page is the first start.
type Page struct {
	Object fyne.CanvasObject

	o     Options
	frame *frame
	fresh string // the words of somebody new
	at    step
	begun bool // the page is shown
	busy  bool

	who     *who
	restore *restore
	saved   *saved
	name    *name
	guard   *guard
	holder  *holder
	offer   *offer
	sheet   *sheet
	quiz    *quiz
}

// step is one page.
type step interface {
	// head says what it is about; the number is 0 where it is not counted.
	head() (number int, title, sub string)
	body() fyne.CanvasObject
	focus() fyne.Focusable // what has the keyboard first; nil for nothing
	check() (problem string)
	next() string // the word on the button
}

// New makes the first start.
func New(o Options) (*Page, error) {
	p := &Page{o: o, fresh: o.Words, frame: newFrame()}
	if p.o.Pick == nil {
		p.o.Pick = recovery.Pick
	}
	if p.fresh == "" {
		var err error
		if p.fresh, err = identity.NewWords(); err != nil {
			return nil, err
		}
	}
	p.who, p.restore, p.name = newWho(p), newRestore(p), newName(p)
	p.saved = newSaved(p)
	p.guard, p.holder = newGuard(p), newHolder(p)
	p.offer, p.sheet = newOffer(p), newSheet(p)
	p.quiz = newQuiz(p)
	p.frame.back.OnTapped, p.frame.next.OnTapped = p.Back, p.Next
	p.Object = p.frame.Object
	p.show(p.who)
	return p, nil
}

// Start begins to look for a keyring, and takes the keyboard.
func (p *Page) Start() {
	p.begun = true
	p.o.Canvas().SetOnTypedKey(p.typed)
	p.focus()
	p.guard.look()
}

func (p *Page) typed(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.Next()
	case fyne.KeyEscape:
		p.Back()
	default:
		p.focus() // a tap beside everything left the keyboard to nobody
	}
}

// way is the steps that these choices lead over.
func (p *Page) way() []step {
	all := []step{p.who}
	if p.who.saved() {
		return append(all, p.saved, p.guard)
	}
	if p.who.known() {
		all = append(all, p.restore)
	}
	all = append(all, p.name, p.guard, p.holder)
	if p.who.known() {
		return all
	}
	all = append(all, p.offer)
	if p.offer.now() {
		all = append(all, p.sheet, p.quiz)
	}
	return all
}

// Next goes on, if there is nothing wrong.
func (p *Page) Next() {
	if p.busy {
		return
	}
	if problem := p.at.check(); problem != "" {
		p.say(problem)
		return
	}
	if p.at == step(p.saved) && !p.saved.known() {
		p.saved.look()
		return
	}
	p.forth()
}

// forth goes to the next step, or makes the folder.
func (p *Page) forth() {
	way := p.way()
	if i := slices.Index(way, p.at); i+1 < len(way) {
		p.show(way[i+1])
		return
	}
	p.finish()
}

// Back goes to the step before.
func (p *Page) Back() {
	way := p.way()
	if i := slices.Index(way, p.at); i > 0 && !p.busy {
		p.show(way[i-1])
	}
}

func (p *Page) show(s step) {
	p.at = s
	way := p.way()
	p.frame.show(s, slices.Index(way, s) > 0)
	p.relabel()
	p.focus()
}

// relabel says on the button whether it is the last one: that may depend on what
// is chosen here.
func (p *Page) relabel() {
	word := p.at.next()
	if way := p.way(); way[len(way)-1] == p.at {
		word = lang.L("Start Restante")
	}
	p.frame.next.Rename(word)
	p.frame.Object.Refresh()
}

func (p *Page) focus() {
	if f := p.at.focus(); f != nil {
		p.give(f)
	} else {
		p.give(p.frame.next)
	}
}

// give gives the keyboard to something on the page, once that is shown.
func (p *Page) give(f fyne.Focusable) {
	if p.begun {
		p.o.Canvas().Focus(f)
	}
}

// say shows what is wrong, and gives the keyboard to where it can be put right.
func (p *Page) say(problem string) {
	p.frame.say(problem, widget.Bad)
	p.focus()
}
