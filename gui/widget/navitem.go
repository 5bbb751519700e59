package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NavItem is an entry in a list of sections.
type NavItem struct {
	press
	face *Box
	icon *Icon
	text *Text
	on   bool
}

// NewNavItem makes an entry.
func NewNavItem(label, icon string, tapped func()) *NavItem {
	n := &NavItem{face: NewBox(Look{}), icon: NewIcon(icon, Muted, 18), text: Label(label, 13.5).Cut()}
	n.init(label, 12, tapped)
	n.ExtendBaseWidget(n)
	return n
}

// Select marks the section that is shown.
func (n *NavItem) Select(on bool) {
	n.on = on
	n.Refresh()
}

func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	n.paint()
	row := Row(12, n.icon, Grow(Wide(n.text)))
	face := container.NewStack(n.face, Fixed(0, 40, Pad(0, 12, row)))
	return Laid(n, &pressRenderer{&n.press, face, n.paint})
}

func (n *NavItem) paint() {
	ink, mark, look := Foreground, Muted, Look{}
	if n.on {
		ink, mark, look = Accent, Accent, Look{Fill: Selected, Radius: 12}
	}
	n.face.Set(look)
	n.icon.Set(n.icon.name, mark)
	n.text.embolden(n.on)
	n.text.SetIn(n.name, ink)
}
