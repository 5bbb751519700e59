package widget

import (
	"crypto/sha256"
	"image"
	"image/color"
	"math"
)

// identiconSide is the edge of an identicon in pixels: twice the largest avatar.
const identiconSide = 96

// identicons keeps drawn pictures: Fyne keeps one texture per image.
// Touched on the UI goroutine only.
var identicons = map[string]image.Image{}

// maxIdenticons bounds them, at 36 KiB each: some have thousands of contacts.
const maxIdenticons = 256

// Identicon draws a picture that belongs to an id: five by five cells, mirrored,
// on a gradient of two neighbouring hues, all taken from the id's hash.
func Identicon(id string) image.Image {
	if im, ok := identicons[id]; ok {
		return im
	}
	sum := sha256.Sum256([]byte(id))
	hue := float64(sum[0])*360/256 + float64(sum[1])/256
	from, to := hsl(hue, .62, .58), hsl(hue+38, .66, .46)
	im := image.NewNRGBA(image.Rect(0, 0, identiconSide, identiconSide))
	for y := range identiconSide {
		for x := range identiconSide {
			c := mix(from, to, float64(x+y)/(2*identiconSide))
			if cell(sum, x, y) {
				c = mix(c, color.NRGBA{255, 255, 255, 255}, .86)
			}
			im.SetNRGBA(x, y, c)
		}
	}
	if len(identicons) >= maxIdenticons {
		clear(identicons)
	}
	identicons[id] = im
	return im
}

// cell tells whether a pixel lies in one of the pattern's white cells.
func cell(sum [32]byte, x, y int) bool {
	const margin = identiconSide * .22
	const side = (identiconSide - 2*margin) / 5
	cx, cy := (float64(x)-margin)/side, (float64(y)-margin)/side
	if cx < 0 || cy < 0 || cx >= 5 || cy >= 5 {
		return false
	}
	col := int(cx)
	if col > 2 {
		col = 4 - col
	}
	return sum[2+int(cy)*3+col]&1 == 1
}

func hsl(h, s, l float64) color.NRGBA {
	h = math.Mod(h, 360)
	c := (1 - math.Abs(2*l-1)) * s
	x := c * (1 - math.Abs(math.Mod(h/60, 2)-1))
	rgb := [6][3]float64{{c, x, 0}, {x, c, 0}, {0, c, x}, {0, x, c}, {x, 0, c}, {c, 0, x}}[int(h/60)]
	m := l - c/2
	return color.NRGBA{uint8((rgb[0] + m) * 255), uint8((rgb[1] + m) * 255), uint8((rgb[2] + m) * 255), 255}
}

// mix goes from a to b.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t) }
	return color.NRGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}
