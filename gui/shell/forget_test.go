package shell

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
)

// TestAHiddenPageComesBackWhole hides each page until Fyne has dropped its
// renderers; it must then be drawn as before.
func TestAHiddenPageComesBackWhole(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	synctest.Test(t, func(t *testing.T) {
		guitest.Forget()
		w := window(t, guitest.Busy(), large)
		w.open("Marta Oliveira")
		chats := test.RenderToMarkup(w.Canvas())
		w.shell.ShowNetwork()
		network := test.RenderToMarkup(w.Canvas())
		guitest.Forget()
		w.shell.Show(chatsPage)
		same(t, "chats", chats, test.RenderToMarkup(w.Canvas()))
		guitest.Forget()
		w.shell.ShowNetwork()
		same(t, "network", network, test.RenderToMarkup(w.Canvas()))
	})
}
