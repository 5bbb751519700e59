package tray

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"restante/assets/fonts"
	"restante/gui/widget"
)

// The badge, as parts of the icon's width: a tray is some 22 pixels high, so it
// is large.
const (
	badgeSize = 0.64
	rimSize   = 0.05 // cut out around it, for any background
	textSize  = 0.5
	twoSize   = 0.4 // of two letters
)

const iconSize = 64 // pixels; desktops scale it down

// small is the program's icon at the size of a tray's.
func small(icon []byte) (*image.NRGBA, error) {
	src, err := png.Decode(bytes.NewReader(icon))
	if err != nil {
		return nil, fmt.Errorf("reading the icon: %w", err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, iconSize, iconSize))
	draw.CatmullRom.Scale(img, img.Bounds(), src, src.Bounds(), draw.Src, nil)
	return img, nil
}

// draw gives the icon with a short text on it, or "".
func (t *Tray) draw(text string) ([]byte, error) {
	img := image.NewNRGBA(t.icon.Bounds())
	copy(img.Pix, t.icon.Pix)
	if text != "" {
		if err := mark(img, text); err != nil {
			return nil, fmt.Errorf("writing the number: %w", err)
		}
	}
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// mark puts a text on a disc in the lower right corner.
func mark(img *image.NRGBA, text string) error {
	const r = iconSize * badgeSize / 2
	const at = iconSize - r
	cut(img, disc{at, at, r + iconSize*rimSize})
	red := image.NewUniform(widget.Theme{}.Color(widget.Alert, theme.VariantLight))
	draw.DrawMask(img, img.Bounds(), red, image.Point{}, disc{at, at, r}, image.Point{}, draw.Over)
	size := iconSize * textSize
	if len(text) > 1 {
		size = iconSize * twoSize
	}
	return write(img, text, size, at, at)
}

// disc is a soft-edged mask.
type disc struct{ x, y, r float64 }

func (disc) ColorModel() color.Model { return color.AlphaModel }
func (disc) Bounds() image.Rectangle { return image.Rect(-1e4, -1e4, 1e4, 1e4) }
func (d disc) At(x, y int) color.Color {
	edge := d.r - math.Hypot(float64(x)+.5-d.x, float64(y)+.5-d.y) + .5
	return color.Alpha{uint8(255 * min(max(edge, 0), 1))}
}

// cut makes a hole.
func cut(img *image.NRGBA, d disc) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			alpha := &img.Pix[img.PixOffset(x, y)+3]
			*alpha = uint8(int(*alpha) * (255 - int(d.At(x, y).(color.Alpha).A)) / 255)
		}
	}
}

// write puts the text's middle at x, y.
func write(img draw.Image, text string, size, x, y float64) error {
	parsed, err := opentype.Parse(fonts.SemiBold)
	if err != nil {
		return err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return err
	}
	defer face.Close()
	d := font.Drawer{Dst: img, Src: image.White, Face: face}
	box, _ := d.BoundString(text) // how far it moves on is no matter
	d.Dot = fixed.Point26_6{
		X: fixed.Int26_6(x*64) - (box.Min.X+box.Max.X)/2,
		Y: fixed.Int26_6(y*64) - (box.Min.Y+box.Max.Y)/2,
	}
	d.DrawString(text)
	return nil
}
