package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var morning = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

// made gives n messages of varied length from number first on, a minute apart.
func made(first, n int) []Message {
	ms := make([]Message, n)
	for i := range ms {
		k := first + i
		ms[i] = Message{ID: fmt.Sprint(k), Out: k%3 == 0, Time: morning.Add(time.Duration(k) * time.Minute), Text: fmt.Sprintf("#%d %s", k, strings.Repeat("word ", k%23))}
	}
	return ms
}

// book is a pager over total messages that answers when told to.
type book struct {
	view         *Conversation
	total        int
	olders, news []string
	auto         bool
}

func (b *book) Older(than string) {
	b.olders = append(b.olders, than)
	if b.auto {
		b.answerOlder()
	}
}

func (b *book) answerOlder() {
	first := number(b.olders[len(b.olders)-1])
	n := min(200, first)
	b.view.AddOlder(made(first-n, n), first-n > 0)
}

func (b *book) Newer(than string) {
	b.news = append(b.news, than)
	if b.auto {
		first := number(than) + 1
		n := min(200, b.total-first)
		b.view.AddNewer(made(first, n), first+n < b.total)
	}
}

func number(id string) (n int) {
	fmt.Sscan(id, &n)
	return n
}

var labels = Labels{
	Day:   func(t time.Time) string { return t.Format("2 Jan") },
	Clock: func(t time.Time) string { return t.Format("15:04") },
	New:   "New messages", Jump: "Newest messages",
}

// conversation shows the last 200 of total messages in a window.
func conversation(t testing.TB, total int, auto bool) (*Conversation, *book) {
	dress(t)
	b := &book{total: total, auto: auto}
	c := NewConversation(b, labels)
	b.view = c
	w := test.NewTempWindow(t, c)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 500))
	n := min(200, total)
	c.Set(made(total-n, n), total > n)
	return c, b
}

// sound checks that the rows on screen follow each other without a gap.
func sound(t *testing.T, c *Conversation) {
	t.Helper()
	v := c.view
	if v.first > v.last || v.last >= len(c.items) {
		t.Fatalf("rows %d to %d of %d", v.first, v.last, len(c.items))
	}
	y := c.rows[c.items[v.first]].y
	if y > topPad+.1 && v.first > 0 {
		t.Errorf("a gap of %.1f above row %d", y, v.first)
	}
	for i := v.first; i <= v.last; i++ {
		b := c.rows[c.items[i]]
		if b == nil || b.y-y > .1 || y-b.y > .1 {
			t.Fatalf("row %d is not at %.1f", i, y)
		}
		y += c.items[i].measure(c.Size().Width)
	}
	if end := y + c.foot(); end < c.Size().Height-.1 {
		t.Errorf("a gap of %.1f below the last row", c.Size().Height-end)
	}
}

func TestShowsTheEnd(t *testing.T) {
	c, _ := conversation(t, 1000, false)
	sound(t, c)
	if !c.AtEnd() || c.items[c.view.last].ID != "999" {
		t.Errorf("shows %s last", c.items[c.view.last].ID)
	}
}

func TestFewMessagesHangAtTheBottom(t *testing.T) {
	c, _ := conversation(t, 2, false)
	c.ScrollBy(-500)
	sound(t, c)
	if !c.AtEnd() {
		t.Error("two messages can be scrolled")
	}
}

func TestGroups(t *testing.T) {
	c, _ := conversation(t, 1, false)
	at := func(minute int, out bool) Message {
		return Message{ID: fmt.Sprint(minute, out), Text: "x", Out: out, Time: morning.Add(time.Duration(minute) * time.Minute)}
	}
	c.Set([]Message{at(0, true), at(1, true), at(2, false), at(3, true), at(200, true), at(24*60, true)}, false)
	var got []string
	for _, it := range c.items {
		got = append(got, fmt.Sprint(it.first, it.last, it.day != ""))
	}
	want := []string{"true false true", "false true false", "true true false", "true true false", "true true false", "true true true"}
	if !slices.Equal(got, want) {
		t.Errorf("first, last, day: %v", got)
	}
}

func TestTapFindsBubbleAndButton(t *testing.T) {
	c, _ := conversation(t, 1, false)
	c.Set([]Message{{ID: "a", Text: "in", Time: morning}, {ID: "b", Text: "out", Out: true, Mark: Failed, Deed: Deed{"Send deed", "rotate-ccw"}, Note: "Not sent", Time: morning}}, false)
	var tapped, deed, menu string
	c.OnTapped = func(id string, _ fyne.Position, _ fyne.Size) { tapped = id }
	c.OnDeed = func(id string) { deed = id }
	c.OnMenu = func(id string, _ fyne.Position) { menu = id }
	b := c.rows[c.items[1]]
	middle := b.item.left(600) + b.item.wide()/2
	test.TapAt(c, fyne.NewPos(middle, b.y+b.item.head+10))
	test.TapAt(c, fyne.NewPos(middle, b.y+b.item.head+b.item.tall-10))
	test.TapSecondaryAt(c, fyne.NewPos(sideMargin+10, c.rows[c.items[0]].y+c.items[0].head+10))
	test.TapAt(c, fyne.NewPos(2, 2))
	if tapped != "b" || deed != "b" || menu != "a" {
		t.Errorf("tapped %q, deed %q, menu %q", tapped, deed, menu)
	}
}

func TestALongMessageDrawsOnlyWhatIsSeen(t *testing.T) {
	c, _ := conversation(t, 1, false)
	c.Set([]Message{{ID: "long", Text: strings.Repeat("a\n", 10_000) + "end", Time: morning}}, false)
	for _, dy := range []float32{0, -5000, -100_000, 60_000, -1e6} {
		c.ScrollBy(dy)
		b := c.rows[c.items[0]]
		if n := len(b.host.Objects); n > 150 {
			t.Fatalf("%d objects are drawn", n)
		}
		if b.face.Size().Height > 5000 {
			t.Errorf("the face is %.0f high", b.face.Size().Height)
		}
		top, bottom := -b.y, c.Size().Height-b.y
		if float32(b.from)*lineHigh() > max(0, top-60) || float32(b.to)*lineHigh() < min(float32(len(b.item.lines))*lineHigh(), bottom-60) {
			t.Errorf("at %.0f lines %d to %d are drawn", top, b.from, b.to)
		}
	}
}

func TestTypingDots(t *testing.T) {
	c, _ := conversation(t, 30, false)
	phase := c.typing.phase
	c.Tick()
	if c.typing.phase != phase {
		t.Error("hidden dots move")
	}
	c.SetTyping(true)
	sound(t, c)
	c.Tick()
	if c.typing.phase == phase || !slices.Contains(c.host.Objects, fyne.CanvasObject(c.typing)) {
		t.Error("the dots stand still")
	}
	c.SetTyping(false)
	sound(t, c)
}

func TestAnotherThemeDrawsAnew(t *testing.T) {
	c, _ := conversation(t, 5, false)
	before := test.RenderObjectToMarkup(c)
	fyne.CurrentApp().Settings().SetTheme(Theme{Only: "dark"})
	c.Refresh()
	if test.RenderObjectToMarkup(c) == before {
		t.Error("nothing changed")
	}
	sound(t, c)
}

// TestALongNoteIsWhole lays what a message waits for on several lines where the bubble
// is narrow or the letters large, and the time below it.
func TestALongNoteIsWhole(t *testing.T) {
	const note = "waits until you confirm the new device of Maximiliane"
	for _, text := range []float32{1, 1.5} {
		test.NewTempApp(t).Settings().SetTheme(Theme{Only: "light", Text: text})
		b, it := newBubble(labels), &item{Message: Message{Out: true, Mark: Waiting, Note: note, Text: "Hello"}, clock: "14:35"}
		b.bind(it, 434)
		var said []string
		for _, n := range b.notes {
			said = append(said, n.Text)
			if end, y := n.Position().X+n.MinSize().Width, n.Position().Y; y == b.clock.Position().Y && end > b.clock.Position().X || end > it.left(434)+it.wide() {
				t.Errorf("at %v %q ends at %v, the time begins at %v", text, n.Text, end, b.clock.Position().X)
			}
		}
		if got := strings.Join(said, " "); got != note {
			t.Errorf("at %v it says %q", text, got)
		}
		if foot := b.clock.Position().Y + b.clock.MinSize().Height; foot > it.tall {
			t.Errorf("at %v the time is at %v in a bubble of %v", text, foot, it.tall)
		}
	}
}
