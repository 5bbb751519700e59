package shell

import (
	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/settings"
)

// settingsScenes are the sections of the settings. Those with the list of all
// licences, or with Arabic, for which each machine has another font, are drawn and
// not compared; nor is what others made and may change.
var settingsScenes = []scene{
	section("you", false), section("appearance", false), section("notifications", true), section("keyboard", false),
	section("privacy", true), {"settings-blocked", blocked, func(w opened) { w.shell.ShowSettings("privacy") }, true},
	{"settings-systems", guitest.Told, func(w opened) { w.shell.ShowSettings("systems") }, true},
	{"settings-systems-log", guitest.Told, func(w opened) { w.shell.ShowSettings("systems"); w.click("Deliveries") }, true},
	{"settings-systems-none", guitest.Busy, func(w opened) { w.shell.ShowSettings("systems") }, true},
	{"settings-systems-add", guitest.Told, func(w opened) { w.shell.ShowSettings("systems"); w.click("Add an address") }, true},
	{"settings-systems-secret", guitest.Told, func(w opened) { w.shell.ShowSettings("systems"); w.addSystem("https://erp.example/in") }, true},
	section("storage", true), section("logs", true), section("about", false),
}

func section(key string, latin bool) scene {
	return scene{"settings-" + key, guitest.Busy, func(w opened) { w.shell.ShowSettings(key) }, latin}
}

func (w opened) addSystem(url string) {
	w.click("Add an address")
	w.write(url)
	w.click("Add")
}

// sets is what the page of settings needs beyond the window.
func sets(w *guitest.World) settings.Options {
	return settings.Options{
		Privacy: w, Storage: w, Login: &guitest.Toggle{}, Stays: &guitest.Toggle{Is: true}, Logs: guitest.Log(), Systems: w.Hooks,
		Crash: "/home/elena/.config/restante/crash-last.log", Picture: w, Choose: w.Choose, Words: func() {},
		Build: settings.Build{Version: "1.0.0", Parts: []settings.Part{{Name: "Go", Version: "1.26.8"}, {Name: "Fyne", Version: "2.8.1"},
			{Name: "libp2p", Version: "0.51.0"}, {Name: "Boxo", Version: "0.43.0"}, {Name: "SQLite", Version: "1.60.1"}}},
		Preferences: fyne.CurrentApp().Preferences(), Open: func(string) error { return nil },
	}
}
