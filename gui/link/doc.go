// Package link asks for a link: typed, pasted, or read from the picture of a QR
// code that the user chooses or drops on the window. It also says in the user's
// language what is wrong with a link.
//
//	a := link.New(link.Options{Loop: loop, Canvas: canvas, Choose: choose})
//	a.Ask(link.Question{Title: "Add a person", Check: link.Person, Do: add})
//
// What comes from a picture is only filled in: it still wants a yes.
package link

import (
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/loop"
	"restante/gui/qr"
	"restante/gui/widget"
)

// Options are what an Asker needs.
type Options struct {
	Loop   loop.Loop
	Canvas func() fyne.Canvas
	// Choose lets the user choose a picture's file, and calls take if they do. Where
	// it is nil, pictures are not offered.
	Choose func(take func(io.ReadCloser))
}

// Question is what is asked, and what is done with the answer.
type Question struct {
	Title, Text, Hint string
	Value             string             // that is there already
	Check             func(string) error // whether a code in a picture is of use here
	Do                func(link string, done func(problem string))
}

// Asker asks one question at a time.
type Asker struct {
	o       Options
	open    *Question
	fill    func(value, problem string)
	reading bool
}

// New makes an Asker.
func New(o Options) *Asker { return &Asker{o: o} }

// Ask asks over the page.
func (a *Asker) Ask(q Question) {
	w := widget.Question{Title: q.Title, Text: q.Text, Hint: q.Hint, Value: q.Value, Field: true,
		Yes: lang.L("Add"), No: lang.L("Cancel"), Do: q.Do, Ready: func(fill func(value, problem string)) { a.fill = fill }}
	if a.o.Choose != nil {
		w.Other, w.OnOther = lang.L("From a picture"), a.choose
	}
	over := widget.Ask(a.o.Canvas(), w)
	a.open = &q
	over.OnClosed = func() { a.open = nil }
}

// Open tells whether a question is open.
func (a *Asker) Open() bool { return a.open != nil }

func (a *Asker) choose() { a.o.Choose(a.Take) }

// Take reads the code in a picture into the open question.
func (a *Asker) Take(picture io.ReadCloser) {
	q := a.open
	if q == nil {
		_ = picture.Close() // nothing was written
		return
	}
	a.Read(picture, q.Check, func(text, problem string) {
		if a.open == q {
			a.fill(text, problem)
		}
	})
}

// Read finds the code in a picture and calls then, on the UI goroutine, with its
// text or with what is wrong. One that comes while another is read is left out.
func (a *Asker) Read(picture io.ReadCloser, check func(string) error, then func(text, problem string)) {
	if a.reading {
		_ = picture.Close() // nothing was written
		return
	}
	a.reading = true
	a.o.Loop.Go(func(context.Context) func() {
		defer func() { _ = picture.Close() }() // it was only read
		text, err := qr.Read(picture)
		if err == nil {
			err = ours(check(text))
		}
		return func() {
			a.reading = false
			if err != nil {
				then("", problem(err))
				return
			}
			then(text, "")
		}
	})
}

// problem is what is wrong, also where no sentence was written for it: a disk's own words.
func problem(err error) string {
	if s := Problem(err); s != "" {
		return s
	}
	return err.Error()
}

// errElsewhere is the fault of a code that was never meant for this program.
var errElsewhere = errors.New("the QR code holds no link of this program")

// ours keeps what can be said of a broken link, and says of anything else that it
// is none.
func ours(err error) error {
	if err == nil || faulty(err) != "" {
		return err
	}
	return errElsewhere
}
