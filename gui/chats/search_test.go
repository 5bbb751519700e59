package chats

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

// key presses a key where the keyboard is.
func (d *desk) key(names ...fyne.KeyName) {
	d.t.Helper()
	for _, name := range names {
		d.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// at is who the cursor is on.
func (d *desk) at() string {
	i := d.page.people.at(d.page.people.list.cursor)
	if i < 0 {
		return ""
	}
	return d.page.people.shown[i].name
}

func TestFilters(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	for chip, want := range map[string][]string{
		"Unread":   {"Atelier Norte", "Kenji Watanabe", "12D3KooWQ7…x9Fd"},
		"Requests": {"12D3KooWQ7…x9Fd"},
		"Waiting":  {"Marta Oliveira", "Tomás Rivera"},
	} {
		d.press(chip)
		if got := d.names(); !slices.Equal(got, want) {
			t.Errorf("%s shows %q, want %q", chip, got, want)
		}
	}
	d.press("All")
	if n := len(d.names()); n != 10 {
		t.Errorf("all are %d", n)
	}
}

func TestAFilterKeepsTheOpenConversation(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.press("Unread")
	d.open("Kenji Watanabe")
	if got := d.names(); !has(got, "Kenji Watanabe") || d.called("read Kenji Watanabe") != 1 {
		t.Errorf("it went while it was read: %q", got)
	}
	d.open("Atelier Norte")
	if got := d.names(); has(got, "Kenji Watanabe") {
		t.Errorf("it stays: %q", got)
	}
	d.press("Requests")
	d.page.Open(guitest.ID("stranger"))
	d.press("Decline")
	d.says("Nobody here")
}

func TestTheSearchFindsNamesFirst(t *testing.T) {
	w := guitest.Busy()
	w.Say(guitest.ID("Marta Oliveira"), guitest.Now, "Did Tomás write?", "")
	d := newDesk(t, w)
	for text, want := range map[string][]string{
		"tomas":                               {"Tomás Rivera", "Marta Oliveira"},
		"  TOMÁS ":                            {"Tomás Rivera", "Marta Oliveira"},
		"лично":                               {"Nadia Petrova"},
		guitest.ID("Jonas Berg").String():     {"Jonas Berg"},
		guitest.ID("Jonas Berg").String()[1:]: nil,
	} {
		d.page.people.search.SetText(text)
		if got := d.names(); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

func TestTheSearchWorksByKeyboard(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Ines Duarte")
	d.page.FocusSearch()
	d.write("er")
	if d.at() != d.names()[0] || len(d.names()) < 4 {
		t.Fatalf("the cursor is on %q of %q", d.at(), d.names())
	}
	d.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if d.at() != d.names()[1] {
		t.Errorf("the cursor is on %q of %q", d.at(), d.names())
	}
	want := d.names()[1]
	d.key(fyne.KeyReturn)
	if d.page.talk.person.name != want || d.page.people.search.Text() != "" {
		t.Errorf("open is %q, searched is %q", d.page.talk.person.name, d.page.people.search.Text())
	}
	d.write("hello")
	if got := d.page.talk.composer.field.Text(); got != "hello" {
		t.Errorf("the keyboard is not in the composer: %q", got)
	}
}

func TestEscapeTakesTheSearchBack(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.open("Ines Duarte")
	d.page.FocusSearch()
	d.write("nobody at all")
	d.says("Nobody found")
	d.key(fyne.KeyReturn) // which opens nobody
	d.key(fyne.KeyEscape)
	if len(d.names()) != 10 || !d.page.people.search.Focused() {
		t.Error("the first Escape does not clear the search")
	}
	d.key(fyne.KeyEscape)
	if d.canvas.Focused() != d.page.talk.composer.field.Focusable() {
		t.Error("the second does not lead back")
	}
}

func TestFocusSearchReplacesWhatWasSearched(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.FocusSearch()
	d.write("mar")
	d.page.FocusSearch()
	d.write("jon")
	if got := d.page.people.search.Text(); got != "jon" {
		t.Errorf("the search is %q", got)
	}
}

func TestTheListWorksByKeyboard(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	list := d.page.people.list
	d.canvas.Focus(list)
	names := d.names()
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyUp, names[0]}, {fyne.KeyDown, names[1]}, {fyne.KeyEnd, names[9]}, {fyne.KeyDown, names[9]},
		{fyne.KeyHome, names[0]}, {fyne.KeyPageDown, names[len(names)-1]}, {fyne.KeyPageUp, names[0]}, {fyne.KeyDown, names[1]},
	} {
		d.key(c.key)
		if d.at() != c.want {
			t.Errorf("%s leads to %q, want %q", c.key, d.at(), c.want)
		}
	}
	d.key(fyne.KeyReturn)
	if d.page.talk.person.name != names[1] {
		t.Errorf("Enter opens %q", d.page.talk.person.name)
	}
	d.canvas.Focus(list)
	if d.at() != names[1] {
		t.Errorf("the cursor begins at %q, not at the open conversation", d.at())
	}
	list.TypedRune('z')
	if d.page.people.search.Text() != "z" || !d.page.people.search.Focused() {
		t.Error("a letter does not begin a search")
	}
}

func TestTheCursorIsSeen(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	before := test.RenderObjectToMarkup(d.page.people.list)
	d.canvas.Focus(d.page.people.list)
	during := test.RenderObjectToMarkup(d.page.people.list)
	d.canvas.Unfocus()
	if before == during || test.RenderObjectToMarkup(d.page.people.list) != before {
		t.Error("the list does not show whether it has the keyboard")
	}
}

// TestTheListStaysWhereItWasScrolled reads while somebody further down is open.
func TestTheListStaysWhereItWasScrolled(t *testing.T) {
	d := newDesk(t, many(200))
	d.page.Open(d.page.all[0].id)
	d.page.people.list.ScrollTo(150)
	at := d.page.people.list.GetScrollOffset()
	id := d.page.all[120].id
	d.world.Say(id, guitest.Now, "news", "")
	d.changed(id, "x")
	if got := d.page.people.list.GetScrollOffset(); got != at || d.names()[0] != "Person 120" {
		t.Errorf("the list moved from %.0f to %.0f", at, got)
	}
}

func TestSomebodyIsAddedDuringASearch(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	d.page.people.search.SetText("o")
	id := d.world.Meet("Otto", false, guitest.Now)
	d.page.Add(*d.world.Contact(id))
	if d.page.talk.peer != id || !has(d.names(), "Otto") {
		t.Errorf("open is %q of %q", d.page.talk.person.name, d.names())
	}
}
