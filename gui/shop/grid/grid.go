// Package grid lays cards in lines below a head, and has only those built that can be
// seen: a shop may have thousands.
//
//	g := grid.New(grid.Options{Head: head, Least: 240, High: high, Build: build, Gone: gone})
//	g.Set([]string{"blue-mug", "oak-lamp"})
//
// A card keeps its place in the keyboard's order, and one line more than is seen is
// there, so that Tab leads on to it.
package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

const (
	gap    = float32(16)
	margin = float32(24)
)

// Options are what a Grid needs.
type Options struct {
	Head  fyne.CanvasObject
	Least float32                    // width of a card
	High  func(wide float32) float32 // height of a card of a width
	Build func(key string) fyne.CanvasObject
	Gone  func(key string) // a card is not seen any more
}

// Grid is the cards of some keys.
type Grid struct {
	Object *fyne.Container

	o       Options
	keys    []string
	made    map[string]fyne.CanvasObject
	content *fyne.Container
	scroll  *container.Scroll
	wide    float32
}

// New makes an empty grid.
func New(o Options) *Grid {
	g := &Grid{o: o, made: map[string]fyne.CanvasObject{}}
	g.content = container.New(g, o.Head)
	g.Object = widget.Room(g.content)
	g.scroll = g.Object.Objects[0].(*container.Scroll)
	g.scroll.OnScrolled = func(fyne.Position) { g.show() }
	return g
}

// Set shows the cards of other keys; those that stay are kept.
func (g *Grid) Set(keys []string) {
	g.keys = keys
	g.Fit()
}

// Fit makes room for a head that is as high as never before.
func (g *Grid) Fit() {
	g.Object.Refresh()
	g.Object.Layout.Layout(g.Object.Objects, g.Object.Size())
	g.show()
}

// Rebuild makes a card anew.
func (g *Grid) Rebuild(key string) {
	if g.made[key] != nil {
		g.drop(key)
		g.show()
	}
}

// ToTop scrolls to the head.
func (g *Grid) ToTop() { g.scroll.ScrollToTop() }

func (g *Grid) drop(key string) {
	delete(g.made, key)
	g.o.Gone(key)
}

// columns is how many cards there are in a line, and how wide they are.
func (g *Grid) columns() (n int, w float32) {
	room := max(0, g.wide-2*margin)
	n = max(1, int((room+gap)/(widget.Larger(g.o.Least)+gap)))
	return n, (room - gap*float32(n-1)) / float32(n)
}

// top is where the first line begins.
func (g *Grid) top() float32 { return g.o.Head.MinSize().Height + gap }

// MinSize implements fyne.Layout.
func (g *Grid) MinSize([]fyne.CanvasObject) fyne.Size {
	n, w := g.columns()
	lines := float32((len(g.keys) + n - 1) / n)
	return fyne.NewSize(widget.Larger(g.o.Least)+2*margin, g.top()+lines*(g.o.High(w)+gap)+margin-gap)
}

// Layout implements fyne.Layout.
func (g *Grid) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	g.wide = s.Width
	g.o.Head.Resize(fyne.NewSize(s.Width-2*margin, g.o.Head.Size().Height)) // then it knows how high it is
	widget.Place(g.o.Head, margin, 2, s.Width-2*margin, g.o.Head.MinSize().Height)
	g.show()
}

// show builds what is seen now and lets go of the rest.
func (g *Grid) show() {
	if g.wide == 0 {
		return
	}
	n, w := g.columns()
	high := g.o.High(w)
	first, last := g.seen(n, high)
	all, before := []fyne.CanvasObject{g.o.Head}, len(g.made)
	built, stays := 0, map[string]bool{}
	for i := first; i < last; i++ {
		key := g.keys[i]
		stays[key] = true
		o := g.made[key]
		if o == nil {
			o = g.o.Build(key)
			g.made[key], built = o, built+1
		}
		widget.Place(o, margin+float32(i%n)*(w+gap), g.top()+float32(i/n)*(high+gap), w, high)
		all = append(all, o)
	}
	for key := range g.made {
		if !stays[key] {
			g.drop(key)
		}
	}
	g.content.Objects = all
	if built > 0 || len(g.made) != before {
		canvas.Refresh(g.content)
	}
}

// seen are the numbers of the cards of the lines in sight, and one line around them.
func (g *Grid) seen(n int, high float32) (first, last int) {
	line, from := high+gap, g.scroll.Offset.Y-g.top()
	first = max(0, int(from/line)-1) * n
	last = (int((from+g.scroll.Size().Height)/line) + 2) * n
	return min(first, len(g.keys)), max(0, min(last, len(g.keys)))
}
