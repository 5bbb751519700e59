package widget

import "fyne.io/fyne/v2"

// NewSecret makes a field that hides what is typed, with a button that shows it;
// show is the button's name.
func NewSecret(placeHolder, show string, high float32) *Field {
	var f *Field
	eye := NewRoundButton(show, "eye", Muted, "", 30, 17, func() { f.reveal() })
	f = NewField(placeHolder, "", high, eye)
	f.entry.Password = true
	f.entry.ActionItem = Gap(0, 0) // else Fyne puts a button of its own there
	return f
}

// reveal shows what is typed, or hides it again.
func (f *Field) reveal() {
	f.entry.Password = !f.entry.Password
	f.entry.Refresh()
	if on := fyne.CurrentApp().Driver().CanvasForObject(f); on != nil {
		on.Focus(f.entry)
	}
}
