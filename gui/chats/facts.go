package chats

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/contact"
)

// facts are what is known of a person.
type facts struct {
	page  *Page
	x     person
	all   contact.About
	links []string
}

func (f facts) tell() []fyne.CanvasObject {
	all := []fyne.CanvasObject{f.reach(), f.nodes(), f.card(), f.safety()}
	if f.x.friend() || f.all.Introducer != "" {
		all = append(all, f.acquaintance())
	}
	return append(all, f.identity())
}

// fact is a title with what there is to say under it.
func fact(icon string, t widget.Tone, title string, more ...fyne.CanvasObject) fyne.CanvasObject {
	tile := widget.Tile(icon, t.Ink, t.Fill, 32, 16)
	text := widget.Col(3, widget.Strong(title, 13), widget.Col(0, more...))
	return widget.RowFill(12, widget.Col(0, tile), widget.Grow(text))
}

// factWide is the width of what stands beside the icon of a fact.
const factWide = aboutWide - 44

func saying(s string) fyne.CanvasObject { return widget.Para(s, 12.5, factWide, widget.Muted) }

// reach says on which way a message would go now.
func (f facts) reach() fyne.CanvasObject {
	icon, tone, text := "moon", widget.Informed, ""
	name := words{"Name": f.x.brief()}
	switch {
	case f.x.contact.Online && f.direct():
		icon, tone, text = "circle-check", widget.Fine, lang.L("Directly: your computers are connected.")
	case f.x.contact.Online:
		icon, tone, text = "radio", widget.Fine, lang.L("Through a relay, which passes sealed bytes on and keeps none.")
	case f.all.Signed.IsZero():
		icon, tone, text = "key-round", widget.Careful, lang.L("The keys of {{.Name}} are not known yet. Messages wait here.", name)
	case len(f.all.Nodes) > 0:
		icon, text = "package", lang.N("Away. {{.N}} push nodes take the mail.", len(f.all.Nodes), words{"N": len(f.all.Nodes)})
	case f.page.nodes.ready:
		icon, text = "package", lang.L("Away. Your push nodes keep the mail until they return.")
	case f.page.stored:
		icon, text = "cloud", lang.L("Away. Your storage keeps the mail until they return.")
	default:
		icon, tone, text = "triangle-alert", widget.Careful, lang.L("Away: a message cannot arrive until you are both on.")
	}
	return fact(icon, tone, lang.L("How messages get there now"), saying(text))
}

// direct tells whether any connection needs no relay.
func (f facts) direct() bool {
	for _, addr := range f.links {
		if !strings.Contains(addr, "/p2p-circuit") {
			return true
		}
	}
	return len(f.links) == 0 // it went since the list was read
}
