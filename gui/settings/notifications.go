package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/notify"
	"restante/gui/widget"
)

// notifications is what the desktop tells, and when the program runs.
func (p *Page) notifications() fyne.CanvasObject {
	all := []fyne.CanvasObject{card("bell", lang.L("On the desktop"), p.level())}
	var rows []fyne.CanvasObject
	if p.o.Stays != nil {
		rows = append(rows, p.toggle(lang.L("Keep running when the window is closed"),
			lang.L("Mail goes on coming and going, and an icon in the tray brings the window back. Off: closing the window ends Restante."), p.o.Stays))
	}
	if p.o.Login != nil {
		rows = append(rows, p.toggle(lang.L("Start at log-in"), lang.L("Restante begins in the tray, so that mail is there before you look."), p.o.Login))
	}
	if len(rows) > 0 {
		all = append(all, card("refresh-cw", lang.L("In the background"), rows...))
	}
	return cards(all...)
}

// level is how much a notice may show.
func (p *Page) level() fyne.CanvasObject {
	all := make([]string, len(notify.Levels))
	for i, l := range notify.Levels {
		all[i] = l.Word()
	}
	s := widget.NewSelect(lang.L("Notices"), all, func(i int) {
		notify.Levels[i].Keep(p.o.Preferences)
		if p.o.Changed != nil {
			p.o.Changed()
		}
	})
	s.Choose(slices.Index(notify.Levels, notify.LevelIn(p.o.Preferences)))
	return row(lang.L("Notices"), lang.L("Whoever passes your screen can read them, and desktops keep them unencrypted."), s)
}
