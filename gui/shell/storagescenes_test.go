package shell

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/delivery"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// storageScenes are the states of the storage page, and what lies over it.
var storageScenes = []scene{
	{"storage", guitest.Stored, func(w opened) { w.shell.ShowStorage() }, true},
	{"storage-alone", alone, func(w opened) { w.shell.ShowStorage() }, true},
	{"storage-waiting", crowded, func(w opened) { w.shell.ShowStorage(); w.tap("This computer") }, true},
	{"storage-inbox", inbox, func(w opened) { w.shell.ShowStorage(); w.tap("Space of the atelier") }, true},
	{"storage-primary", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.tap("Costa bucket") }, true},
	{"storage-year", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.tap("Dropbox"); w.tap(lang.L("Year")) }, true},
	{"storage-moving", moving, func(w opened) { w.shell.ShowStorage(); w.tap("Costa bucket") }, true},
	{"storage-below", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.storageToEnd() }, true},
	{"storage-add", alone, func(w opened) { w.shell.ShowStorage(); w.click("Add account") }, true},
	{"storage-form", alone, func(w opened) { w.shell.ShowStorage(); w.kind("S3-compatible storage") }, true},
	{"storage-refused", alone, func(w opened) {
		w.shell.ShowStorage()
		w.kind("IPFS pinning service")
		w.refuse()
		w.enter("", "https://pin.example/psa", "t0ken")
	}, true},
	{"storage-browser", alone, func(w opened) {
		w.shell.ShowStorage()
		w.kind("Dropbox")
		w.refuse() // else the answer would be there at once
		w.enter("", "k2xabc", "")
		w.world.Loop.Advance(time.Millisecond)
	}, true},
	{"storage-sees", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.click("What it sees") }, true},
	{"storage-again", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.click("Connect again") }, true},
	{"storage-terms", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.tap("Costa bucket"); w.click("Name, limit, price") }, true},
	{"storage-leave", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.tap("Dropbox"); w.click("Leave") }, true},
	{"storage-forget", leaving, func(w opened) { w.shell.ShowStorage(); w.tap("Dropbox"); w.click("Forget at once") }, true},
	{"storage-person", guitest.Stored, func(w opened) { w.shell.ShowStorage(); w.click("Choose for a person") }, true},
	{"storage-hostile", strange, func(w opened) { w.shell.ShowStorage() }, false},
	{"chat-provider", guitest.Stored, func(w opened) { w.open("Tomás Rivera"); w.click("Waiting"); w.lastWay() }, true},
	{"network-provider", guitest.Stored, func(w opened) { w.shell.ShowNetwork() }, true},
}

func alone() *guitest.World { return guitest.WithStorage(guitest.Busy()) }

// crowded has much under way, at all kinds of places.
func crowded() *guitest.World {
	w := guitest.Stored()
	say := func(name string, at time.Time, size int, held ...delivery.Holder) {
		id := guitest.ID(name)
		m := w.Say(id, at, "It is in the post", delivery.Stored)
		m.Expires, m.Custody = at.AddDate(0, 0, 30), held
		w.Under[m.ID] = delivery.Pending{Size: size}
	}
	until := guitest.Now.AddDate(0, 0, 20)
	oslo, lima := delivery.Holder{Node: guitest.ID("push-oslo"), Expires: until}, delivery.Holder{Node: guitest.ID("push-lima"), Expires: until}
	bucket, box := delivery.Holder{Account: "s3", Expires: until}, delivery.Holder{Account: "box", Expires: until}
	say("Supplier · Holm & Co", guitest.Now.AddDate(0, 0, -9), 14<<20, bucket)
	say("Kenji Watanabe", guitest.Now.Add(-5*time.Hour), 3<<20, box, bucket, oslo)
	for i := range 4 {
		say("Nadia Petrova", guitest.Now.Add(time.Duration(-40+i)*time.Minute), 8<<10, oslo, lima)
	}
	say("Ines Duarte", guitest.Now, 8<<10, delivery.Holder{Account: "gone", Expires: until})
	return w
}

// inbox has an account at which contacts leave mail.
func inbox() *guitest.World {
	w := guitest.WithStorage(guitest.Busy())
	w.Storage.All = []storage.Account{{ID: "space", Kind: "ucan", Title: "Space of the atelier", Role: storage.Primary, Inbox: true, Added: guitest.Now.AddDate(0, 0, -9),
		Settings: map[string]string{"url": "https://up.atelier.example"}, Health: storage.Health{Worked: guitest.Now}}}
	return w
}

// refuse lets the provider not take the next account.
func (w opened) refuse() { w.world.Err = fmt.Errorf("%w: 401 the token is revoked", depot.ErrAuth) }

// moving has everything on its way to another account.
func moving() *guitest.World {
	w := guitest.Stored()
	w.Storage.All[0].Blocks, w.Storage.All[0].Bytes, w.Storage.All[0].Moving = 173, 5<<20, 327
	return w
}

func leaving() *guitest.World {
	w := guitest.Stored()
	w.Storage.All[1].Leaving, w.Storage.All[1].Role, w.Storage.All[1].Moving = true, storage.None, 96
	return w
}

// strange has providers and titles that try to break the page.
func strange() *guitest.World {
	w := guitest.Stored()
	for i := range w.Storage.All {
		a := &w.Storage.All[i]
		a.Title = strings.Repeat([]string{"W", "سلام ", "👩‍👩‍👧‍👦"}[i], 12)
		a.Failing, a.Error = guitest.Now.Add(-time.Hour), strings.Repeat("<html>\u202enot ours ", 60)
	}
	return w
}

// kind opens the form of a kind of provider.
func (w opened) kind(title string) {
	w.click("Add account")
	w.tap(lang.L(title))
}

// enter types into the fields of a sheet, with Enter behind each.
func (w opened) enter(texts ...string) {
	for _, s := range texts {
		f := w.Canvas().Focused()
		f.(interface{ SetText(string) }).SetText(s)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

// lastWay opens the way of the newest message.
func (w opened) lastWay() {
	size := w.Canvas().Size()
	test.TapCanvas(w.Canvas(), fyne.NewPos(size.Width-120, size.Height-110))
}

// storageToEnd shows the foot of the page.
func (w opened) storageToEnd() {
	scrolls(w.shell.Storage.Object, func(s *container.Scroll) { s.ScrollToOffset(fyne.NewPos(0, math.MaxInt16)) })
}

// An account that changed is read again while the page is shown.
func TestStorageFollowsEvents(t *testing.T) {
	w := dressed(t, guitest.Stored())
	w.shell.ShowStorage()
	w.world.Storage.All[2].Failing, w.world.Storage.All[2].Advice = time.Time{}, ""
	w.shell.Events([]any{storage.Changed{Account: "pins"}})
	if guitest.Says(w.Canvas(), "Needs you") {
		t.Error("the account still fails")
	}
}

// Without accounts the window has no page for them, and the keys are as they were.
func TestStorageIsThereWhereTheCoreHasIt(t *testing.T) {
	w := dressed(t, guitest.Busy())
	if guitest.Says(w.Canvas(), "Storage") || w.shell.settingsKey() != fyne.Key3 {
		t.Error("there is a page for nothing")
	}
	w = dressed(t, guitest.Stored())
	w.press(t, "Storage")
	w.says(t, "Where sealed messages wait until they are collected")
	if w.shell.settingsKey() != fyne.Key4 {
		t.Error("two pages have the same key")
	}
	if m := w.shell.Object.MinSize(); m.Width > small.Width || m.Height > small.Height {
		t.Errorf("it needs %v", m)
	}
}

// A message at a provider says at which.
func TestTheWayNamesTheAccount(t *testing.T) {
	w := dressed(t, guitest.Stored())
	w.open("Tomás Rivera")
	w.lastWay()
	w.says(t, "Costa bucket")
	w.Canvas().Overlays().Top().(*widget.Overlay).Close()
	w.shell.ShowNetwork()
	m := &w.world.Talks[guitest.ID("Tomás Rivera")][0]
	m.Expires = guitest.Now.AddDate(0, 0, 20) // else its row says that it is given up
	m.Custody = []delivery.Holder{{Account: "box", Expires: m.Expires}, {Account: "gone", Expires: m.Expires}}
	w.shell.Network.Reload()
	w.says(t, "Dropbox, an account you left")
}

// A failing reading is said, and the page stays.
func TestStorageSaysWhatFails(t *testing.T) {
	w := dressed(t, guitest.Stored())
	w.shell.ShowStorage()
	w.world.Err = errors.New("the disk is full")
	w.click("Try now")
	w.says(t, "the disk is full")
}
