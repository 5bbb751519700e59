package widget

import "fyne.io/fyne/v2"

// flex lays visible objects in a line with a gap; those made by Grow share what is left.
type flex struct {
	vertical bool
	gap      float32
	cross    align
}

// split gives a size as (along, across) the line.
func (f *flex) split(s fyne.Size) (along, across float32) {
	if f.vertical {
		return s.Height, s.Width
	}
	return s.Width, s.Height
}

func (f *flex) MinSize(objects []fyne.CanvasObject) fyne.Size {
	along, across := f.extent(objects)
	if f.vertical {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

func (f *flex) extent(objects []fyne.CanvasObject) (along, across float32) {
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		a, c := f.split(o.MinSize())
		along, across = along+a, max(across, c)
		n++
	}
	return along + f.gap*float32(max(0, n-1)), across
}

func (f *flex) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	room, across := f.split(s)
	f.widen(objects, s.Width)
	share := f.share(objects, room)
	pos := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		length, own := f.split(o.MinSize())
		cross := f.cross
		if grows(o) {
			length = share
			if cross != start {
				cross = stretch
			}
		}
		off, width := cross.span(across, own)
		f.place(o, pos, off, length, width)
		pos += length + f.gap
	}
}

// widen tells what lies in a column how wide it is before it is asked how high it
// is: the height of a [Flow] follows from that.
func (f *flex) widen(objects []fyne.CanvasObject, w float32) {
	for _, o := range objects {
		if f.vertical && f.cross == stretch && o.Visible() && o.Size().Width != w {
			o.Resize(fyne.NewSize(w, o.Size().Height))
		}
	}
}

func (f *flex) place(o fyne.CanvasObject, along, across, length, width float32) {
	if f.vertical {
		Place(o, across, along, width, length)
	} else {
		Place(o, along, across, length, width)
	}
}

// share is the length of each growing object.
func (f *flex) share(objects []fyne.CanvasObject, room float32) float32 {
	n, visible := 0, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		visible++
		if grows(o) {
			n++
		} else {
			a, _ := f.split(o.MinSize())
			room -= a
		}
	}
	room -= f.gap * float32(max(0, visible-1))
	return max(0, room/float32(max(1, n)))
}
