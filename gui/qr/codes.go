package qr

import (
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

const (
	leastSide = 21 // modules of the smallest code
	most      = 40 // finder patterns; a code has three, a photo a few by chance
)

var thoroughly = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}

// codes gives the different texts of the codes in a picture.
func codes(g *image.Gray) (texts []string) {
	if g == nil {
		return nil
	}
	defer func() {
		if recover() != nil { // the reader fell over a code made for that
			texts = nil
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(gozxing.NewLuminanceSourceFromImage(g)))
	if err != nil {
		return nil
	}
	black, err := bitmap.GetBlackMatrix()
	if err != nil || crowded(black) {
		return nil
	}
	all, _ := multi.NewQRCodeMultiReader().DecodeMultiple(bitmap, thoroughly) // its only error is that there are none
	if one, err := qrcode.NewQRCodeReader().Decode(bitmap, thoroughly); err == nil {
		all = append(all, one)
	}
	for _, r := range all {
		texts = append(texts, r.GetText())
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// crowded reports whether there are more finder patterns than a few codes have. The
// reader tries every three of them: thousands would keep it busy for hours.
func crowded(black *gozxing.BitMatrix) bool {
	f := detector.NewFinderPatternFinder(black, nil)
	for y := range black.GetHeight() {
		var runs []int // of pixels of one colour, the first black, the last five
		dark := false
		for x := range black.GetWidth() {
			switch is := black.Get(x, y); {
			case is == dark && len(runs) > 0:
				runs[len(runs)-1]++
				continue
			case is == dark:
				continue
			case len(runs) == 5 && dark && looks(runs):
				f.HandlePossibleCenter(runs, y, x)
			}
			if dark = !dark; len(runs) == 5 {
				runs = runs[1:]
			}
			runs = append(runs, 1)
		}
		if len(f.GetPossibleCenters()) > most {
			return true
		}
	}
	return false
}

// looks reports whether runs are 1 : 1 : 3 : 1 : 1, the line through a finder pattern.
func looks(runs []int) bool { return detector.FinderPatternFinder_foundPatternCross(runs) }
