// Package recovery shows the 24 recovery words and reminds of them.
//
// They are the only way back to a person's name and address when the computer is
// lost, and they are worthless on that same computer, so the program wants to know
// that they are on paper: it asks for three of them. Until then a [Recovery] has a
// reminder over the pages. [Recovery.Show] brings the words at any later time, for
// the passphrase where there is one.
//
// [Sheet] and [Quiz] are the parts of which the first start is made too.
package recovery

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/widget"
)

// Words is what is needed of the core.
type Words interface {
	// Kept tells whether the words are on paper, Keep notes that they are.
	Kept(ctx context.Context) (bool, error)
	Keep(ctx context.Context) error
	// Asks tells whether Words wants the passphrase.
	Asks() bool
	Words(ctx context.Context, passphrase string) (string, error)
}

// Options are what a Recovery needs.
type Options struct {
	Words   Words
	Loop    loop.Loop
	Canvas  func() fyne.Canvas
	Notice  func(string)
	Problem func(error) string // an error in the user's language
	Pick    func() []int       // the words to ask for; nil is [Pick]
	Strip   *widget.Strip      // over the pages, for the reminder
}

// Recovery is the words in a running program.
type Recovery struct {
	o       Options
	reminds bool
	overlay *widget.Overlay
}

// New makes it; nothing is reminded of before [Recovery.Reload].
func New(o Options) *Recovery {
	if o.Pick == nil {
		o.Pick = Pick
	}
	return &Recovery{o: o}
}

// Reload reads whether there is something to remind of.
func (r *Recovery) Reload() {
	r.o.Loop.Go(func(ctx context.Context) func() {
		kept, err := r.o.Words.Kept(ctx)
		return func() { r.loaded(kept, err) }
	})
}

func (r *Recovery) loaded(kept bool, err error) {
	switch {
	case err != nil:
		r.o.Notice(r.o.Problem(err))
	case kept && r.reminds:
		r.reminds = false
		r.o.Strip.Silent()
	case !kept && !r.reminds:
		r.reminds = true
		r.o.Strip.Say("scroll-text", widget.Careful, lang.L("Your recovery words are not on paper yet. They are the only way back if this computer is lost."),
			widget.NewLinkButton(lang.L("Show recovery words"), r.Show))
	}
}

// Show brings the words, after the passphrase where there is one.
func (r *Recovery) Show() {
	r.o.Loop.Go(func(ctx context.Context) func() {
		if r.o.Words.Asks() {
			return r.ask
		}
		words, err := r.o.Words.Words(ctx, "")
		return func() {
			if err != nil {
				r.o.Notice(r.o.Problem(err))
				return
			}
			r.sheet(words)
		}
	})
}

func (r *Recovery) ask() {
	widget.Ask(r.o.Canvas(), widget.Question{
		Title: lang.L("Show recovery words"), Field: true, Hint: lang.L("Passphrase"), Show: lang.L("Show what is typed"),
		Text: lang.L("Whoever has these words is you. Type the passphrase of this computer to see them."),
		Yes:  lang.L("Show"), No: lang.L("Cancel"),
		Do: func(passphrase string, done func(string)) {
			r.o.Loop.Go(func(ctx context.Context) func() {
				words, err := r.o.Words.Words(ctx, passphrase)
				return func() {
					if err != nil {
						done(r.o.Problem(err))
						return
					}
					done("")
					r.sheet(words)
				}
			})
		},
	})
}
