package storefront

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"

	"github.com/ipfs/go-cid"
	"golang.org/x/image/draw"

	"restante/messaging/profile"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
	"restante/node/vault"
)

// sizes are those in which a photo is published: pixels of the longer side, and bytes.
var sizes = [3]struct{ side, bytes int }{{1280, listing.MaxPicture}, {640, 96 << 10}, {160, 16 << 10}}

// Qualities that are tried: at the lowest even noise fits.
const (
	bestQuality = 86
	leastStep   = 12
)

// AddPhoto makes the three sizes of a picture file and keeps them, for a listing to
// name. What refuses a file is an error of package profile, which decodes it; nothing
// but the pixels remains.
func (s *Service) AddPhoto(ctx context.Context, data []byte, alt string) (listing.Photo, error) {
	im, err := profile.Decode(data)
	if err != nil {
		return listing.Photo{}, err
	}
	var jpegs [3][]byte
	for i, size := range sizes {
		scaled := fit(im, size.side)
		if jpegs[i], err = encode(profile.Upright(scaled, data), size.bytes); err != nil {
			return listing.Photo{}, err
		}
		im = scaled // the next one is smaller
	}
	p := listing.Photo{Alt: alt, Large: picture(jpegs[0]), Medium: picture(jpegs[1]), Small: picture(jpegs[2])}
	return p, s.Vault.Update(ctx, "photo add", func(tx *vault.Tx) error {
		for _, b := range jpegs {
			if err := putPhoto(tx, ipfs.CID(b), b); err != nil {
				return err
			}
		}
		return nil
	})
}

func picture(jpeg []byte) listing.Picture {
	return listing.Picture{CID: ipfs.CID(jpeg), Size: uint32(len(jpeg))}
}

// fit is a picture on white, scaled so that no side is longer than asked for.
func fit(im image.Image, side int) *image.RGBA {
	b := im.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > side {
		w, h = max(1, w*side/longer), max(1, h*side/longer)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Rect, im, b, draw.Over, nil)
	return out
}

func encode(im image.Image, most int) ([]byte, error) {
	for quality := bestQuality; quality > 0; quality -= leastStep {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		if b.Len() <= most {
			return b.Bytes(), nil
		}
	}
	return nil, profile.ErrFormat
}

// Photo is a picture of one's own shop.
func (s *Service) Photo(ctx context.Context, c cid.Cid) (jpeg []byte, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		jpeg, err = readPhoto(tx, c)
		return err
	})
	return jpeg, err
}

// checkPhoto reports a photo that was never added here.
func checkPhoto(tx *vault.Tx, p listing.Photo) error {
	for _, size := range []listing.Picture{p.Large, p.Medium, p.Small} {
		n, err := photoSize(tx, size.CID)
		if err != nil {
			return err
		}
		if n != int64(size.Size) {
			return ErrPhoto
		}
	}
	return nil
}
