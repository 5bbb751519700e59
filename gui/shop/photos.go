package shop

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

const (
	photoSide = float32(104)
	maxFile   = 40 << 20 // bytes of a photo's file
)

// photos are those of a listing, in their order; one of them is chosen.
type photos struct {
	e      *editor
	list   []listing.Photo
	frames []*pictures.Frame
	at     int
	tiles  *fyne.Container
	alt    *widget.Field
	tools  *fyne.Container // of the chosen one
}

// pictures is the section of the photos.
func (e *editor) pictures() fyne.CanvasObject {
	p := &photos{e: e, tiles: widget.Several(10)}
	e.photos = p
	p.alt = widget.NewField(lang.L("What is seen, for those who do not see it"), "", 36, nil)
	p.alt.OnChanged = func(s string) {
		if p.at < len(p.list) {
			p.list[p.at].Alt = s
		}
	}
	forth := widget.NewRoundButton(lang.L("Move to the front"), "chevron-left", widget.Muted, widget.FieldFill, 32, 17, func() { p.move(-1) })
	back := widget.NewRoundButton(lang.L("Move to the back"), "chevron-right", widget.Muted, widget.FieldFill, 32, 17, func() { p.move(1) })
	gone := widget.NewRoundButton(lang.L("Remove the photo"), "trash-2", widget.Bad, widget.FieldFill, 32, 16, p.remove)
	p.tools = widget.Row(6, widget.Grow(p.alt), forth, back, gone)
	return section("image", lang.L("Photos"), p.tiles, p.tools, e.form.Hold("photos", p.alt),
		widget.Flow(lang.L("The first one is on the card. Choose files or drop them here; nothing but the pixels is published."), 12, widget.Muted))
}

func (p *photos) fill(list []listing.Photo) {
	p.list = slices.Clone(list)
	p.draw()
}

// all are the photos, with nothing in place of none: so it compares.
func (p *photos) all() []listing.Photo { return append([]listing.Photo(nil), p.list...) }

func (p *photos) draw() {
	p.at = max(0, min(p.at, len(p.list)-1))
	p.frames = nil
	p.tiles.Objects = nil
	for i, one := range p.list {
		frame, look := pictures.NewFrame(10), widget.Look{Rim: widget.BubbleEdge, Radius: 12}
		if i == p.at {
			look = widget.Look{Rim: widget.Accent, RimWidth: 2, Radius: 12}
		}
		p.frames = append(p.frames, frame)
		name := lang.L("Photo {{.N}}", words{"N": i + 1})
		if one.Alt != "" {
			name += ": " + widget.Clean(one.Alt)
		}
		face := container.NewStack(widget.Pad(3, 3, frame.Object), widget.NewBox(look))
		p.tiles.Add(widget.NewTap(name, 12, widget.Fixed(photoSide, photoSide, face), func() { p.choose(i) }))
	}
	if len(p.list) < listing.MaxPhotos {
		p.tiles.Add(p.adder())
	}
	show(p.tools, len(p.list) > 0)
	if len(p.list) > 0 {
		p.alt.SetText(p.list[p.at].Alt)
	}
	p.repaint()
	if p.e.object != nil {
		p.e.object.Refresh()
	}
}

func (p *photos) adder() fyne.CanvasObject {
	body := widget.ColMid(6, widget.Mid(widget.NewIcon("plus", widget.Accent, 22)), widget.ParaMid(lang.L("Add photo"), 12, photoSide-16, widget.Accent).Bold())
	face := container.NewStack(widget.NewBox(widget.Look{Fill: widget.FieldFill, Rim: widget.Outline, Radius: 12}), widget.Mid(body))
	return widget.NewTap(lang.L("Add photo"), 12, widget.Fixed(photoSide, photoSide, face), func() { p.e.p.o.Choose(p.add) })
}

func (p *photos) repaint() {
	for i, f := range p.frames {
		f.Set(p.e.p.pictures.Of(pictures.Key{Picture: p.list[i].Medium, Shape: pictures.Square}), false)
	}
}
