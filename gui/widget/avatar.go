package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Avatar is someone's round picture, with a dot while they are online. Who has none
// is told apart by an [Identicon].
type Avatar struct {
	widget.BaseWidget
	size      float32
	online    bool
	behind    fyne.ThemeColorName // the surface it lies on, for the ring of the dot
	image     *canvas.Image
	ring, dot *canvas.Rectangle // rectangles: the test painter draws no circle's stroke
}

// NewAvatar makes the picture of an id.
func NewAvatar(id string, size float32, behind fyne.ThemeColorName) *Avatar {
	a := &Avatar{size: size, behind: behind, ring: &canvas.Rectangle{}, dot: &canvas.Rectangle{}}
	a.image = canvas.NewImageFromImage(Identicon(id))
	a.image.FillMode, a.image.CornerRadius = canvas.ImageFillStretch, size/2
	a.paint()
	a.ExtendBaseWidget(a)
	return a
}

// Set changes whose picture it is and whether they are online.
func (a *Avatar) Set(id string, online bool, behind fyne.ThemeColorName) {
	a.SetFace(id, nil, online, behind)
}

// SetFace is Set with a square picture in place of the one drawn from the id; nil
// keeps that. The same picture must come as the same image each time: it is drawn
// anew for another one only.
func (a *Avatar) SetFace(id string, im image.Image, online bool, behind fyne.ThemeColorName) {
	if im == nil {
		im = Identicon(id)
	}
	if a.image.Image == im && a.online == online && a.behind == behind {
		return
	}
	a.image.Image, a.online, a.behind = im, online, behind
	a.image.Refresh()
	a.Refresh()
}

func (a *Avatar) CreateRenderer() fyne.WidgetRenderer { return Laid(a, &avatarRenderer{a}) }

func (a *Avatar) paint() {
	a.ring.FillColor, a.dot.FillColor = Color(a.behind), Color(Online)
	a.ring.Hidden, a.dot.Hidden = !a.online, !a.online
}

type avatarRenderer struct{ a *Avatar }

func (r *avatarRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.a.size) }
func (r *avatarRenderer) Destroy()           {}
func (r *avatarRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.a.image, r.a.ring, r.a.dot}
}

func (r *avatarRenderer) Layout(fyne.Size) {
	s := r.a.size
	Place(r.a.image, 0, 0, s, s)
	disc(r.a.ring, s-13, s-13, 15)
	disc(r.a.dot, s-10.5, s-10.5, 10)
}

func (r *avatarRenderer) Refresh() {
	r.a.paint()
	r.a.ring.Refresh()
	r.a.dot.Refresh()
}

func disc(c *canvas.Rectangle, x, y, diameter float32) {
	c.CornerRadius = diameter / 2
	Place(c, x, y, diameter, diameter)
}

// Logo is the program's mark: a letter on a gradient.
func Logo(size float32) fyne.CanvasObject {
	px := int(size) * 3
	im := image.NewNRGBA(image.Rect(0, 0, px, px))
	from, to := hex("#7c86ff"), hex("#2fc9b8")
	for y := range px {
		for x := range px {
			im.SetNRGBA(x, y, mix(from, to, float64(x+y)/float64(2*px)))
		}
	}
	tile := canvas.NewImageFromImage(im) // gradients have no corner radius, images do
	tile.CornerRadius, tile.FillMode = size/3, canvas.ImageFillStretch
	tile.SetMinSize(fyne.NewSquareSize(size))
	return On(Look{}, tile, Mid(NewIcon("mail", OnOut, size/2)))
}
