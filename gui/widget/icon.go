package widget

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"restante/assets"
)

// icons keeps one resource per name, colour and scale: Fyne caches drawings by
// resource, and its ThemedResource recolours fills, where ours are strokes.
// Touched on the UI goroutine only.
var icons = map[string]fyne.Resource{}

// IconIn gives the stroke icon of that name in a colour.
func IconIn(name string, c color.Color) fyne.Resource {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	rgb, stroke := fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B), fmt.Sprintf("%.2f", 2*scale())
	key := name + rgb + "-" + stroke + ".svg"
	if r, ok := icons[key]; ok {
		return r
	}
	b, err := assets.Files.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic(err)
	}
	drawn := strings.NewReplacer("currentColor", rgb, `stroke-width="2"`, `stroke-width="`+stroke+`"`).Replace(string(b))
	r := fyne.NewStaticResource(key, []byte(drawn))
	icons[key] = r
	return r
}

// scale is how many pixels a unit has: Fyne's SVG reader makes pictures larger
// but leaves strokes as thin as they are, so icons need thicker ones there.
func scale() float32 {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		return w.Canvas().Scale()
	}
	return 1
}

// Icon is a stroke icon in a colour token.
type Icon struct {
	widget.BaseWidget
	name  string
	color fyne.ThemeColorName
	size  float32
	image *canvas.Image
}

// NewIcon makes an icon; the name is that of a file in assets/icons.
func NewIcon(name string, c fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{name: name, color: c, size: size}
	i.image = canvas.NewImageFromResource(IconIn(name, Color(c)))
	i.image.FillMode = canvas.ImageFillContain
	i.ExtendBaseWidget(i)
	return i
}

// Set changes what is drawn.
func (i *Icon) Set(name string, c fyne.ThemeColorName) {
	if i.name == name && i.color == c {
		return
	}
	i.name, i.color = name, c
	i.Refresh()
}

func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	return Laid(i, &leaf{min: fyne.NewSquareSize(i.size), object: i.image, refresh: i.paint})
}

func (i *Icon) paint() {
	if r := IconIn(i.name, Color(i.color)); r != i.image.Resource {
		i.image.Resource = r
		i.image.Refresh()
	}
}

// leaf renders a widget that is one canvas object.
type leaf struct {
	min     fyne.Size
	object  fyne.CanvasObject
	refresh func()
}

func (l *leaf) Layout(s fyne.Size)           { l.object.Resize(s) }
func (l *leaf) MinSize() fyne.Size           { return l.min }
func (l *leaf) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{l.object} }
func (l *leaf) Refresh()                     { l.refresh() }
func (l *leaf) Destroy()                     {}
