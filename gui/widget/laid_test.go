package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestNewRenderersAreLaidOut makes a second renderer of each widget, as Fyne does
// for what was hidden for a minute: its parts need their places at once.
func TestNewRenderersAreLaidOut(t *testing.T) {
	dress(t)
	n := 0
	all := pressed(&n)
	badge := NewBadge(Alert)
	badge.Set(3)
	code := NewCode(100)
	code.Set("restante:12D3KooW")
	conversation := states()
	w := test.NewTempWindow(t, Gap(600, 400))
	for name, o := range map[string]fyne.CanvasObject{
		"avatar": NewAvatar("a", 40, Panel), "box": NewBox(Look{Fill: Card}), "icon": NewIcon("mail", Muted, 16),
		"text": Label("text", 14), "badge": badge, "code": code, "typing": NewTyping(), "field": NewField("", "", 40, nil),
		"composer": NewComposer(), "conversation": conversation, "jump": conversation.jump, "modal": Modal(w.Canvas(), Gap(200, 100)),
		"input": newInput("hint"), "composer entry": NewComposer().entry,
	} {
		all[name] = o
	}
	for name, o := range all {
		o.Show()
		o.Resize(o.MinSize().AddWidthHeight(20, 10))
		for _, part := range o.(fyne.Widget).CreateRenderer().Objects() {
			empty(part, func(x fyne.CanvasObject) { t.Errorf("%s: a part, %T, has no size", name, x) })
		}
	}
}

// empty visits what is visible and has no size.
func empty(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	if o.Size().IsZero() {
		f(o)
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, x := range c.Objects {
			empty(x, f)
		}
	}
}
