package widget

import (
	"slices"

	"fyne.io/fyne/v2"
)

// layer is what lies over the page: an [Overlay] or a [Cover].
type layer interface {
	fyne.CanvasObject
	TypedKey(*fyne.KeyEvent)
	keys() *func(*fyne.KeyEvent) // what the canvas did with keys before it came
	keep()                       // takes the keyboard
}

// lay puts a layer over all that is there.
func lay(c fyne.Canvas, l layer) {
	c.Overlays().Add(l)
	l.Resize(c.Size())
	*l.keys() = c.OnTypedKey()
	c.SetOnTypedKey(l.TypedKey) // a tap on a button leaves the keyboard to nobody
	l.keep()
}

// lift takes a layer away and leaves what lies over it, with the keyboard: Fyne would take
// that away too, and with it the cover of a locked window.
func lift(c fyne.Canvas, l layer) {
	all := slices.Clone(c.Overlays().List())
	i := slices.Index(all, fyne.CanvasObject(l))
	if i < 0 {
		return
	}
	c.Overlays().Remove(l)
	above := layers(all[i+1:])
	if len(above) == 0 {
		c.SetOnTypedKey(*l.keys())
	} else {
		*above[0].keys() = *l.keys()
	}
	for _, o := range all[i+1:] {
		c.Overlays().Add(o)
	}
	if len(above) > 0 {
		above[len(above)-1].keep()
	}
}

func layers(objects []fyne.CanvasObject) (all []layer) {
	for _, o := range objects {
		if l, ok := o.(layer); ok {
			all = append(all, l)
		}
	}
	return all
}
