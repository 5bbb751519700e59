package widget

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A picture takes the place of what is drawn from the id, and goes again.
func TestAvatarFace(t *testing.T) {
	dress(t)
	red := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range 40 * 40 {
		red.Set(i%40, i/40, color.RGBA{255, 0, 0, 255})
	}
	a := NewAvatar("alice", 40, Panel)
	w := test.NewTempWindow(t, a)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(40, 40))
	middle := func() color.Color { return w.Canvas().Capture().At(20, 20) }
	drawn := middle()
	a.SetFace("alice", red, false, Panel)
	if r, g, b, _ := middle().RGBA(); r < 0xf000 || g > 0x1000 || b > 0x1000 {
		t.Errorf("the middle is %v", middle())
	}
	if r, g, _, _ := w.Canvas().Capture().At(0, 0).RGBA(); r > 0xf000 && g < 0x1000 {
		t.Error("the corner is not round")
	}
	a.Set("alice", false, Panel)
	if middle() != drawn {
		t.Errorf("without a picture the middle is %v, was %v", middle(), drawn)
	}
}
