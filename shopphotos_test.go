package main

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"slices"
	"testing"
)

// A listing has two photos, and its owner has gone. Somebody who was never there before
// sees both in all their sizes, byte for byte, at the push node.
func TestPhotosWhileTheirOwnerIsAway(t *testing.T) {
	t.Parallel()
	w := strangers(t, t.TempDir())
	alice := w.alice.ready.PeerID
	w.alice.opensShop(1)
	var photos [2]photo
	for i := range photos {
		w.alice.must("POST", "/ob/images?alt=seen+from+above", drawing(uint8(i)), &photos[i])
	}
	w.alice.puts(mug(1800, photos[0], photos[1]))
	w.alice.must("POST", "/ob/publish", nil, nil)
	want := slices.Concat(w.alice.photos("", photos[0]), w.alice.photos("", photos[1]))
	w.alice.stop()

	var page struct{ Listings []struct{ Hash string } }
	w.bob.until("the shop", func() bool { return w.bob.gets("/ob/profile/"+alice, nil) && w.bob.gets("/ob/listings/"+alice, &page) })
	var shown struct{ Listing struct{ Images []photo } }
	w.bob.must("GET", "/ob/listing/"+alice+"/"+page.Listings[0].Hash, nil, &shown)
	if !slices.Equal(shown.Listing.Images, photos[:]) || shown.Listing.Images[0].Alt != "seen from above" {
		t.Fatalf("the listing shows %v", shown.Listing.Images)
	}
	got := slices.Concat(w.bob.photos(alice+"/", photos[0]), w.bob.photos(alice+"/", photos[1]))
	if len(want) != 6 || bytes.Equal(want[0], want[3]) || !slices.EqualFunc(got, want, bytes.Equal) {
		t.Errorf("%d photos are not the %d that they should be", len(got), len(want))
	}
	w.alice.mustStart()
	w.end(t)
}

// photo is one of a listing, in its sizes.
type photo struct {
	Alt    string `json:"alt"`
	Large  size   `json:"large"`
	Medium size   `json:"medium"`
	Small  size   `json:"small"`
}

type size struct {
	CID  string `json:"cid"`
	Size int    `json:"size"`
}

// drawing is the file of a photo.
func drawing(shade uint8) []byte {
	im := image.NewRGBA(image.Rect(0, 0, 600, 400))
	for i := range im.Pix {
		im.Pix[i] = uint8(i*i/600) ^ shade
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// puts saves a listing; it reports whether that was accepted.
func (m *machine) puts(listing map[string]any) bool {
	status, err := m.call("PUT", "/ob/listing", listing, nil)
	return err == nil && status == http.StatusOK
}

// photos are the sizes of one photo of a shop, one's own without a name; none if one cannot
// be had.
func (m *machine) photos(of string, p photo) (all [][]byte) {
	for _, c := range []string{p.Large.CID, p.Medium.CID, p.Small.CID} {
		var b []byte
		if !m.gets("/ob/images/"+of+c, &b) {
			return nil
		}
		all = append(all, b)
	}
	return all
}
