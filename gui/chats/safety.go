package chats

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/contact"
)

// safetyWide is the width of the card on which two people compare numbers.
const safetyWide = float32(430)

// safety is that card, while it is open.
type safety struct {
	talk    *talk
	x       person
	overlay *widget.Overlay
	problem *fyne.Container
}

// compare opens the card on which two people make sure that nobody stands between
// them.
func (t *talk) compare() {
	x := t.person
	t.page.o.Loop.Go(func(ctx context.Context) func() {
		a, err := t.page.o.People.Safety(ctx, x.id)
		return func() {
			if err != nil {
				t.page.fail(err)
				return
			}
			s := &safety{talk: t, x: x, problem: widget.Col(0)}
			s.overlay = widget.Modal(t.page.o.Canvas(), widget.Pad(22, 24, widget.Fixed(safetyWide, 0, s.body(a))))
		}
	})
}

func (s *safety) body(a contact.Safety) fyne.CanvasObject {
	name := words{"Name": s.x.brief()}
	code := widget.NewCode(150)
	code.Set(a.Code)
	text := lang.L("Call or meet {{.Name}}. If their Restante shows the same digits under your name, nobody stands between you.", name)
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 32, 17, func() { s.overlay.Close() })
	head := widget.Row(8, widget.Para(lang.L("Safety number with {{.Name}}", words{"Name": s.x.name}), 16, safetyWide-40, widget.Foreground).Bold(), widget.Spring(), closer)
	shown := widget.Row(22, code, digits(a.Number))
	body := widget.Col(14, head, widget.Para(text, 13, safetyWide, widget.Muted), shown)
	if s.x.contact.NewDevice {
		body.Add(widget.Para(lang.L("The number stays the same on a new device: ask {{.Name}} whether they have one.", name), 13, safetyWide, widget.Warn))
	}
	body.Add(s.problem)
	body.Add(s.buttons(a))
	return body
}

// digits are four lines of three groups, one under the other.
func digits(number string) fyne.CanvasObject {
	lines := widget.Col(6)
	for ; len(number) >= 15; number = number[15:] {
		line := widget.Row(13)
		for i := 0; i < 15; i += 5 {
			line.Add(widget.NewFigures(number[i:i+5], 17))
		}
		lines.Add(line)
	}
	return lines
}

func (s *safety) buttons(a contact.Safety) fyne.CanvasObject {
	row := widget.Row(8)
	if s.talk.page.o.Scan != nil {
		row.Add(widget.NewButton(lang.L("Read their code"), "qr-code", widget.Secondary, s.scan))
	}
	row.Add(widget.Spring())
	if a.Verified.IsZero() || s.x.contact.NewDevice {
		row.Add(widget.NewButton(lang.L("They are the same"), "shield-check", widget.Primary, func() { s.verify("") }))
	} else {
		row.Add(widget.NewButton(lang.L("Take the mark back"), "", widget.Quiet, s.unverify))
	}
	return row
}

// scan takes the code from a picture of the other's screen.
func (s *safety) scan() {
	s.talk.page.o.Scan(func(code, problem string) {
		if problem != "" {
			s.say(problem)
			return
		}
		s.verify(code)
	})
}

func (s *safety) verify(code string) {
	id := s.x.id
	s.talk.try(func(ctx context.Context) error { return s.talk.page.o.People.Verify(ctx, id, code) }, func(problem string) {
		if problem != "" {
			s.say(problem)
			return
		}
		s.overlay.Close()
		s.talk.page.o.Notice(lang.L("{{.Name}} is verified", words{"Name": s.x.name}))
	})
}

func (s *safety) unverify() {
	s.overlay.Close()
	id := s.x.id
	s.talk.do(func(ctx context.Context) error { return s.talk.page.o.People.Unverify(ctx, id) })
}

func (s *safety) say(problem string) {
	s.problem.Objects = []fyne.CanvasObject{widget.Para(problem, 13, safetyWide, widget.Bad)}
	s.overlay.Refresh()
}

// confirm lets what waits go to a new device.
func (t *talk) confirm() {
	id := t.peer
	t.do(func(ctx context.Context) error { return t.page.o.People.ConfirmDevice(ctx, id) })
}
