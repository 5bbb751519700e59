package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/keys"
)

// Keys is every shortcut of the window: the sheet in the settings shows this table,
// and the window obeys it.
func (s *Shell) Keys() keys.Table {
	sheet := func() { s.ShowSettings("keyboard") }
	all := []keys.Shortcut{
		{Key: fyne.Key1, Mod: keys.Command, Name: lang.L("Chats"), Do: func() { s.Show(chatsPage) }},
		{Key: fyne.Key2, Mod: keys.Command, Name: lang.L("Network"), Do: s.ShowNetwork},
		{Key: s.settingsKey(), Mod: keys.Command, Name: lang.L("Settings"), Do: func() { s.Show(settingsPage) }},
		{Key: fyne.KeyComma, Mod: keys.Command, Name: lang.L("Settings"), Do: func() { s.Show(settingsPage) }},
		{Key: fyne.KeyK, Mod: keys.Command, Name: lang.L("Search chats"), Do: s.search},
		{Key: fyne.KeyN, Mod: keys.Command, Name: lang.L("Add a person"), Do: s.AddPerson},
		{Key: fyne.KeyF1, Name: lang.L("This sheet"), Do: sheet},
		{Key: fyne.KeySlash, Mod: keys.Command, Name: lang.L("This sheet"), Do: sheet},
	}
	if s.Storage != nil {
		all = slices.Insert(all, 2, keys.Shortcut{Key: fyne.Key3, Mod: keys.Command, Name: lang.L("Storage"), Do: s.ShowStorage})
	}
	if s.Orders != nil {
		all = slices.Insert(all, 1, keys.Shortcut{Key: fyne.KeyO, Mod: keys.Command, Name: lang.L("Orders"), Do: s.ShowOrders})
	}
	if s.Shop != nil {
		all = append(all, keys.Shortcut{Key: fyne.KeyB, Mod: keys.Command, Name: lang.L("Shop"), Do: s.ShowShop})
	}
	if s.lock != nil {
		all = append(all, keys.Shortcut{Key: fyne.KeyL, Mod: keys.Command, Name: lang.L("Lock the window"), Do: s.Lock})
	}
	if s.o.Quit != nil {
		all = append(all, keys.Shortcut{Key: fyne.KeyQ, Mod: keys.Command, Name: lang.L("Quit"), Do: s.o.Quit})
	}
	return keys.Table{
		{Title: lang.L("In the whole window"), Shortcuts: all},
		{Title: lang.L("Where you are"), Shortcuts: []keys.Shortcut{
			{Key: fyne.KeyTab, Name: lang.L("On to the next control")},
			{Key: fyne.KeyTab, Mod: fyne.KeyModifierShift, Name: lang.L("Back to the one before")},
			{Key: fyne.KeySpace, Name: lang.L("Press a button, flip a switch")},
			{Key: fyne.KeyEscape, Name: lang.L("Close what lies over the page")},
		}},
		{Title: lang.L("In a conversation"), Shortcuts: []keys.Shortcut{
			{Key: fyne.KeyReturn, Name: lang.L("Send")},
			{Key: fyne.KeyReturn, Mod: fyne.KeyModifierShift, Name: lang.L("New line")},
			{Key: fyne.KeyUp, Name: lang.L("From message to message")},
			{Key: fyne.KeySpace, Name: lang.L("What can be done with a message")},
			{Key: fyne.KeyPageUp, Name: lang.L("Older messages")},
			{Key: fyne.KeyEnd, Name: lang.L("Newest messages")},
		}},
	}
}

// settingsKey is the number of the last page.
func (s *Shell) settingsKey() fyne.KeyName {
	if s.Storage != nil {
		return fyne.Key4
	}
	return fyne.Key3
}

// search leads to the search of the chats page.
func (s *Shell) search() {
	s.Show(chatsPage)
	s.Chats.FocusSearch()
}
