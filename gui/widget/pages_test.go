package widget

import (
	"math/rand"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestRandomWalksLeaveNoGap(t *testing.T) {
	c, _ := conversation(t, 3000, true)
	r := rand.New(rand.NewSource(1))
	for range 600 {
		switch r.Intn(12) {
		case 0:
			c.ScrollTo(r.Intn(c.Len()))
		case 1:
			c.Resize(fyne.NewSize(400+float32(r.Intn(400)), 300+float32(r.Intn(300))))
		case 2:
			c.SetTyping(r.Intn(2) == 0)
		case 3:
			c.TypedKey(&fyne.KeyEvent{Name: []fyne.KeyName{fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown}[r.Intn(6)]})
		default:
			c.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: float32(r.Intn(4000) - 1800)}})
		}
		sound(t, c)
		if c.Len() > MaxRows+200 {
			t.Fatalf("%d rows are kept", c.Len())
		}
	}
}

func TestPagesMeetWithoutSeam(t *testing.T) {
	c, b := conversation(t, 1500, true)
	for c.older {
		c.ScrollTo(0)
	}
	if c.items[0].ID != "0" || !c.newer {
		t.Fatalf("the oldest loaded is %s", c.items[0].ID)
	}
	for c.newer {
		c.ScrollToEnd()
	}
	for i := 1; i < c.Len(); i++ {
		if number(c.items[i].ID) != number(c.items[i-1].ID)+1 {
			t.Fatalf("%s follows %s", c.items[i].ID, c.items[i-1].ID)
		}
	}
	if c.items[c.Len()-1].ID != "1499" || len(b.news) == 0 {
		t.Errorf("the newest loaded is %s", c.items[c.Len()-1].ID)
	}
}

func TestThePagerIsAskedOnce(t *testing.T) {
	c, b := conversation(t, 1000, false)
	for range 20 {
		c.ScrollTo(5)
	}
	if len(b.olders) != 1 || b.olders[0] != "800" {
		t.Fatalf("asked for %v", b.olders)
	}
	read := c.items[c.view.last]
	at := c.rows[read].y
	b.answerOlder()
	if c.rows[read] == nil || c.rows[read].y != at {
		t.Error("older messages moved what was being read")
	}
}

func TestNewMessagesMoveAnIdleViewOnly(t *testing.T) {
	c, _ := conversation(t, 300, false)
	c.Replace(made(100, 201), true)
	if !c.AtEnd() || c.items[c.view.last].ID != "300" {
		t.Error("the view did not follow")
	}
	c.ScrollBy(-300)
	row, y := c.items[c.view.first].ID, c.rows[c.items[c.view.first]].y
	c.Replace(made(100, 205), true)
	sound(t, c)
	if got := c.rows[c.items[c.index(row)]]; got == nil || got.y != y {
		t.Error("what was being read moved")
	}
	if c.unseen != 3 || !c.jump.Visible() { // 301 to 304 without 303, which is ours
		t.Errorf("%d unseen", c.unseen)
	}
	test.Tap(c.jump.button)
	if !c.AtEnd() || c.unseen != 0 || c.jump.Visible() {
		t.Error("the button does not lead to the end")
	}
}

func TestManyNewMessagesAreReadFromTheFirst(t *testing.T) {
	c, _ := conversation(t, 10, false)
	ms := made(0, 150)
	ms[100].New = true
	c.Set(ms, false)
	sound(t, c)
	if first := number(c.items[c.view.first].ID); first < 99 || first > 100 {
		t.Errorf("the view starts at %d", first)
	}
}

func TestRemoveAndUpdateKeepTheView(t *testing.T) {
	c, _ := conversation(t, 300, false)
	c.ScrollBy(-400)
	id := c.items[c.view.anchor-1].ID
	c.Remove(id)
	sound(t, c)
	if _, ok := c.Message(id); ok {
		t.Error("the message is still there")
	}
	m, _ := c.Message(c.items[c.view.anchor].ID)
	m.Text = "changed\nto\nmore\nlines"
	c.Update(m)
	sound(t, c)
	if got, _ := c.Message(m.ID); got.Text != m.Text {
		t.Error("the message did not change")
	}
}
