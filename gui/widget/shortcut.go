package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// left has, by window, who takes the shortcuts for which whatever has the keyboard
// has no use: Fyne gives them to an entry alone, and keys like F1 to anything that
// has it. Touched on the UI goroutine only.
var left = map[fyne.Canvas]func(fyne.Shortcut){}

// TakeShortcuts sets who takes what is left of shortcuts in a window.
func TakeShortcuts(c fyne.Canvas, take func(fyne.Shortcut)) { left[c] = take }

// Pass hands a shortcut on to the window that an object lies in.
func Pass(from fyne.CanvasObject, s fyne.Shortcut) {
	if take := left[fyne.CurrentApp().Driver().CanvasForObject(from)]; take != nil {
		take(s)
	}
}

// PassKey hands a function key on, which means the same everywhere, and tells whether
// it was one.
func PassKey(from fyne.CanvasObject, k *fyne.KeyEvent) bool {
	onUse()
	function := len(k.Name) > 1 && strings.HasPrefix(string(k.Name), "F") && k.Name[1] >= '1' && k.Name[1] <= '9'
	if function {
		Pass(from, &desktop.CustomShortcut{KeyName: k.Name})
	}
	return function
}
