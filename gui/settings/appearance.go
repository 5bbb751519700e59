package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/look"
	"restante/gui/widget"
)

// appearance is how the window looks.
func (p *Page) appearance() fyne.CanvasObject {
	return cards(
		card("palette", lang.L("Colours and text"), p.theme(), p.textSize(), p.motion()),
		card("monitor", lang.L("Window and language"), p.scale(), p.density(), p.language()),
	)
}

// choose changes the look, and puts it on.
func (p *Page) choose(f func(*look.Choice)) {
	c := look.In(p.o.Preferences)
	f(&c)
	c.Keep(p.o.Preferences)
	p.o.Wear(c)
}

// later is choose for what takes effect at the next start.
func (p *Page) later(f func(*look.Choice)) {
	c := look.In(p.o.Preferences)
	f(&c)
	c.Keep(p.o.Preferences)
	p.o.Notice(lang.L("Takes effect at the next start"))
}

func (p *Page) theme() fyne.CanvasObject {
	s := widget.NewSegments([]string{lang.L("System"), lang.L("Light"), lang.L("Dark")}, func(i int) {
		p.choose(func(c *look.Choice) { c.Theme = look.Themes[i] })
	})
	s.Choose(slices.Index(look.Themes, look.In(p.o.Preferences).Theme))
	return row(lang.L("Theme"), "", s)
}

// textSize shows the number while the slider moves, and changes the text once it
// rests: the slider may not run away under the pointer.
func (p *Page) textSize() fyne.CanvasObject {
	s := widget.NewSlider(lang.L("Text size"), len(look.Texts)-1)
	number := widget.Label("", 13).End()
	s.OnMoved = func(i int) { number.Set(percent(look.Texts[i])) }
	s.OnChosen = func(i int) {
		if look.In(p.o.Preferences).Text != look.Texts[i] {
			p.choose(func(c *look.Choice) { c.Text = look.Texts[i] })
		}
	}
	s.Set(slices.Index(look.Texts, look.In(p.o.Preferences).Text))
	s.OnMoved(s.Step())
	control := widget.Row(6, widget.Caption("A", 11), s, widget.Caption("A", 17), widget.Cell(48, number))
	return row(lang.L("Text size"), lang.L("Everywhere in the window"), control)
}

func (p *Page) motion() fyne.CanvasObject {
	s := widget.NewSwitch(lang.L("Reduce motion"), func(on bool) {
		p.choose(func(c *look.Choice) { c.Still = on })
	})
	s.Set(look.In(p.o.Preferences).Still)
	return row(lang.L("Reduce motion"), lang.L("The dots stand still while somebody types."), s)
}

func (p *Page) scale() fyne.CanvasObject {
	all := make([]string, len(look.Scales))
	for i, n := range look.Scales {
		all[i] = percent(n)
	}
	all[0] = lang.L("System")
	s := widget.NewSelect(lang.L("Window scale"), all, func(i int) {
		p.later(func(c *look.Choice) { c.Scale = look.Scales[i] })
	})
	s.Choose(slices.Index(look.Scales, look.In(p.o.Preferences).Scale))
	return row(lang.L("Window scale"), lang.L("Everything, not only text. Takes effect at the next start."), s)
}

func (p *Page) density() fyne.CanvasObject {
	s := widget.NewSwitch(lang.L("Go by the screen’s density"), func(on bool) {
		p.later(func(c *look.Choice) { c.NoDPI = !on })
	})
	s.Set(!look.In(p.o.Preferences).NoDPI)
	return row(lang.L("Go by the screen’s density"), lang.L("Off, if everything is far too large or too small. Takes effect at the next start."), s)
}

func (p *Page) language() fyne.CanvasObject {
	spoken := look.Spoken()
	all := make([]string, len(spoken))
	for i, l := range spoken {
		all[i] = tongue(l)
	}
	s := widget.NewSelect(lang.L("Language"), all, func(i int) {
		p.later(func(c *look.Choice) { c.Language = spoken[i] })
	})
	s.Choose(slices.Index(spoken, look.In(p.o.Preferences).Language))
	return row(lang.L("Language"), lang.L("Takes effect at the next start."), s)
}

// tongue is what a language calls itself.
func tongue(l string) string {
	switch l {
	case "en":
		return "English"
	case "de":
		return "Deutsch"
	case "ar":
		return "العربية"
	}
	return lang.L("System")
}

func percent(n int) string { return lang.L("{{.N}} %", words{"N": n}) }
