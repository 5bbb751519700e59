package messagingtest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"restante/messaging/delivery"
	"restante/node/vault"
)

// looks makes a picture of one colour one's own.
func (u *User) looks(shade uint8) {
	u.w.t.Helper()
	im := image.NewGray(image.Rect(0, 0, 100, 80))
	for i := range im.Pix {
		im.Pix[i] = color.Gray{shade}.Y
	}
	var b bytes.Buffer
	u.must("drawing", png.Encode(&b, im))
	u.must("setting a picture", u.core.Profile.SetPicture(context.Background(), b.Bytes()))
}

// face is somebody's picture as this user has it.
func (u *User) face(of string) []byte {
	u.w.t.Helper()
	b, err := u.core.Profile.Picture(context.Background(), u.w.As(of).id)
	u.must("looking at a picture", err)
	return b
}

// knows waits until the user has this picture of somebody.
func (u *User) knows(of string, picture []byte) {
	u.w.t.Helper()
	u.Until("the picture of "+of, func() bool { return bytes.Equal(u.face(of), picture) })
}

// friends are Alice and Bob, who have written to each other and use a push node.
func friends(t *testing.T) *World {
	w := New(t)
	w.PushNode("oslo")
	w.User("alice", "oslo")
	w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.As("alice").Waits(w.As("alice").Send("bob", "hi"), delivery.Delivered)
	w.As("bob").Waits(w.As("bob").Send("alice", "hi"), delivery.Delivered)
	w.As("alice").Clean()
	w.As("bob").Clean()
	return w
}

// held waits until another machine holds all pictures that are under way to somebody.
func (u *User) held(to string) {
	u.w.t.Helper()
	u.Until("pictures to be held", func() bool {
		pictures := 0
		for _, p := range u.UnderWay(to) {
			if p.Kind == "picture" && p.State != delivery.Stored {
				return false
			}
			if p.Kind == "picture" {
				pictures++
			}
		}
		return pictures == 1
	})
}

// Bob is away while Alice sets a picture, and she is away when he comes.
func TestPictureForSomebodyAway(t *testing.T) {
	w := friends(t)
	w.Stop("bob")
	w.As("alice").looks(40)
	w.As("alice").held("bob")
	picture := w.As("alice").face("alice")
	w.Stop("alice")
	w.Start("bob")
	w.As("bob").knows("alice", picture)
	if got := w.As("bob").Unread("alice"); got != 1 {
		t.Errorf("%d unread, want the one message", got)
	}
	w.As("bob").Sees("alice", "hi", "hi")
	w.Start("alice")
	w.As("alice").Sees("bob", "hi", "hi")
	w.As("alice").Clean()
	w.As("bob").Clean()
}

// She changes it while he is away: he gets the last one, and nothing is left of the
// first.
func TestPictureChangedTwice(t *testing.T) {
	w := friends(t)
	w.Stop("bob")
	w.As("alice").looks(40)
	w.As("alice").held("bob")
	first := w.As("alice").face("alice")
	w.As("alice").looks(200)
	second := w.As("alice").face("alice")
	if bytes.Equal(first, second) {
		t.Fatal("the pictures are the same")
	}
	w.As("alice").held("bob")
	w.Start("bob")
	w.As("bob").knows("alice", second)
	w.As("alice").Clean()
	w.As("bob").Clean()
	w.Node("oslo").Empty()
	w.As("alice").must("removing a picture", w.As("alice").core.Profile.RemovePicture(context.Background()))
	w.As("bob").knows("alice", nil)
	w.As("alice").Clean()
	w.As("bob").Clean()
}

// A picture that was set long ago reaches whoever becomes a contact, and nobody before.
func TestPictureForANewContact(t *testing.T) {
	w := New(t)
	w.User("alice")
	w.User("bob")
	w.As("alice").looks(40)
	w.As("bob").looks(200)
	w.As("bob").Adds(w.As("alice").Link())
	w.As("bob").Waits(w.As("bob").Send("alice", "hi"), delivery.Delivered)
	w.As("bob").Clean()
	w.As("alice").Clean()
	if w.As("alice").face("bob") != nil || w.As("bob").face("alice") != nil {
		t.Error("a stranger has a picture")
	}
	w.As("alice").must("accepting", w.As("alice").core.Contacts.Answer(context.Background(), w.As("bob").id, true))
	w.As("bob").knows("alice", w.As("alice").face("alice"))
	w.As("alice").knows("bob", w.As("bob").face("bob")) // hers told him that he is known
	w.As("alice").Clean()
	w.As("bob").Clean()
}

// reborn makes the user's database another one than before.
func (u *User) reborn() {
	u.w.t.Helper()
	u.must("being born again", u.node.Vault.Update(context.Background(), "test", func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE birth SET born = born + 1`)
		return err
	}))
}

// Bob's computer is lost; from an old copy of his folder, where he had no picture of
// hers, he comes back, and gets it once Alice hears of his other database.
func TestPictureForALostDevice(t *testing.T) {
	w := friends(t)
	w.Stop("bob")
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(w.As("bob").place.dir)); err != nil {
		t.Fatal(err)
	}
	w.Start("bob")
	w.As("alice").looks(40)
	w.As("bob").knows("alice", w.As("alice").face("alice"))
	w.As("alice").Clean()
	w.Stop("bob")
	w.As("bob").place.dir = copied
	w.Start("bob")
	w.As("bob").reborn()
	if w.As("bob").face("alice") != nil {
		t.Fatal("the copy has the picture")
	}
	w.As("alice").Waits(w.As("alice").Send("bob", "are you back?"), delivery.Delivered)
	w.As("bob").knows("alice", w.As("alice").face("alice"))
}
