package chats

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/delivery"
)

// rowHigh is the height of a person's row.
const rowHigh = 62

// personRow shows one person in the list; the list binds it to many.
type personRow struct {
	fynewidget.BaseWidget
	avatar           *widget.Avatar
	name, when, last *widget.Text
	mark             *widget.Icon
	badge            *widget.Badge
	back             *widget.Box // the open conversation
	ring             *widget.Box // the cursor
}

func newPersonRow() *personRow {
	r := &personRow{
		avatar: widget.NewAvatar("", 44, widget.Panel),
		name:   widget.Strong("", 14).Cut(), when: widget.Caption("", 11.5), last: widget.Caption("", 12.5).Cut(),
		mark: widget.NewIcon("clock", widget.Muted, 15), badge: widget.NewBadge(widget.BadgeFill),
		back: widget.NewBox(widget.Look{}), ring: widget.NewBox(widget.Look{}),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *personRow) CreateRenderer() fyne.WidgetRenderer {
	top := widget.Row(8, widget.Grow(widget.Wide(r.name)), r.when)
	bottom := widget.Row(4, r.mark, widget.Grow(widget.Wide(r.last)), r.badge)
	lines := widget.Wide(widget.Col(3, widget.Fixed(0, 19, top), widget.Fixed(0, 18, bottom)))
	row := widget.Row(14, r.avatar, widget.Grow(lines))
	return widget.Laid(r, fynewidget.NewSimpleRenderer(container.NewStack(r.back, widget.Pad(2, 2, r.ring), widget.Fixed(0, rowHigh, widget.Inset(0, 0, 8, 12, row)))))
}

// fill binds a row to a person.
func (l *peopleList) fill(r *personRow, x person) {
	behind, back, ring := widget.Panel, widget.Look{}, widget.Look{}
	if x.id == l.openPeer() {
		behind, back = widget.Selected, widget.Look{Fill: widget.Selected, Radius: 12}
	}
	if l.list.pointed(x.id) {
		ring = widget.Look{Rim: widget.Accent, RimWidth: 2, Radius: 11}
	}
	r.back.Set(back)
	r.ring.Set(ring)
	l.page.portray(x, r.avatar, behind)
	r.name.Set(x.name)
	ink, whenInk := widget.Muted, widget.Muted
	if x.last.Unread > 0 {
		ink, whenInk = widget.Foreground, widget.Accent
	}
	r.when.SetIn(l.page.brief(x.when()), whenInk)
	r.badge.Set(x.last.Unread)
	l.fillLast(r, x, ink)
	r.Refresh()
}

// fillLast shows what was said last, or who types, or that there was nothing yet.
func (l *peopleList) fillLast(r *personRow, x person, ink fyne.ThemeColorName) {
	r.mark.Hide()
	draft := l.draft(x.id)
	switch {
	case l.page.isTyping(x.id):
		r.last.SetIn(lang.L("typing…"), widget.Accent)
	case draft != "":
		r.last.SetIn(lang.L("Draft: {{.Text}}", words{"Text": widget.Brief(draft)}), widget.Accent)
	case !x.talked:
		r.last.SetIn(lang.L("Say hello"), widget.Muted)
	default:
		r.last.SetIn(x.line, ink)
		if x.request() {
			r.mark.Set("user-round", widget.Accent)
			r.mark.Show()
		}
		if x.last.Outgoing {
			icon, c := stateIcon(x.last.State)
			r.mark.Set(icon, c)
			r.mark.Show()
		}
	}
}

// stateIcon is the sign of a state in a list; the conversation has the words.
func stateIcon(s delivery.State) (icon string, c fyne.ThemeColorName) {
	switch m := markOf(s); s {
	case delivery.Read:
		return m.Icon(), widget.Accent
	case delivery.Failed, delivery.Expired:
		return m.Icon(), widget.Bad
	default:
		return m.Icon(), widget.Muted
	}
}

// draft is what was begun for somebody whose conversation is not open.
func (l *peopleList) draft(id peer.ID) string {
	if l.openPeer() == id {
		return ""
	}
	return l.page.drafts.texts[id]
}

// listTheme brings the list's rows close together.
type listTheme struct{}

func app() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (listTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return app().Color(n, v)
}

func (listTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNamePadding {
		return 2
	}
	return app().Size(n)
}

func (listTheme) Font(s fyne.TextStyle) fyne.Resource     { return app().Font(s) }
func (listTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return app().Icon(n) }
