package storage

import (
	"errors"
	"fmt"
	"maps"
	"testing"

	"restante/gui/guitest"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

func alone() *guitest.World { return guitest.WithStorage(guitest.Busy()) }

// An account is shown once the core has tried it; the first is the primary.
func TestAdd(t *testing.T) {
	d := newDesk(t, alone())
	d.says("Only this computer: what you send waits here until it is collected, so this computer must be on at the same time as the recipient’s, or a push node must hold it. With an account at a provider, messages wait there while this computer is off.")
	d.press("Add account")
	d.press("IPFS pinning service")
	d.says("What this provider can see", "– Your account and the network addresses of this computer.")
	d.fill("Pins", " https://pin.example/psa ", "t0ken")
	if d.called("add pinning Pins") != 1 || d.called("role primary") != 1 {
		t.Fatalf("called %q", d.world.Calls)
	}
	if want := (depot.Settings{"url": "https://pin.example/psa", "token": "t0ken"}); !maps.Equal(d.world.Storage.Given, want) {
		t.Errorf("given %v", d.world.Storage.Given)
	}
	d.says("Pins", "Primary", "IPFS pinning service · pin.example")
	if d.window.Canvas().Overlays().Top() != nil || d.notice != "The account works. What waits goes there from now on." {
		t.Errorf("it says %q", d.notice)
	}
}

// A second one is a mirror, unless something else is chosen.
func TestAddBesideAPrimary(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Add account")
	d.press("UCAN storage service (Storacha, Forge)")
	d.fill("", "https://up.example", "did:web:up.example", "did:key:z6Mk", "Mg")
	d.press("Try and connect")
	if d.called("role mirror ucan-new") != 1 {
		t.Errorf("called %q", d.world.Calls)
	}
}

// A new primary moves everything, so it is asked for before anything is tried.
func TestAddInPlaceOfThePrimary(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Add account")
	d.press("IPFS pinning service")
	first := d.window.Canvas().Focused()
	d.pick("What it is for", "Primary: all that waits")
	d.window.Canvas().Focus(first)
	d.fill("Pins", "https://pin.example/psa", "t0ken")
	d.says("All that waits at Costa bucket moves to Pins, while messages go on arriving. Costa bucket stays connected and gets nothing new.")
	if d.called("add") != 0 {
		t.Fatal("everything moves without a yes")
	}
	d.press("Move")
	if d.called("add pinning Pins") != 1 || d.called("role primary pinning-new") != 1 {
		t.Errorf("called %q", d.world.Calls)
	}
}

func TestAddSaysWhatLacks(t *testing.T) {
	d := newDesk(t, alone())
	d.press("Add account")
	d.press("S3-compatible storage")
	d.press("Try and connect")
	d.says("“Endpoint” is missing.")
	if d.called("add") != 0 {
		t.Errorf("called %q", d.world.Calls)
	}
}

// What the provider refuses is said in words, with advice, and what was typed stays.
func TestAddFails(t *testing.T) {
	d := newDesk(t, alone())
	for err, want := range map[error]string{
		depot.ErrAuth:                "The provider refuses the account. Connect the account again: its access was withdrawn or has expired.",
		depot.ErrQuota:               "The provider is full. Make room in the account, or choose another provider.",
		depot.ErrPermanent:           "The provider will not take it like this. Check the settings of the account.",
		depot.ErrNoPlace:             "The bucket is not there any more. Make the bucket again, or choose another provider.",
		depot.ErrTransient:           "The provider does not answer. Is its address right, and are you online?",
		&depot.RateLimited{After: 9}: "The provider asks for a pause. Try it again later.",
		core.ErrSame:                 "This place is connected already. Choose “Connect again” at the account that has it.",
		core.ErrElsewhere:            "This is another place than the account’s. Add another account for it.",
		core.ErrTooMany:              "There are as many accounts as there can be. Leave one first.",
	} {
		d.press("Add account")
		d.press("IPFS pinning service")
		d.world.Err = fmt.Errorf("%w: status 418", err)
		d.fill("", "https://pin.example/psa", "t0ken")
		d.says(want + "\n" + err.Error() + ": status 418")
		d.press("Try and connect")
		if n := len(d.world.Storage.All); n != 1 {
			t.Errorf("%v: %d accounts", err, n)
		}
		d.world.Storage.All = nil
		d.page.Reload()
	}
	if got := problem(errors.New("the disk is full")); got != "the disk is full" {
		t.Errorf("it says %q", got)
	}
}

// The browser brings what nobody types; its address is shown, also where it does not open.
func TestConnect(t *testing.T) {
	d := newDesk(t, alone())
	d.press("Add account")
	d.press("Dropbox")
	d.silent("Access")
	d.fill("", "k2xabc", "")
	d.world.Loop.Advance(1)
	want := depot.Settings{"appKey": "k2xabc", "folder": "", "refreshToken": "from the browser"}
	if d.opened != d.world.Storage.URL || !maps.Equal(d.world.Storage.Given, want) || d.called("add dropbox") != 1 {
		t.Errorf("opened %q, given %v", d.opened, d.world.Storage.Given)
	}
}

func TestConnectWithoutABrowser(t *testing.T) {
	d := newDesk(t, alone())
	d.page.o.Browse = func(string) error { return errors.New("no browser") }
	d.press("Add account")
	d.press("Dropbox")
	d.world.Err = depot.ErrAuth
	d.fill("", "k2xabc", "")
	d.says("The provider refuses the account. Connect the account again: its access was withdrawn or has expired.\n" + depot.ErrAuth.Error())
	d.world.Loop.Advance(1) // the address comes later here than the answer
	d.says("No browser opened. Open this address yourself, and allow Restante there:", d.world.Storage.URL)
	if d.called("add") != 0 {
		t.Errorf("called %q", d.world.Calls)
	}
}

// Settings that are there need not be typed again; secrets must.
func TestConnectAgain(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.says("Pins of the atelier", "Fails since 18 Nov", "the provider refuses the account: 401 invalid token",
		"Connect the account again: its access was withdrawn or has expired. Meanwhile messages wait on this computer.")
	d.press("Connect again")
	d.says("The place stays the same. For another one, add another account.", "https://pin.example/psa")
	d.fill("t1ken")
	if want := (depot.Settings{"url": "https://pin.example/psa", "token": "t1ken"}); !maps.Equal(d.world.Storage.Given, want) || d.called("reconnect pins") != 1 {
		t.Errorf("given %v", d.world.Storage.Given)
	}
	d.silent("Fails since 18 Nov")
}
