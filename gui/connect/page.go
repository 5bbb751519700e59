// Package connect is what comes before the window of a core on another machine: it asks
// for the token of the server, whether its certificate is the right one, and says why it
// cannot be reached.
//
// What to ask follows from the error of the last attempt, see package
// restante/messaging/remote: nothing is sent to a server that nobody has seen to.
package connect

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/welcome"
	"restante/gui/widget"
	"restante/messaging/remote"
)

// Answers are what a person said; what is empty was not asked.
type Answers struct {
	Token  string
	Trust  string // the fingerprint of a certificate that they have seen to
	Forget bool   // forget the token, and the certificate of before
}

// Options are what a Page needs.
type Options struct {
	Host   string // of the server, with its port
	Canvas func() fyne.Canvas
	// Open tries with these answers. It calls failed, on the UI goroutine, if that does
	// not work.
	Open func(a Answers, failed func(error))
	Quit func()
}

// Page asks what is missing.
type Page struct {
	Object fyne.CanvasObject

	o       Options
	inside  *fyne.Container
	body    *fyne.Container
	secret  *widget.Field // nil where no token is asked for
	main    *widget.Button
	problem *fyne.Container
	token   string // as it was typed, while the certificate is asked about
	act     func()
}

const wide = float32(440)

// New makes the page; why is what the first attempt ended with.
func New(o Options, why error) *Page {
	p := &Page{o: o, inside: widget.Col(0)}
	p.Object = welcome.Before(p.inside)
	p.show(why)
	return p
}

type words = map[string]any

// show asks what this error needs.
func (p *Page) show(why error) {
	p.body, p.problem, p.secret = widget.Col(14), widget.Col(0), nil
	unknown, changed, version := &remote.UnknownCertificate{}, &remote.ChangedCertificate{}, &remote.VersionError{}
	host := words{"Host": p.o.Host}
	switch {
	case errors.As(why, &unknown):
		p.unknown(unknown.Fingerprint)
	case errors.As(why, &changed):
		p.changed(changed)
	case errors.As(why, &version):
		p.say(lang.L("Window and server differ"), Problem(why))
		p.again(lang.L("Try again"), func() { p.try(Answers{}) })
	case errors.Is(why, remote.ErrNoToken), errors.Is(why, remote.ErrToken):
		p.askToken(why)
	default:
		p.say(lang.L("{{.Host}} does not answer", host), Problem(why))
		p.again(lang.L("Try again"), func() { p.try(Answers{}) })
	}
	p.inside.Objects = []fyne.CanvasObject{widget.CardOf(24, 26, widget.Fixed(wide, 0, p.body))}
	p.Object.Refresh()
}

func (p *Page) say(title, text string) {
	p.body.Add(widget.Strong(title, 16))
	p.body.Add(widget.Para(text, 13.5, wide, widget.Muted))
}

// again is the foot: the way out, and what goes on.
func (p *Page) again(word string, act func()) {
	p.act = act
	p.main = widget.NewButton(word, "", widget.Primary, p.press)
	p.body.Add(p.problem)
	p.body.Add(widget.Row(8, widget.NewButton(lang.L("Quit"), "", widget.Quiet, p.o.Quit), widget.Spring(), p.main))
}

func (p *Page) askToken(why error) {
	p.say(lang.L("Connect to {{.Host}}", words{"Host": p.o.Host}),
		lang.L("Paste the token of this server: the line in the file api-token of its data folder. Whoever has it can do all that this window can."))
	p.secret = widget.NewSecret(lang.L("Token"), lang.L("Show what is typed"), 42)
	p.secret.OnSubmitted = func(string) { p.press() }
	p.body.Add(p.secret)
	p.again(lang.L("Connect"), func() {
		p.token = p.secret.Text()
		p.try(Answers{Token: p.token})
	})
	if errors.Is(why, remote.ErrToken) {
		p.problem.Objects = []fyne.CanvasObject{widget.Para(Problem(why), 13, wide, widget.Bad)}
	}
}

func (p *Page) unknown(print string) {
	p.say(lang.L("Is this your server?"),
		lang.L("Nobody whom this computer trusts has signed the certificate of {{.Host}}. Compare its SHA-256 fingerprint with what you read at the server itself. It is remembered, and nothing is sent before.", words{"Host": p.o.Host}))
	p.body.Add(fingerprint(print))
	p.again(lang.L("It is the same: connect"), func() { p.try(Answers{Token: p.token, Trust: print}) })
}

func (p *Page) changed(e *remote.ChangedCertificate) {
	p.say(lang.L("This is not the server of before"),
		lang.L("{{.Host}} shows another certificate than the one you trusted. Either its owner made a new one, or somebody stands between. Nothing was sent.", words{"Host": p.o.Host}))
	p.body.Add(widget.Label(lang.L("Trusted"), 12.5))
	p.body.Add(fingerprint(e.Known))
	p.body.Add(widget.Label(lang.L("Shown now"), 12.5))
	p.body.Add(fingerprint(e.Fingerprint))
	p.body.Add(widget.Inset(0, 0, -8, 0, widget.NewLinkButton(lang.L("Forget this server, and begin anew…"), func() { p.try(Answers{Forget: true}) })))
	p.again(lang.L("Try again"), func() { p.try(Answers{}) })
}

// fingerprint is one, in lines that can be compared.
func fingerprint(print string) fyne.CanvasObject {
	const pairs = 16
	all := strings.Split(print, ":")
	lines := widget.Col(2)
	for len(all) > 0 {
		n := min(len(all), pairs)
		lines.Add(widget.Label(strings.Join(all[:n], " "), 13))
		all = all[n:]
	}
	return widget.On(widget.Look{Fill: widget.FieldFill, Rim: widget.BubbleEdge, Radius: 12}, widget.Pad(10, 14, lines))
}

// Start takes the keyboard.
func (p *Page) Start() {
	p.o.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
			p.press()
		}
	})
	p.focus()
}

// focus goes to the token, else nowhere: a certificate is not accepted by Enter alone.
func (p *Page) focus() {
	if p.secret != nil {
		p.o.Canvas().Focus(p.secret.Focusable())
		return
	}
	p.o.Canvas().Unfocus()
}

func (p *Page) press() {
	if !p.main.Disabled() {
		p.act()
	}
}

func (p *Page) try(a Answers) {
	p.main.Disable()
	p.problem.Objects = []fyne.CanvasObject{widget.Para(lang.L("One moment…"), 13, wide, widget.Muted)}
	p.Object.Refresh()
	p.o.Open(a, func(err error) {
		p.show(err)
		p.focus()
	})
}
