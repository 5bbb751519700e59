package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/webhook"
)

// card is one address, and how it does.
func (s *systems) card(h webhook.Hook) fyne.CanvasObject {
	word, tone := standing(h)
	head := widget.Row(10, widget.NewIcon("globe", widget.Accent, 18), widget.Grow(widget.Wide(widget.Strong(nameOf(h), 15).Cut())), widget.Pill(word, "", tone))
	ink := widget.Muted
	if h.Why != "" || !h.Failing.IsZero() {
		ink = tone.Ink
	}
	col := widget.Col(4, widget.Fixed(0, 24, head), widget.Flow(widget.Brief(h.URL), 12.5, widget.Muted),
		widget.Flow(s.page.howItDoes(h), 12.5, ink), widget.Flow(kindsOf(h.Types), 12.5, widget.Muted), widget.Gap(0, 4), s.buttons(h))
	if s.open == h.ID {
		col.Add(s.log(h))
	}
	return widget.CardOf(16, 20, col)
}

func (s *systems) buttons(h webhook.Hook) fyne.CanvasObject {
	word, show := lang.L("Deliveries"), h.ID
	if s.open == h.ID {
		word, show = lang.L("Hide deliveries"), ""
	}
	pause := lang.L("Pause")
	if h.Paused {
		pause = lang.L("Resume")
	}
	return widget.Several(8,
		widget.NewButton(lang.L("Send a test"), "send", widget.Secondary, func() { s.test(h) }),
		widget.NewButton(word, "scroll-text", widget.Secondary, func() { s.unfold(show) }),
		widget.NewButton(pause, "", widget.Secondary, func() { s.pause(h, !h.Paused) }),
		widget.NewButton(lang.L("New secret"), "key-round", widget.Quiet, func() { s.rotate(h) }),
		widget.NewButton(lang.L("Remove"), "trash-2", widget.Quiet, func() { s.remove(h) }))
}

// unfold shows the deliveries of one, or of none.
func (s *systems) unfold(id string) {
	s.open = id
	s.reload()
}

// test tells what came of it.
func (s *systems) test(h webhook.Hook) {
	s.page.o.Loop.InOrder(func(ctx context.Context) func() {
		a, err := s.page.o.Systems.Test(ctx, h.ID)
		return func() {
			switch {
			case err != nil:
				s.page.o.Notice(systemProblem(err, s.page.o.Problem))
			case a.Why == "":
				s.page.o.Notice(lang.L("The test has arrived"))
			default:
				s.page.o.Notice(lang.L("The test has not arrived. {{.Why}}", words{"Why": answered(a)}))
			}
			s.reload()
		}
	})
}

func (s *systems) pause(h webhook.Hook, on bool) {
	word := lang.L("Events go there again")
	if on {
		word = lang.L("Events wait from now on")
	}
	s.do(func(ctx context.Context) error {
		_, err := s.page.o.Systems.Pause(ctx, h.ID, on)
		return err
	}, word)
}

// remove asks first: what waits goes too.
func (s *systems) remove(h webhook.Hook) {
	widget.Ask(s.page.o.Canvas(), widget.Question{
		Title: lang.L("Tell {{.Name}} nothing any more?", words{"Name": nameOf(h)}),
		Text:  lang.L("What waits for it, its log and its secret go too. Its events cannot be sent later."),
		Yes:   lang.L("Remove"), No: lang.L("Cancel"), Danger: true,
		Do: func(_ string, done func(string)) {
			s.ask(func(ctx context.Context) error { return s.page.o.Systems.Remove(ctx, h.ID) }, done)
		},
	})
}

// rotate asks first: whoever checks with the old one has a day.
func (s *systems) rotate(h webhook.Hook) {
	widget.Ask(s.page.o.Canvas(), widget.Question{
		Title: lang.L("A new secret?"), Text: lang.L("For 24 hours both sign, so that you can change it on the other side meanwhile."),
		Yes: lang.L("New secret"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) {
			var secret string
			s.ask(func(ctx context.Context) (err error) {
				secret, err = s.page.o.Systems.Rotate(ctx, h.ID, "")
				return err
			}, func(problem string) {
				if done(problem); problem == "" {
					s.secret(secret)
				}
			})
		},
	})
}

// ask does what a question was about.
func (s *systems) ask(work func(ctx context.Context) error, done func(problem string)) {
	s.page.o.Loop.InOrder(func(ctx context.Context) func() {
		err := work(ctx)
		return func() {
			if err != nil {
				done(systemProblem(err, s.page.o.Problem))
				return
			}
			done("")
			s.reload()
		}
	})
}
