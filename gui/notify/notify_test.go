package notify

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is a desktop and a user who is elsewhere.
type desk struct {
	*Watch
	t     *testing.T
	world *guitest.World
	level Level
	said  []string // "+ key title: text" and "- key"
	sums  []int
}

func (d *desk) Show(key, title, text string) {
	d.said = append(d.said, "+"+d.who(key)+" "+title+": "+text)
}
func (d *desk) Withdraw(key string) { d.said = append(d.said, "-"+d.who(key)) }

// who is the name behind a key.
func (d *desk) who(key string) string {
	if id, ok := Peer(key); ok {
		if c := d.world.Contact(id); c != nil {
			return c.Name
		}
		return "stranger"
	}
	return "all"
}

func newDesk(t *testing.T, level Level) *desk {
	d := &desk{t: t, world: guitest.Empty(), level: level}
	for _, name := range []string{"Ann", "Bo", "Cy", "Di"} {
		d.world.Meet(name, false, guitest.Now)
	}
	d.Watch = New(Options{Chats: d.world, Loop: d.world.Loop, Desk: d,
		Level: func() Level { return d.level }, OnUnread: func(n int) { d.sums = append(d.sums, n) }})
	return d
}

// gets lets somebody write.
func (d *desk) gets(name, text string) {
	d.world.Say(guitest.ID(name), guitest.Now, text, "").Read = false
}

func (d *desk) reads(name string) {
	for i := range d.world.Talks[guitest.ID(name)] {
		d.world.Talks[guitest.ID(name)][i].Read = true
	}
}

// hears brings the core's event and wants these notices, in any order.
func (d *desk) hears(want ...string) {
	d.t.Helper()
	d.said = nil
	d.Events([]any{chat.Typing{}, chat.MessageChanged{}})
	slices.Sort(d.said)
	if !slices.Equal(d.said, want) {
		d.t.Errorf("said %q, want %q", d.said, want)
	}
}

func TestWhatALevelShows(t *testing.T) {
	for level, want := range map[Level][]string{
		Off:     nil,
		Nothing: {"+all Restante: 2 new messages"},
		Name:    {"+Ann Ann: 2 new messages"},
		Text:    {"+Ann Ann · 2 new messages: and this"},
	} {
		d := newDesk(t, level)
		d.Reload()
		d.gets("Ann", "hello")
		d.gets("Ann", "and\nthis")
		d.hears(want...)
		d.hears() // the same event once more
	}
	d := newDesk(t, Text)
	d.Reload()
	d.gets("Ann", strings.Repeat("é", 500))
	d.hears("+Ann Ann: " + strings.Repeat("é", maxLetters) + "…")
}

func TestWhatWasUnreadBeforeIsNotNew(t *testing.T) {
	d := newDesk(t, Name)
	d.gets("Ann", "yesterday")
	d.hears()
	d.gets("Bo", "today")
	d.hears("+Bo Bo: 1 new message")
	if !slices.Equal(d.sums, []int{1, 2}) {
		t.Errorf("the sums are %v", d.sums)
	}
}

func TestWhoLooksAtTheWindowIsNotTold(t *testing.T) {
	d := newDesk(t, Name)
	d.Reload()
	d.gets("Ann", "one")
	d.gets("Bo", "two")
	d.hears("+Ann Ann: 1 new message", "+Bo Bo: 1 new message")
	d.said = nil
	d.SetLooking(true)
	if slices.Sort(d.said); !slices.Equal(d.said, []string{"-Ann", "-Bo"}) {
		t.Errorf("looking, said %q", d.said)
	}
	d.gets("Ann", "three")
	d.hears()
	d.SetLooking(false)
	d.hears()
	d.gets("Ann", "four")
	d.hears("+Ann Ann: 3 new messages")
}

func TestWhatIsReadIsWithdrawn(t *testing.T) {
	d := newDesk(t, Name)
	d.Reload()
	d.gets("Ann", "one")
	d.gets("Bo", "two")
	d.hears("+Ann Ann: 1 new message", "+Bo Bo: 1 new message")
	d.reads("Ann")
	d.hears("-Ann")
	delete(d.world.Talks, guitest.ID("Bo"))
	d.hears("-Bo")

	d.level = Nothing
	d.gets("Cy", "three")
	d.hears("+all Restante: 1 new message")
	d.reads("Cy")
	d.hears("-all")
}

func TestACrowdIsOneNotice(t *testing.T) {
	d := newDesk(t, Text)
	d.Reload()
	for _, name := range []string{"Ann", "Bo", "Cy", "Di"} {
		d.gets(name, "welcome back")
	}
	d.hears("+all Restante: 4 new messages")
}

// A stranger chooses their own name and words.
func TestStrangersAreNotQuoted(t *testing.T) {
	d := newDesk(t, Text)
	d.Reload()
	d.world.Strange[guitest.ID("eve")] = "Your bank"
	d.gets("eve", "Your PIN, please")
	d.hears("+stranger Restante: Somebody new wrote to you")
}

func TestAnAnsweredMessageIsNotQuoted(t *testing.T) {
	d := newDesk(t, Text)
	d.Reload()
	d.gets("Ann", "one")
	d.world.Say(guitest.ID("Ann"), guitest.Now, "my secret answer", delivery.Queued)
	d.hears("+Ann Ann: 1 new message")
}

func TestAFailedReadingChangesNothing(t *testing.T) {
	d := newDesk(t, Name)
	d.Reload()
	d.gets("Ann", "one")
	d.loaded(nil, errors.New("the disk is full"))
	if len(d.said) != 0 || len(d.sums) != 0 {
		t.Errorf("said %q, sums %v", d.said, d.sums)
	}
	d.hears("+Ann Ann: 1 new message")
}

func TestEveryLevelHasAWord(t *testing.T) {
	words := map[string]bool{}
	for _, l := range Levels {
		words[l.Word()] = true
	}
	if len(words) != len(Levels) {
		t.Errorf("the words are %v", words)
	}
}

func TestTheLevelIsKept(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	if got := LevelIn(p); got != Usual {
		t.Errorf("at first it is %q", got)
	}
	for _, l := range Levels {
		if l.Keep(p); LevelIn(p) != l {
			t.Errorf("%q was kept, and is %q", l, LevelIn(p))
		}
	}
	if Level("loud").Keep(p); LevelIn(p) != Usual {
		t.Errorf("an unknown one is %q", LevelIn(p))
	}
}
