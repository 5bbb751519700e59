package profile

import (
	"image"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/handout/handouttest"
)

func TestPictureGoesToContacts(t *testing.T) {
	alice, bob := friends(t)
	alice.changed(alice)
	alice.sets(plain(t, red))
	if alice.picture(alice) == nil || alice.changed(alice) != 1 {
		t.Error("her own picture is not there, or nobody was told")
	}
	bob.changed(alice)
	alice.Carry(bob.Side, alice.Gives()...)
	bob.has(alice)
	if n := bob.changed(alice); n != 1 {
		t.Errorf("he was told %d times", n)
	}
	alice.sets(plain(t, red))
	if ps := alice.Gives(); len(ps) != 0 || alice.changed(alice) != 0 {
		t.Error("the same picture is sent again")
	}
}

// Of two pictures he keeps the last, in whatever order they come.
func TestNewerPictureStays(t *testing.T) {
	for name, order := range map[string][]int{"in order": {0, 1}, "turned": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			alice, bob := friends(t)
			alice.sets(plain(t, red))
			ps := alice.Gives()
			alice.sets(plain(t, blue))
			ps = append(ps, alice.Gives()...)
			for _, i := range order {
				alice.Carry(bob.Side, ps[i])
			}
			bob.has(alice)
		})
	}
}

// What a contact has from an old computer of hers is older than what a new one sends.
func TestNewComputersPicture(t *testing.T) {
	alice, bob := friends(t)
	old := picture{uint64(time.Now().Add(-time.Minute).UnixMilli()), jpegOf(t, image.NewGray(image.Rect(0, 0, 8, 8)))}
	bob.Hears(alice.ID(), wire(t, old), false)
	alice.sets(plain(t, red))
	alice.Carry(bob.Side, alice.Gives()...)
	bob.has(alice)
}

func TestPictureIsTakenAway(t *testing.T) {
	alice, bob := friends(t)
	alice.sets(plain(t, red))
	alice.Carry(bob.Side, alice.Gives()...)
	must(t, alice.pictures.RemovePicture(t.Context()))
	alice.Carry(bob.Side, alice.Gives()...)
	if alice.picture(alice) != nil || bob.picture(alice) != nil {
		t.Error("the picture is still there")
	}
	handouttest.Befriend(alice.Side, newSide(t).Side)
	if ps := alice.Gives(); len(ps) != 0 {
		t.Error("somebody who never had a picture is told that there is none")
	}
}

// A picture goes out by itself once it is set, and so does the word that there is none.
func TestGiving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.pictures.Start(t.Context())
		defer alice.pictures.Close()
		for range 2 {
			alice.sets(plain(t, red))
			synctest.Wait()
			alice.Carry(bob.Side)
			bob.has(alice)
			must(t, alice.pictures.RemovePicture(t.Context()))
			synctest.Wait()
			alice.Carry(bob.Side)
			bob.has(alice)
		}
	})
}
