package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// RailItem is one page's entry in the rail at the left.
type RailItem struct {
	press
	face   *Box
	icon   *Icon
	text   *Text
	badge  *Badge
	active bool
}

// NewRailItem makes an entry.
func NewRailItem(label, icon string, tapped func()) *RailItem {
	r := &RailItem{face: NewBox(Look{}), icon: NewIcon(icon, RailIcon, 21), badge: NewBadge(Alert)}
	r.text = NewText(label, 11, false, RailIcon).Middle()
	r.init(label, 14, tapped)
	r.ExtendBaseWidget(r)
	return r
}

// Select marks the page that is shown.
func (r *RailItem) Select(on bool) {
	r.active = on
	r.Refresh()
}

// Count shows how much is new there.
func (r *RailItem) Count(n int) {
	r.badge.Set(n)
	r.badge.Refresh()
}

func (r *RailItem) CreateRenderer() fyne.WidgetRenderer {
	corner := container.New(railCorner{}, r.badge)
	body := Mid(ColMid(4, r.icon, container.New(railWord{r}, r.text)))
	r.paint()
	return Laid(r, &pressRenderer{&r.press, container.NewStack(r.face, Least(64, 56, body), corner), r.paint})
}

func (r *RailItem) paint() {
	ink, look := RailIcon, Look{}
	if r.active {
		ink, look = Accent, Look{Fill: RailActive, Radius: 14, Lift: Raised}
	}
	r.face.Set(look)
	r.icon.Set(r.icon.name, ink)
	r.text.bold = r.active
	r.text.SetIn(r.name, ink)
}

// railWord keeps room for the word at any size of text, also while it is bold.
type railWord struct{ item *RailItem }

func (l railWord) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(60, exactWidth(l.item.name, 11, true)+8), o[0].MinSize().Height)
}

func (railWord) Layout(o []fyne.CanvasObject, s fyne.Size) { Place(o[0], 0, 0, s.Width, s.Height) }

type railCorner struct{}

func (railCorner) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (railCorner) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	Place(o[0], s.Width/2+4, 4, m.Width, m.Height)
}
