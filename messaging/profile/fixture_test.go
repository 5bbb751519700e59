package profile

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"testing"

	"restante/messaging/handout"
	"restante/messaging/handout/handouttest"
	"restante/node/event"
)

// side is one person's pictures.
type side struct {
	*handouttest.Side
	pictures *Service
	events   *event.Subscription
}

func newSide(t testing.TB) *side {
	t.Helper()
	s := &side{Side: handouttest.New(t, handout.Schema, Schema)}
	s.events = s.Bus.Subscribe(1000)
	s.pictures = New(Options{Vault: s.Vault, Bus: s.Bus, Log: s.Log, Contacts: s.Contacts, Delivery: s.Delivery, Self: s.ID()})
	s.Service = s.pictures
	t.Cleanup(func() { s.Audit(Audit) })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// friends are two contacts who have written to each other.
func friends(t testing.TB) (a, b *side) {
	t.Helper()
	a, b = newSide(t), newSide(t)
	handouttest.Befriend(a.Side, b.Side)
	return a, b
}

func (s *side) sets(data []byte) {
	s.T.Helper()
	must(s.T, s.pictures.SetPicture(context.Background(), data))
}

func (s *side) picture(of *side) []byte {
	s.T.Helper()
	b, err := s.pictures.Picture(context.Background(), of.ID())
	must(s.T, err)
	return b
}

// has wants the same picture here and there.
func (s *side) has(other *side) {
	s.T.Helper()
	if got, want := s.picture(other), other.picture(other); !bytes.Equal(got, want) {
		s.T.Errorf("a picture of %d bytes, want %d", len(got), len(want))
	}
}

// changed counts the events that say so since the last call.
func (s *side) changed(of *side) (n int) {
	events, _ := s.events.Take()
	for _, e := range events {
		if e == (Changed{of.ID()}) {
			n++
		}
	}
	return n
}

// plain is a picture file of one colour.
func plain(t testing.TB, c color.Color) []byte {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range 60 * 40 {
		im.Set(i%60, i/60, c)
	}
	return pngOf(t, im)
}

func pngOf(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, im))
	return b.Bytes()
}

var (
	red  = color.RGBA{200, 20, 20, 255}
	blue = color.RGBA{20, 20, 200, 255}
)
