package guitest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"strconv"
	"sync"
)

// piece is a part of a drawn product: b(ox), e(llipse), h(alf of one), l(ine) or r(ing).
// Places are shares of the height; a line goes from x, y to w, h and is r thick.
type piece struct {
	kind          byte
	x, y, w, h, r float64
	ink           string
}

// far is how far a point lies outside of a piece.
func (p piece) far(x, y float64) float64 {
	dx, dy := x-p.x, y-p.y
	switch p.kind {
	case 'b':
		qx, qy := math.Abs(dx)-p.w+p.r, math.Abs(dy)-p.h+p.r
		return math.Hypot(max(qx, 0), max(qy, 0)) + min(max(qx, qy), 0) - p.r
	case 'l':
		vx, vy := p.w-p.x, p.h-p.y
		t := max(0, min(1, (dx*vx+dy*vy)/(vx*vx+vy*vy)))
		return math.Hypot(dx-t*vx, dy-t*vy) - p.r
	case 'r':
		return math.Abs(math.Hypot(dx/p.w, dy/p.h)-1)*min(p.w, p.h) - p.r
	}
	high := math.Abs(p.h)
	d := (math.Hypot(dx/p.w, dy/high) - 1) * min(p.w, high)
	if p.kind == 'h' {
		d = max(d, -dy*p.h/high)
	}
	return d
}

// product stands on a floor before a wall.
type product struct {
	wall, floor string
	shadow      [3]float64 // x, y, half its width
	pieces      []piece
}

var products = map[string]product{
	"organiser": {"#efe6dc", "#e0d3c4", [3]float64{.67, .79, .46}, []piece{
		{'l', .40, .24, .44, .6, .02, "#e2a93b"}, {'l', .52, .20, .50, .6, .018, "#3c6e71"}, {'l', .86, .30, .84, .6, .03, "#c8bfae"}, {'l', .96, .22, .93, .6, .016, "#b5524a"},
		{'b', .67, .52, .42, .06, .03, "#8f6140"}, {'b', .44, .515, .12, .02, .02, "#3f2616"}, {'b', .69, .515, .07, .02, .02, "#3f2616"}, {'b', .91, .515, .12, .02, .02, "#3f2616"}, {'b', .67, .66, .42, .12, .03, "#73492c"}, {'b', .67, .60, .42, .004, .004, "#5d3a22"}}},
	"lamp": {"#dfe7ec", "#cfd9df", [3]float64{.66, .86, .24}, []piece{
		{'e', .64, .84, .19, .035, 0, "#2f3440"}, {'l', .64, .83, .54, .44, .016, "#b98a58"}, {'l', .54, .44, .85, .24, .016, "#b98a58"}, {'e', .54, .44, .028, .028, 0, "#2f3440"}, {'h', .87, .36, .17, -.17, 0, "#2f3440"}, {'e', .87, .36, .17, .026, 0, "#ffe9ad"}}},
	"mug": {"#e9ebe3", "#d8dccf", [3]float64{.67, .80, .28}, []piece{
		{'r', .86, .56, .11, .12, .026, "#b98f6b"}, {'b', .64, .56, .19, .235, .06, "#cba582"}, {'e', .64, .345, .188, .045, 0, "#a57c59"}, {'e', .64, .355, .165, .034, 0, "#4a3020"}, {'b', .64, .70, .19, .012, .01, "#f2e4d3"}}},
	"tray": {"#e6e2ee", "#d5cfe2", [3]float64{.67, .74, .54}, []piece{
		{'e', .67, .66, .54, .135, 0, "#7d5233"}, {'e', .67, .63, .54, .135, 0, "#a87348"}, {'e', .67, .625, .47, .108, 0, "#c48f61"}, {'b', .50, .53, .10, .10, .04, "#f7f5f0"}, {'e', .50, .435, .098, .024, 0, "#d9d4c8"}, {'b', .82, .57, .08, .07, .03, "#46617a"}, {'e', .82, .505, .078, .02, 0, "#33495e"}}},
	"stool": {"#f0e3dc", "#e2cfc4", [3]float64{.67, .90, .34}, []piece{
		{'l', .54, .36, .42, .88, .022, "#8b5e3c"}, {'l', .80, .36, .92, .88, .022, "#7a5032"}, {'l', .67, .38, .67, .92, .024, "#9a6a45"}, {'l', .49, .68, .85, .68, .014, "#7a5032"}, {'e', .67, .36, .30, .075, 0, "#8b5e3c"}, {'e', .67, .33, .30, .075, 0, "#c08a5c"}}},
	"vase": {"#dde8e4", "#cbdad4", [3]float64{.67, .84, .26}, []piece{
		{'l', .67, .4, .54, .20, .008, "#5b7a5c"}, {'l', .67, .4, .80, .17, .008, "#5b7a5c"}, {'l', .67, .4, .69, .15, .008, "#5b7a5c"}, {'e', .54, .20, .045, .06, 0, "#86a886"}, {'e', .595, .28, .04, .03, 0, "#6f946f"}, {'e', .80, .17, .045, .06, 0, "#6f946f"}, {'e', .75, .27, .04, .03, 0, "#86a886"}, {'e', .69, .15, .035, .055, 0, "#a4c0a0"}, {'b', .67, .42, .065, .12, .03, "#3f6470"}, {'e', .67, .64, .20, .20, 0, "#4c7683"}, {'e', .67, .305, .064, .016, 0, "#294650"}}},
	"notebooks": {"#ece4ea", "#dccfd8", [3]float64{.67, .80, .46}, []piece{
		{'b', .67, .73, .42, .06, .015, "#46617a"}, {'b', .74, .73, .345, .042, .005, "#f4efe4"}, {'b', .64, .61, .38, .06, .015, "#b5694a"}, {'b', .71, .61, .305, .042, .005, "#f4efe4"}, {'b', .69, .50, .40, .05, .015, "#d7b25c"}, {'b', .76, .50, .325, .034, .005, "#f4efe4"}, {'l', .40, .425, .92, .405, .016, "#2f3440"}}},
	"bowl": {"#e2e7f0", "#d0d8e6", [3]float64{.67, .82, .30}, []piece{
		{'b', .67, .79, .12, .03, .015, "#c5cad6"}, {'h', .67, .46, .36, .33, 0, "#f1f2f6"}, {'e', .67, .46, .36, .07, 0, "#dfe3ec"}, {'e', .67, .468, .325, .055, 0, "#8794ad"}, {'e', .60, .44, .07, .06, 0, "#d8864f"}, {'e', .74, .435, .075, .065, 0, "#c5533f"}, {'e', .67, .41, .065, .06, 0, "#e2a93b"}}},
	"board": {"#e8eadf", "#d3d6c4", [3]float64{.67, .82, .44}, []piece{
		{'b', .67, .56, .40, .24, .07, "#b07a4c"}, {'b', .67, .545, .40, .23, .07, "#c9935f"}, {'r', .98, .40, .035, .035, .012, "#8a5a34"}, {'l', .38, .48, .90, .47, .004, "#b37f4f"}, {'l', .34, .58, .98, .57, .004, "#b37f4f"}, {'l', .36, .67, .94, .68, .004, "#b37f4f"}}},
	"candle": {"#eee2e4", "#dfcbd0", [3]float64{.67, .86, .22}, []piece{
		{'e', .67, .84, .17, .04, 0, "#8e7434"}, {'e', .67, .825, .17, .04, 0, "#c9a850"}, {'b', .67, .68, .025, .14, .02, "#c2a04a"}, {'e', .67, .555, .07, .028, 0, "#d8b964"}, {'b', .67, .41, .034, .15, .012, "#f6efe2"}, {'l', .67, .27, .67, .24, .004, "#4a3a30"}, {'e', .67, .205, .02, .045, 0, "#ffc766"}}},
	"clock": {"#e0e8ea", "#cddadd", [3]float64{.67, .86, .30}, []piece{
		{'b', .67, .84, .20, .02, .02, "#7a5032"}, {'e', .67, .52, .32, .32, 0, "#8b5e3c"}, {'e', .67, .52, .275, .275, 0, "#fbf8f2"}, {'l', .67, .52, .67, .32, .012, "#2f3440"}, {'l', .67, .52, .80, .58, .012, "#2f3440"}, {'e', .67, .52, .022, .022, 0, "#b5524a"}}},
	"basket": {"#efe9dd", "#e0d6c2", [3]float64{.67, .84, .36}, []piece{
		{'r', .67, .42, .22, .24, .018, "#9a7440"}, {'b', .67, .64, .32, .18, .08, "#c49a5c"}, {'b', .67, .56, .32, .012, .01, "#a97f45"}, {'b', .67, .64, .32, .012, .01, "#a97f45"}, {'b', .67, .72, .31, .012, .01, "#a97f45"}, {'e', .67, .465, .315, .045, 0, "#8a6836"}, {'e', .56, .44, .09, .05, 0, "#7fa06f"}, {'e', .76, .44, .10, .055, 0, "#93b383"}}},
}

var drawn sync.Map // of products, as JPEG

// Product draws one of the atelier's goods.
func Product(name string, wide int) []byte {
	key := name + strconv.Itoa(wide)
	if b, there := drawn.Load(key); there {
		return b.([]byte)
	}
	p, high := products[name], wide*3/4
	im := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			im.SetRGBA(x, y, p.at(float64(x)/float64(high), float64(y)/float64(high), 1/float64(high)))
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 88}); err != nil {
		panic(err) // a buffer takes everything
	}
	drawn.Store(key, b.Bytes())
	return b.Bytes()
}

var (
	white = color.RGBA{255, 255, 255, 255}
	dusk  = color.RGBA{40, 34, 48, 255}
	night = color.RGBA{20, 14, 26, 255}
)

// at is the colour of a point, lit from the left; pixel is how large one is.
func (p product) at(x, y, pixel float64) color.RGBA {
	c := blend(ink(p.wall), white, .35*(1-y)-.12*math.Abs(x-.34))
	c = blend(c, ink(p.floor), (y-.66)/.06)
	c = blend(c, dusk, .34*(1-math.Hypot((x-p.shadow[0])/p.shadow[2], (y-p.shadow[1])/.07)))
	for _, s := range p.pieces {
		d := s.far(x, y)
		if d >= pixel {
			continue
		}
		f := ink(s.ink)
		if s.kind != 'l' {
			t := (x - s.x) / math.Abs(s.w)
			f = blend(blend(f, white, -.16*t), night, .24*t)
		}
		c = blend(c, f, .5-d/pixel)
	}
	return c
}

func ink(s string) color.RGBA {
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		panic(err) // the colours above are constants
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

func blend(a, b color.RGBA, t float64) color.RGBA {
	t = max(0, min(1, t))
	f := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*t) }
	return color.RGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}
