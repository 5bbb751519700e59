package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Toast is a short notice over the lower edge of the page. It lets taps through
// and is hidden by whoever showed it, after a while.
type Toast struct {
	Object *fyne.Container // to be stacked over the page
	text   *Text
	shown  int
}

// NewToast makes a hidden toast.
func NewToast() *Toast {
	t := &Toast{text: NewText("", 13, false, Panel)}
	pill := On(Look{Fill: Foreground, Radius: 18, Lift: Floating}, Fixed(0, 36, Pad(0, 18, t.text)))
	t.Object = container.New(toastLayout{}, pill)
	t.Object.Hide()
	return t
}

// Show shows a notice; the call that it returns hides that very notice.
func (t *Toast) Show(s string) (hide func()) {
	t.shown++
	mine := t.shown
	t.text.Set(s)
	t.Object.Show()
	t.Object.Refresh()
	return func() {
		if t.shown == mine {
			t.Object.Hide()
		}
	}
}

// Text is what is shown, "" while hidden.
func (t *Toast) Text() string {
	if !t.Object.Visible() {
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
