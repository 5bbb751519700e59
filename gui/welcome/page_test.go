package welcome

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/node/vault"
)

// TestByKeyboardAlone goes through all steps with nothing but keys.
func TestByKeyboardAlone(t *testing.T) {
	addr := "/ip4/127.0.0.1/udp/4001/quic-v1/p2p/" + guitest.ID("push-oslo").String()
	d := newDesk(t)
	d.wantsStep("Let us begin")
	d.enter()
	d.wantsStep("Your name and picture")
	d.enter("Elena Costa")
	d.wantsStep("How this computer unlocks")
	d.enter() // a passphrase, which is missing
	d.enter("correct horse battery", "correct horse battery")
	d.wantsStep("Who may hold your mail?")
	d.key(fyne.KeyRight) // a push node
	d.enter()
	d.enter(addr)
	d.wantsStep("24 recovery words")
	d.enter() // now
	d.wantsStep("Your 24 recovery words")
	d.wants("24 art")
	d.enter()
	d.wantsStep("Are they on paper?")
	d.enter("abandon", "abandon", "art")
	want := Choices{Words: guitest.TestWords, Kept: true, Name: "Elena Costa", Guard: ByPassphrase,
		Passphrase: "correct horse battery", Holder: addr}
	if len(d.opened) != 1 || !same(d.opened[0], want) {
		t.Errorf("chosen was %+v, want %+v", d.opened, want)
	}
	d.wants("One moment: your keys are being made.")
	d.enter()
	d.key(fyne.KeyEscape)
	if len(d.opened) != 1 || d.title() != "Are they on paper?" {
		t.Error("it goes on while the keys are being made")
	}
}

func same(a, b Choices) bool {
	pictures := slices.Equal(a.Picture, b.Picture)
	a.Picture, b.Picture = nil, nil
	return pictures && a.Words == b.Words && a.Kept == b.Kept && a.Name == b.Name && a.Guard == b.Guard && a.Passphrase == b.Passphrase && a.Holder == b.Holder
}

func TestBackKeepsWhatWasEntered(t *testing.T) {
	d := newDesk(t)
	d.enter()
	d.enter("Elena")
	d.key(fyne.KeyEscape)
	d.wantsStep("Your name and picture")
	d.enter(" Costa")
	d.press("Back")
	d.enter()
	d.enter()
	d.enter("three ducks", "three ducks")
	d.key(fyne.KeyEscape)
	d.wantsStep("How this computer unlocks")
	d.key(fyne.KeyEscape)
	d.key(fyne.KeyEscape)
	d.wantsStep("Let us begin")
	d.key(fyne.KeyEscape)
	d.wantsStep("Let us begin")
	for range 3 {
		d.enter()
	}
	d.wantsStep("Who may hold your mail?")
	if c := d.choices(); c.Name != "Elena Costa" || c.Passphrase != "three ducks" {
		t.Errorf("it forgot: %+v", c)
	}
}

// later goes to the last step for somebody who is content with nothing.
func (d *desk) later() {
	d.enter()
	d.enter("Elena")
	d.key(fyne.KeyRight) // nothing
	d.enter()
	d.key(fyne.KeyLeft) // only this computer
	d.enter()
	d.key(fyne.KeyDown)
}

func TestTheLastStepSaysSo(t *testing.T) {
	d := newDesk(t)
	d.later()
	d.wants("Start Restante")
	d.key(fyne.KeyUp)
	d.wants("Continue")
	d.key(fyne.KeyDown)
	d.enter()
	if want := (Choices{Words: guitest.TestWords, Name: "Elena", Guard: ByNothing}); len(d.opened) != 1 || !same(d.opened[0], want) {
		t.Errorf("chosen was %+v, want %+v", d.opened, want)
	}
}

func TestAFailedBeginningMayBeTriedAgain(t *testing.T) {
	d := newDesk(t)
	d.later()
	d.fail = vault.ErrFull
	d.enter()
	d.wants("The disk is full.")
	d.fail = nil
	d.enter()
	if len(d.opened) != 2 {
		t.Errorf("it was opened %d times", len(d.opened))
	}
}

func TestNothingAndNobodyAreWarnedOf(t *testing.T) {
	d := newDesk(t)
	d.enter()
	d.enter("")
	d.key(fyne.KeyRight)
	d.wants("Whoever can read this disk can read your messages")
	d.enter()
	d.key(fyne.KeyLeft)
	d.wants("cannot arrive until you are both on")
}

func TestPassphrases(t *testing.T) {
	d := newDesk(t)
	d.enter()
	d.enter("")
	for _, c := range []struct{ first, second, problem string }{
		{"", "", "Please type a passphrase."},
		{"seven l", "seven l", "too short"},
		{"eight lt", "eight le", "The two are not the same."},
		{"eight lt", "", "The two are not the same."},
		{"", "eight lt", "too short"},
		{"пароль!!", "пароль!!", ""}, // letters count, not bytes
		{"пароль!", "пароль!", "too short"},
	} {
		d.guard.first.SetText(c.first)
		d.guard.second.SetText(c.second)
		if got := d.guard.check(); (got == "") != (c.problem == "") || !strings.Contains(got, c.problem) {
			t.Errorf("%q and %q: %q, want %q", c.first, c.second, got, c.problem)
		}
	}
	d.guard.first.SetText("seven l")
	d.Next()
	d.wantsStep("How this computer unlocks")
	if d.Focused() != d.guard.first.Focusable() {
		t.Error("the keyboard is not where it is wrong")
	}
}

func TestTheKeyringIsOfferedWhereItWorks(t *testing.T) {
	d := newDesk(t)
	d.enter()
	d.enter("")
	if d.says("System keyring") {
		t.Error("a keyring that does not work is offered")
	}
	d.wants("No keyring answers on this computer, so it is not among these.")
	d = newDesk(t, func(d *desk) { d.keyring = nil })
	d.enter()
	d.enter("")
	d.wants("System keyring")
	d.enter()
	d.wantsStep("Who may hold your mail?")
	if c := d.choices(); c.Guard != ByKeyring || c.Passphrase != "" {
		t.Errorf("chosen is %+v", c)
	}
	d.key(fyne.KeyEscape)
	d.guard.first.SetText("a second way")
	d.enter()
	d.wantsStep("How this computer unlocks")
	d.enter("a second way")
	if c := d.choices(); c.Guard != ByKeyring || c.Passphrase != "a second way" {
		t.Errorf("chosen is %+v", c)
	}
}

func TestHolders(t *testing.T) {
	d := newDesk(t)
	for text, ok := range map[string]bool{
		"/ip4/127.0.0.1/udp/4001/quic-v1/p2p/" + guitest.ID("x").String():  true,
		" /dns4/oslo.example/tcp/1/p2p/" + guitest.ID("x").String() + "\n": true,
		"":                                false,
		"oslo.example":                    false,
		"/ip4/127.0.0.1/udp/4001/quic-v1": false,
		"restante:card/AAAA":              false,
		"restante:" + strings.Repeat("x", 20_000): false,
		"https://example.com/?/p2p/x":             false,
	} {
		d.holder.field.SetText(text)
		if got := d.holder.check(); (got == "") != ok {
			t.Errorf("%.60q: %q", text, got)
		}
	}
	d.holder.tiles.Choose(nobody)
	if d.holder.check() != "" || d.holder.addr() != "" {
		t.Error("what is typed counts although nobody was chosen")
	}
}

func TestSomebodyNewHasNewWords(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	if p, err := New(Options{Canvas: func() fyne.Canvas { return nil }}); err != nil || len(strings.Fields(p.fresh)) != 24 {
		t.Errorf("words %q, %v", p.fresh, err)
	}
}

func TestProblemsAreSentences(t *testing.T) {
	long := errors.New(strings.Repeat("all that was pasted ", 100))
	for _, err := range []error{vault.ErrKeyring, vault.ErrKeyMissing, errors.New("dial: no route"), long} {
		if s := Problem(err); s == "" || len(s) > 500 {
			t.Errorf("%.40v: %q", err, s)
		}
	}
}
