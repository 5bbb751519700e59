package orders

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"

	"restante/gui/guitest"
	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// noise is a picture file that nothing makes small.
func noise(t *testing.T, wide, high int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	im := image.NewRGBA(image.Rect(0, 0, wide, high))
	for i := range im.Pix {
		im.Pix[i] = uint8(r.Uint32())
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fits wants photos that an event takes.
func fits(t *testing.T, photos [][]byte, n int) {
	t.Helper()
	total := 0
	for _, p := range photos {
		total += len(p)
		if c, err := jpeg.DecodeConfig(bytes.NewReader(p)); err != nil || c.Width < 40 {
			t.Errorf("a photo is %v wide: %v", c.Width, err)
		}
	}
	if len(photos) != n || total > event.MaxPictures {
		t.Errorf("%d photos have %d bytes", len(photos), total)
	}
}

// A buyer rates with as many photos as there may be, and takes one away again; they fit
// into the event, and are shown.
func TestARatingHasPhotos(t *testing.T) {
	d := sold(t, machine.Buyer)
	d.world.File = noise(t, 300, 240)
	d.page.do(*d.page.panel.is, event.KindRate)
	for range event.MaxPhotos {
		d.press("Add photo")
	}
	d.silent("Add photo")
	d.press("Remove photo 2")
	d.press("Add photo")
	d.page.do(*d.page.panel.is, event.KindMessage) // another sheet over it
	d.press("Cancel")
	d.press("Rate")
	b, ok := d.last().(event.Rate)
	if !ok {
		t.Fatalf("it says %#v", d.last())
	}
	fits(t, b.Photos, event.MaxPhotos)
	d.says("Photo 4")
	d.press("Photo 1")
	d.says("Close")
}

// Photos show what is wrong with goods that shall go back, to the merchant as well.
func TestAReturnHasPhotos(t *testing.T) {
	d := sold(t, machine.Buyer)
	d.world.File = guitest.Face(color.RGBA{200, 120, 90, 255})
	d.page.do(*d.page.panel.is, event.KindReturn)
	d.write("1")
	d.press("Add photo")
	d.press("Ask")
	b, ok := d.last().(event.Return)
	if !ok {
		t.Fatalf("it says %#v", d.last())
	}
	fits(t, b.Photos, 1)
	d.says("Photo 1")
	d.world.Orders.Find(d.page.open).Role = machine.Merchant
	d.page.Reload()
	d.settle()
	d.says("Photo 1", "Accept the return")
}

// A file that is no picture is refused in words, and the sheet stays.
func TestWhatIsNoPhoto(t *testing.T) {
	d := sold(t, machine.Buyer)
	d.world.File = []byte("a text")
	d.page.do(*d.page.panel.is, event.KindRate)
	d.press("Add photo")
	d.says("This file is no picture that can be sent.", "Add photo")
}

// What others send as a photo is drawn only if it is one of a bearable size.
func TestForeignPhotosAreCareful(t *testing.T) {
	huge := encode(image.NewGray(image.Rect(0, 0, 3000, 3000)), 20)
	for what, b := range map[string][]byte{"nothing": nil, "a beginning": {0xFF, 0xD8, 0xFF}, "far too many pixels": huge} {
		if decode(b) != nil {
			t.Errorf("%s is drawn", what)
		}
	}
	if decode(encode(image.NewGray(image.Rect(0, 0, 300, 200)), 20)) == nil {
		t.Error("a photo is not drawn")
	}
	d := sold(t, machine.Merchant)
	x := d.world.Orders.Find(d.page.open)
	x.Say(machine.Buyer, d.world.Loop.Now(), event.Rate{Scores: []event.Score{{Line: 0, Stars: 1}}, Photos: [][]byte{huge, {0xFF}}}, delivery.Delivered)
	d.page.Reload()
	d.settle()
	d.press("Photo 2")
	d.says("Close")
}

// Whatever a picture looks like, four of them fit.
func TestPhotosFit(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {900, 2}, {320, 320}} {
		im, err := openPhoto(noise(t, size[0], size[1]))
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n <= event.MaxPhotos; n++ {
			all, total := make([]image.Image, n), 0
			for i := range all {
				all[i] = im
			}
			for _, b := range pack(all) {
				total += len(b)
			}
			if total > event.MaxPictures {
				t.Errorf("%d of %v have %d bytes", n, size, total)
			}
		}
	}
}
