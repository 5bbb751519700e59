package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

// toggle is a row with a switch for something beyond the core.
func (p *Page) toggle(title, text string, t Toggle) fyne.CanvasObject {
	var s *widget.Switch
	s = widget.NewSwitch(title, func(on bool) {
		p.flip(s, on, func(context.Context) error { return t.Set(on) }, p.o.Changed)
	})
	s.Disable() // until it is known how it stands
	p.o.Loop.Go(func(context.Context) func() {
		on, err := t.On()
		return func() { p.known(s, on, err) }
	})
	return row(title, text, s)
}

// known shows how something stands; where that could not be found out, nothing can
// be changed either.
func (p *Page) known(s *widget.Switch, on bool, err error) {
	if err != nil {
		p.o.Notice(p.o.Problem(err))
		return
	}
	s.Set(on)
	s.Enable()
}

// flip does what a switch asks for; where that fails, it says so and flips back.
func (p *Page) flip(s *widget.Switch, on bool, do func(context.Context) error, done func()) {
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				s.Set(!on)
				p.o.Notice(p.o.Problem(err))
				return
			}
			if done != nil {
				done()
			}
		}
	})
}
