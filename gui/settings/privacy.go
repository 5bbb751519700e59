package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	core "restante/messaging/settings"
)

// choice is one thing that others may learn.
type choice struct {
	title, text string
	of          func(*core.Settings) *bool
}

func choices() []choice {
	return []choice{
		{lang.L("Read receipts"), lang.L("Others see that you have read what they wrote. Off: they see only that it arrived, and what you read meanwhile is never told."),
			func(s *core.Settings) *bool { return &s.ReadReceipts }},
		{lang.L("Typing"), lang.L("Others see while you type, and you see it of them. Off is off both ways."),
			func(s *core.Settings) *bool { return &s.Typing }},
		{lang.L("Last seen"), lang.L("Others see whether you are here, and when you last were. Off: their Restante does not show it, though whoever is connected to you can tell."),
			func(s *core.Settings) *bool { return &s.LastSeen }},
	}
}

// privacy is what others learn.
func (p *Page) privacy() fyne.CanvasObject {
	all := choices()
	rows, switches := make([]fyne.CanvasObject, len(all)), make([]*widget.Switch, len(all))
	for i, c := range all {
		switches[i] = widget.NewSwitch(c.title, func(on bool) { p.set(switches[i], c, on) })
		switches[i].Disable()
		rows[i] = row(c.title, c.text, switches[i])
	}
	p.o.Loop.Go(func(ctx context.Context) func() {
		now, err := p.o.Privacy.Get(ctx)
		return func() {
			for i, c := range all {
				p.known(switches[i], *c.of(&now), err)
			}
		}
	})
	sealed := note("eye-off", lang.L("Nobody else reads along"), lang.L("Those who hold your mail, and those who pass it on, see sealed parcels: no names, no text, no kinds of files."))
	shown := []fyne.CanvasObject{card("eye", lang.L("What others see"), rows...), sealed}
	if p.o.People != nil {
		shown = append(shown, p.blocked())
	}
	return cards(shown...)
}

func (p *Page) set(s *widget.Switch, c choice, on bool) {
	p.flip(s, on, func(ctx context.Context) error {
		return p.o.Privacy.Change(ctx, func(now *core.Settings) { *c.of(now) = on })
	}, nil)
}

// note is a card that only says something.
func note(icon, title, text string) fyne.CanvasObject {
	tile := widget.Col(0, widget.Tile(icon, widget.Accent, widget.Selected, 40, 19))
	col := widget.Col(3, widget.Flow(title, 14, widget.Foreground).Bold(), widget.Flow(text, 12.5, widget.Muted))
	return widget.CardOf(16, 20, widget.RowFill(14, tile, widget.Grow(col)))
}
