package settings

import (
	"errors"
	"testing"

	"restante/gui/guitest"
	"restante/gui/look"
	"restante/gui/notify"
	"restante/gui/widget"
	core "restante/messaging/settings"
)

func TestWhatOthersLearnReachesTheCore(t *testing.T) {
	d := newDesk(t)
	d.page.Show("privacy")
	for name, of := range map[string]func() bool{
		"Read receipts": func() bool { return d.world.Shared.ReadReceipts },
		"Typing":        func() bool { return d.world.Shared.Typing },
		"Last seen":     func() bool { return d.world.Shared.LastSeen },
	} {
		s := find[*widget.Switch](d, name)
		for _, want := range []bool{false, true, false} {
			before := d.world.Shared
			d.press(name)
			if of() != want || s.On() != want {
				t.Errorf("%s is %v in the core and %v in the window, want %v", name, of(), s.On(), want)
			}
			if changed(before, d.world.Shared) != 1 {
				t.Errorf("%s changes other things too: %+v", name, d.world.Shared)
			}
		}
	}
}

// changed counts what differs.
func changed(a, b core.Settings) (n int) {
	for _, differs := range []bool{a.ReadReceipts != b.ReadReceipts, a.Typing != b.Typing, a.LastSeen != b.LastSeen, a.Hold != b.Hold, a.HoldQuota != b.HoldQuota} {
		if differs {
			n++
		}
	}
	return n
}

func TestASwitchThatFailsSaysSoAndFlipsBack(t *testing.T) {
	d := newDesk(t)
	d.page.Show("privacy")
	d.world.Err = errors.New("the disk is full")
	d.press("Typing")
	if s := find[*widget.Switch](d, "Typing"); !s.On() || !d.world.Shared.Typing || d.notice != "the disk is full" {
		t.Errorf("on %v, core %v, said %q", s.On(), d.world.Shared.Typing, d.notice)
	}
	d.page.Show("notifications")
	for name, toggle := range map[string]*guitest.Toggle{"Start at log-in": d.login, "Keep running when the window is closed": d.stays} {
		was := toggle.Is
		d.notice, toggle.Err = "", errors.New("no such folder")
		d.press(name)
		if s := find[*widget.Switch](d, name); s.On() != was || toggle.Is != was || d.notice != "no such folder" {
			t.Errorf("%s: on %v, said %q", name, s.On(), d.notice)
		}
		toggle.Err = nil
		d.press(name)
		if s := find[*widget.Switch](d, name); s.On() == was || toggle.Is == was {
			t.Errorf("%s does not follow", name)
		}
	}
	if d.changed != 2 {
		t.Errorf("the tray was told %d times of 2", d.changed)
	}
}

func TestWhatCannotBeReadCannotBeFlipped(t *testing.T) {
	d := newDesk(t)
	d.login.Err = errors.New("no log-in here")
	d.page.Show("notifications")
	if s := find[*widget.Switch](d, "Start at log-in"); !s.Disabled() || d.notice != "no log-in here" {
		t.Errorf("it can be flipped; said %q", d.notice)
	}
	d.press("Start at log-in")
	if d.login.Is {
		t.Error("it was flipped")
	}
}

func TestWhatIsNotOfferedIsNotShown(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Login, o.Stays, o.Privacy, o.Storage, o.Logs = nil, nil, nil, nil, nil })
	d.silent("Privacy", "Storage", "Log", "Recovery words", "Picture")
	d.page.Show("notifications")
	d.silent("Start at log-in", "In the background")
}

func TestYourKeys(t *testing.T) {
	var did string
	do := func(s string) func() { return func() { did = s } }
	d := newDesk(t, func(o *Options) { o.Words = do("words") })
	d.says("Elena’s card", "Recovery words")
	if d.press("Show"); did != "words" {
		t.Errorf("it does %q", did)
	}
}

func TestYourPicture(t *testing.T) {
	d := newDesk(t, func(o *Options) { w := o.Privacy.(*guitest.World); o.Picture, o.Choose = w, w.Choose })
	me := d.world.Me.Peer
	has := func() bool {
		_, ok := guitest.Find[*widget.RoundButton](d.window.Content(), "Remove picture")
		return ok
	}
	if d.press("Choose"); len(d.world.Faces[me]) != 0 || has() {
		t.Error("a question without an answer made a picture")
	}
	d.world.File = []byte("a picture")
	d.world.Err = errors.New("this is no picture")
	if d.press("Choose"); d.notice != "this is no picture" || has() {
		t.Errorf("said %q", d.notice)
	}
	if d.press("Choose"); string(d.world.Faces[me]) != "a picture" || !has() {
		t.Errorf("the picture is %q", d.world.Faces[me])
	}
	if d.press("Remove picture"); len(d.world.Faces[me]) != 0 || has() {
		t.Error("the picture stays")
	}
}

func TestTheLookIsKeptAndPutOn(t *testing.T) {
	d := newDesk(t)
	d.page.Show("appearance")
	d.press("Dark")
	d.press("Reduce motion")
	s := find[*widget.Slider](d, "Text size")
	s.TypedKey(end)
	want := look.Choice{Theme: "dark", Text: 150, Still: true}
	if d.worn != want || look.In(d.app.Preferences()) != want {
		t.Errorf("worn is %+v, kept %+v", d.worn, look.In(d.app.Preferences()))
	}
	d.says("150 %")
	d.page.Show("privacy")
	d.page.Show("appearance")
	if g := find[*widget.Slider](d, "Text size"); g.Step() != len(look.Texts)-1 || !find[*widget.Switch](d, "Reduce motion").On() {
		t.Error("the section forgets what was chosen")
	}
}

func TestScaleAndLanguageTakeEffectLater(t *testing.T) {
	d := newDesk(t)
	d.page.Show("appearance")
	for _, choose := range []func(){
		func() { d.pick("Window scale", "125 %") },
		func() { d.pick("Language", "English") },
		func() { d.press("Go by the screen’s density") },
	} {
		d.notice = ""
		if choose(); d.notice != "Takes effect at the next start" {
			t.Errorf("it says %q", d.notice)
		}
	}
	if got, want := look.In(d.app.Preferences()), (look.Choice{Text: 100, Scale: 125, Language: "en", NoDPI: true}); got != want {
		t.Errorf("kept is %+v", got)
	}
	if d.worn != (look.Choice{}) {
		t.Error("it was put on at once")
	}
}

func TestHowMuchANoticeShows(t *testing.T) {
	d := newDesk(t)
	d.page.Show("notifications")
	for _, l := range notify.Levels {
		d.pick("Notices", l.Word())
		if got := notify.LevelIn(d.app.Preferences()); got != l {
			t.Errorf("%s was chosen, and is %s", l, got)
		}
		d.says(l.Word())
	}
	if d.changed != len(notify.Levels) {
		t.Errorf("the tray was told %d times", d.changed)
	}
}
