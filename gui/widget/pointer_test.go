package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// inSight wants the message with the keyboard in the view, whole or filling it.
func (c *Conversation) inSight(t *testing.T, id string) {
	t.Helper()
	at := c.pointed()
	if c.pointer.id != id || at == nil {
		t.Fatalf("%q has the keyboard, want %q; in sight: %v", c.pointer.id, id, at != nil)
	}
	top, end := at.y+at.item.head, at.y+at.item.head+at.item.tall
	if room := c.Size().Height; top < -1 && end < room-c.foot() || end > room+1 && top > 1 {
		t.Errorf("%s lies from %v to %v in a view of %v", id, top, end, room)
	}
}

// Every message is reached by the keyboard, is in sight then, and does what it does under
// the mouse.
func TestMessagesByKeyboard(t *testing.T) {
	c, _ := conversation(t, 900, true)
	var tapped, menus []string
	typed := ""
	c.OnTapped = func(id string, at fyne.Position, _ fyne.Size) {
		tapped = append(tapped, id)
		if at.Y < -c.Size().Height || at.Y > c.Size().Height {
			t.Errorf("its path would be shown at %v", at)
		}
	}
	c.OnMenu = func(id string, _ fyne.Position) { menus = append(menus, id) }
	c.OnTyped = func(r rune) { typed += string(r) }
	c.FocusGained()
	c.TypedRune(' ') // nothing is pointed at
	c.TypedKey(key(fyne.KeyReturn))
	for n := 899; n >= 0; n-- {
		c.TypedKey(key(fyne.KeyUp))
		c.inSight(t, made(n, 1)[0].ID)
	}
	c.TypedKey(key(fyne.KeyUp)) // there is none before
	c.inSight(t, "0")
	c.TypedKey(key(fyne.KeyReturn))
	c.TypedKey(key(fyne.KeyDown))
	c.TypedKey(key(desktop.KeyMenu))
	c.TypedRune(' ')
	c.TypedRune('x')
	if strings.Join(tapped, " ") != "0" || strings.Join(menus, " ") != "1 1" || typed != " x" {
		t.Errorf("tapped %q, menus %q, typed %q", tapped, menus, typed)
	}
	for n := 2; n < 900; n++ {
		c.TypedKey(key(fyne.KeyDown))
		c.inSight(t, made(n, 1)[0].ID)
	}
	c.FocusLost()
	if c.pointer.on {
		t.Error("the ring shows without the keyboard")
	}
}

// A message higher than the view is scrolled through before the next one comes.
func TestALongMessageByKeyboard(t *testing.T) {
	c, _ := conversation(t, 3, true)
	ms := made(0, 3)
	ms[1].Text = strings.Repeat("word ", 3000)
	c.Set(ms, false)
	c.FocusGained()
	c.TypedKey(key(fyne.KeyUp))
	steps := 0
	for ; c.pointer.id != "0" && steps < 1000; steps++ {
		before := c.pointer.id
		c.TypedKey(key(fyne.KeyUp))
		if before == "1" && c.pointer.id == "0" && c.rows[c.items[1]] != nil && c.rows[c.items[1]].y < 0 {
			t.Error("its beginning was passed over")
		}
	}
	if steps < 10 || steps == 1000 {
		t.Errorf("%d steps", steps)
	}
}
