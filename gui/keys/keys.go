// Package keys is the table of keyboard shortcuts. The window obeys the table and
// the sheet of shortcuts shows it, so the sheet cannot lie.
//
//	t := keys.Table{{Title: lang.L("In the whole window"), Shortcuts: []keys.Shortcut{
//		{Key: fyne.KeyK, Mod: keys.Command, Name: lang.L("Search chats"), Do: search},
//	}}}
//	t.Install(window.Canvas())
//
// A shortcut without a Do is one that a widget obeys by itself; it is listed so
// that people find it, and a test of the whole window presses it.
package keys

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// Command is Ctrl, or what stands for it.
const Command = fyne.KeyModifierShortcutDefault

// Shortcut is a key, perhaps with others held down, and what it does.
type Shortcut struct {
	Key  fyne.KeyName
	Mod  fyne.KeyModifier
	Name string // what it does, in the user's language
	Do   func()
}

// Group is shortcuts that belong together.
type Group struct {
	Title     string
	Shortcuts []Shortcut
}

// Table is all of them.
type Table []Group

// Install lets a window obey the table, whatever has the keyboard in it. While
// something lies over the page nothing of it is obeyed: a question wants its answer.
func (t Table) Install(c fyne.Canvas) {
	obey := func(s fyne.Shortcut) {
		if c.Overlays().Top() == nil {
			t.Typed(s)
		}
	}
	t.each(func(s Shortcut) {
		if s.Mod != 0 {
			c.AddShortcut(&desktop.CustomShortcut{KeyName: s.Key, Modifier: s.Mod}, obey)
		}
	})
	widget.TakeShortcuts(c, obey)
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { obey(&desktop.CustomShortcut{KeyName: k.Name}) })
}

// Typed does what a shortcut stands for; others than those of the table do nothing.
func (t Table) Typed(typed fyne.Shortcut) {
	k, ok := typed.(*desktop.CustomShortcut)
	t.each(func(s Shortcut) {
		if ok && k.KeyName == s.Key && k.Modifier == s.Mod {
			s.Do()
		}
	})
}

// each visits the shortcuts that the window obeys.
func (t Table) each(f func(Shortcut)) {
	for _, g := range t {
		for _, s := range g.Shortcuts {
			if s.Do != nil {
				f(s)
			}
		}
	}
}

// Keys are the words on the keys that are pressed.
func (s Shortcut) Keys() (all []string) {
	if s.Mod&Command != 0 {
		all = append(all, command())
	}
	if s.Mod&fyne.KeyModifierShift != 0 {
		all = append(all, lang.L("Shift"))
	}
	if s.Mod&fyne.KeyModifierAlt != 0 {
		all = append(all, "Alt")
	}
	return append(all, printed(s.Key))
}

func command() string {
	if runtime.GOOS == "darwin" {
		return "⌘"
	}
	return lang.L("Ctrl")
}

// printed is what stands on a key.
func printed(k fyne.KeyName) string {
	switch k {
	case fyne.KeyReturn:
		return lang.L("Enter")
	case fyne.KeyEscape:
		return lang.L("Esc")
	case fyne.KeyUp:
		return "↑ ↓"
	case fyne.KeyPageUp:
		return lang.L("Page Up")
	case fyne.KeyPageDown:
		return lang.L("Page Down")
	case fyne.KeyEnd:
		return lang.L("End")
	case fyne.KeyTab:
		return lang.L("Tab")
	case fyne.KeySpace:
		return lang.L("Space")
	}
	return string(k)
}
