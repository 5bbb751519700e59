package settings

import (
	"testing"
	"time"

	"restante/gui/lock"
	"restante/gui/widget"
	"restante/node/vault"
)

// secured is the page with what it needs for its section of that name, opened there.
func secured(t *testing.T, ways ...vault.Method) (d *desk, did *string) {
	did = new(string)
	do := func(s string) func() { return func() { *did = s } }
	d = newDesk(t, func(o *Options) {
		o.Security = &Security{Ways: func() []vault.Method { return ways }, Change: do("change"), Lock: do("lock"), BackUp: do("backup"), Erase: do("erase")}
	})
	d.page.Show("security")
	return d, did
}

func TestSecurity(t *testing.T) {
	d, did := secured(t, vault.Keyring, vault.Passphrase)
	d.says("Now: System keyring, or passphrase. What is asked for before your messages can be read here.",
		"Identity, people, messages and settings in one file with its own passphrase. None was made on this computer yet.")
	for button, want := range map[string]string{"Change": "change", "Lock": "lock", "Make a backup": "backup", "Erase everything": "erase"} {
		if d.press(button); *did != want {
			t.Errorf("%s does %q, want %q", button, *did, want)
		}
	}
	d.pick("Lock the window by itself", "after 5 minutes")
	if n := lock.After(d.app.Preferences()); n != 5 {
		t.Errorf("it locks after %d minutes", n)
	}
	d.app.Preferences().SetString("backup-made", time.Date(2026, 5, 12, 10, 0, 0, 0, time.UTC).Format(time.RFC3339))
	d.page.Show("security")
	d.says("Identity, people, messages and settings in one file with its own passphrase. The last one was made on 12 May.")
}

// Where no passphrase would open it again, the window does not lock, and says why.
func TestSecurityWithoutPassphrase(t *testing.T) {
	for _, way := range []vault.Method{vault.KeyFile, vault.Keyring} {
		d, _ := secured(t, way)
		d.says("The window locks only where there is a passphrase to unlock it with.")
		if !find[*widget.Button](d, "Lock").Disabled() || !find[*widget.Select](d, "Lock the window by itself").Disabled() {
			t.Error("it can be locked")
		}
	}
}
