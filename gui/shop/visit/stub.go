package visit

import (
	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/storefront"
)

type View struct{ Object fyne.CanvasObject }

func New(o Options, at storefront.Link) *View { return &View{widget.Gap(0, 0)} }
func (v *View) Open()                         {}
func (v *View) News(peer.ID)                  {}
func (v *View) Repaint()                      {}
func Share(c fyne.Canvas, notice func(string), name string, l storefront.Link) {
}
