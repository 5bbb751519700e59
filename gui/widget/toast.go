package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Toast is a short notice over the lower edge of the page. It lets taps through
// and is hidden by whoever showed it, after a while. Its place is never hidden: Fyne
// knows the window only of what it has drawn, and would not draw the notice before
// something else changes.
type Toast struct {
	Object *fyne.Container // to be stacked over the page
	pill   *fyne.Container
	text   *Text
	shown  int
}

// NewToast makes a hidden toast.
func NewToast() *Toast {
	t := &Toast{text: NewText("", 13, false, Panel)}
	t.pill = On(Look{Fill: Foreground, Radius: 18, Lift: Floating}, Fixed(0, 36, Pad(0, 18, t.text)))
	t.pill.Hide()
	t.Object = container.New(toastLayout{}, t.pill)
	return t
}

// Show shows a notice; the call that it returns hides that very notice.
func (t *Toast) Show(s string) (hide func()) {
	t.shown++
	mine := t.shown
	t.text.Set(s)
	t.pill.Show()
	t.Object.Refresh()
	return func() {
		if t.shown == mine {
			t.pill.Hide()
			t.Object.Refresh()
		}
	}
}

// Text is what is shown, "" while hidden.
func (t *Toast) Text() string {
	if !t.pill.Visible() {
		return ""
	}
	return t.text.text
}

type toastLayout struct{}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (toastLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	Place(o[0], (s.Width-m.Width)/2, s.Height-m.Height-92, m.Width, m.Height)
}
