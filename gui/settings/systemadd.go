package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/webhook"
)

const formWide = float32(440)

// systemForm asks for a new address.
type systemForm struct {
	view      *systems
	overlay   *widget.Overlay
	url, name *widget.Field
	switches  []*widget.Switch
	problem   *fyne.Container
	yes       *widget.Button
}

func (s *systems) add() {
	f := &systemForm{view: s, problem: widget.Col(0)}
	f.url, f.name = widget.NewField("https://", "", 42, nil), widget.NewField(lang.L("Such as “Bookkeeping”"), "", 42, nil)
	f.url.OnSubmitted = func(string) { f.done() }
	f.name.OnSubmitted = f.url.OnSubmitted
	f.yes = widget.NewButton(lang.L("Add"), "", widget.Primary, f.done)
	f.overlay = widget.Modal(s.page.o.Canvas(), widget.Pad(22, 24, widget.Fixed(formWide, 0, f.body())))
	s.page.o.Canvas().Focus(f.url.Focusable())
}

func (f *systemForm) body() fyne.CanvasObject {
	col := widget.Col(8, widget.Strong(lang.L("Add an address"), 16),
		widget.Caption(lang.L("Address"), 12.5), f.url, widget.Caption(lang.L("Name"), 12.5), f.name,
		widget.Caption(lang.L("What it is told"), 12.5))
	for _, k := range kinds() {
		on := widget.NewSwitch(k.word, func(bool) {})
		on.Set(!k.has(webhook.MessageCame))
		f.switches = append(f.switches, on)
		words := widget.Col(1, widget.Flow(k.word, 13.5, widget.Foreground), widget.Flow(k.text, 12, widget.Muted))
		col.Add(widget.Beside(words, flush(on)))
	}
	no := widget.NewButton(lang.L("Cancel"), "", widget.Quiet, func() { f.overlay.Close() })
	col.Add(f.problem)
	col.Add(widget.Row(8, widget.Spring(), no, f.yes))
	return col
}

// types are what was chosen: none named where these are the usual ones, so that kinds of
// events that come with later versions are among them.
func (f *systemForm) types() (all []string) {
	for i, k := range kinds() {
		for _, name := range webhook.Types() {
			if f.switches[i].On() && k.has(name) {
				all = append(all, name)
			}
		}
	}
	if usual := webhook.Usual(); len(all) == len(usual) && !slices.Contains(all, webhook.MessageCame) {
		return nil
	}
	return all
}

func (f *systemForm) done() {
	if f.yes.Disabled() {
		return
	}
	if !slices.ContainsFunc(f.switches, (*widget.Switch).On) {
		f.say(lang.L("Choose what it is told."))
		return
	}
	f.yes.Disable()
	n := webhook.New{URL: strings.TrimSpace(f.url.Text()), Description: strings.TrimSpace(f.name.Text()), Types: f.types()}
	var secret string
	f.view.ask(func(ctx context.Context) (err error) {
		_, secret, err = f.view.page.o.Systems.Add(ctx, n)
		return err
	}, func(problem string) {
		f.yes.Enable()
		if problem != "" {
			f.say(problem)
			return
		}
		f.overlay.Close()
		f.view.secret(secret)
	})
}

func (f *systemForm) say(problem string) {
	f.problem.Objects = []fyne.CanvasObject{widget.Para(problem, 13, formWide, widget.Bad)}
	f.overlay.Refresh()
	f.overlay.Grown()
	f.view.page.o.Canvas().Focus(f.url.Focusable()) // the tap on a button took the keyboard
}

// secret shows one, once.
func (s *systems) secret(text string) {
	var o *widget.Overlay
	why := lang.L("It is shown now, and never again. With it the other side checks that events come from you: Standard Webhooks has libraries for that.")
	copied := widget.NewButton(lang.L("Copy"), "copy", widget.Primary, func() {
		fyne.CurrentApp().Clipboard().SetContent(text)
		s.page.o.Notice(lang.L("Secret copied"))
	})
	box := widget.On(widget.Look{Fill: widget.FieldFill, Radius: 12}, widget.Pad(12, 14, widget.Para(text, 13, formWide-28, widget.Foreground)))
	buttons := widget.Row(8, widget.Spring(), widget.NewButton(lang.L("Done"), "", widget.Quiet, func() { o.Close() }), copied)
	o = widget.Modal(s.page.o.Canvas(), widget.Pad(22, 24, widget.Fixed(formWide, 0, widget.Col(14,
		widget.Strong(lang.L("The secret of this address"), 16), widget.Para(why, 13.5, formWide, widget.Muted), box, buttons))))
}
