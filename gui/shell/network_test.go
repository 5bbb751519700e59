package shell

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/card"
	"restante/messaging/delivery"
)

// networkScenes are the states of the network page that are not in the list of all
// pages, its lower half in a small window, and what lies over it.
var networkScenes = []scene{
	{"network-healthy", healthy, func(w opened) { w.shell.ShowNetwork() }, true},
	{"network-failing", failing, func(w opened) { w.shell.ShowNetwork() }, true},
	{"network-holding", holding, func(w opened) { w.shell.ShowNetwork() }, true},
	{"network-given-up", givenUp, func(w opened) { w.shell.ShowNetwork() }, true},
	{"network-below", givenUp, func(w opened) { w.shell.ShowNetwork(); w.scrollToEnd() }, true},
	{"network-large-text", givenUp, func(w opened) { w.enlarge(); w.shell.ShowNetwork() }, false},
	{"network-large-below", givenUp, func(w opened) { w.enlarge(); w.shell.ShowNetwork(); w.scrollToEnd() }, false},
	{"network-add", guitest.Busy, func(w opened) { w.shell.ShowNetwork(); w.shell.Network.Add() }, true},
	{"network-add-error", foreign, func(w opened) {
		w.shell.ShowNetwork()
		w.shell.Network.AddLink("restante:group/q3Jm7dXb0aY")
		w.tap("Add")
	}, true},
	{"network-picture-error", blank, func(w opened) { w.shell.ShowNetwork(); w.shell.Network.Add(); w.tap("From a picture") }, true},
	{"network-peers", guitest.Busy, func(w opened) { w.shell.ShowNetwork(); w.tap("Show all") }, true},
	{"network-stop", holding, func(w opened) { w.shell.ShowNetwork(); w.tap("Hold mail for others") }, true},
	{"network-friend", holding, func(w opened) { w.shell.ShowNetwork(); w.tap("Show the code for friends") }, true},
}

func healthy() *guitest.World {
	w := guitest.Busy()
	w.Nodes = w.Nodes[:2]
	for id := range w.Talks {
		w.DeleteConversation(context.Background(), id)
	}
	w.Receipts, w.Calls = 0, nil
	return w
}

func failing() *guitest.World {
	w := guitest.Busy()
	w.Nodes[1].LastError = "the push node is full"
	w.Nodes[3].Registered = false
	return w
}

func holding() *guitest.World {
	w := guitest.Busy()
	w.Holds = messaging.Holding{On: true, Quota: 1 << 30, Bytes: 318 << 20, Users: 4, Deposits: 214, Link: w.Addrs[1]}
	return w
}

// givenUp has messages that failed and expired, and holds what is left of others'.
func givenUp() *guitest.World {
	w := guitest.Busy()
	id := w.Meet("Paulo Sequeira", false, guitest.Now.AddDate(0, -2, 0))
	w.Say(id, guitest.Now.AddDate(0, 0, -3), "Is the workshop open on Saturday?", delivery.Expired)
	w.Holds.Bytes, w.Holds.Users, w.Holds.Deposits = 3<<20, 1, 3
	return w
}

// foreign refuses the next link as one of a later version.
func foreign() *guitest.World {
	w := guitest.Busy()
	w.Err = fmt.Errorf("%w: %w", messaging.ErrNodeAddr, card.ErrForeign)
	return w
}

// blank has a picture without a code to choose.
func blank() *guitest.World {
	w := guitest.Busy()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 64))); err != nil {
		panic(err)
	}
	w.File = b.Bytes()
	return w
}

// tap presses what is named so, on top of the page first.
func (w opened) tap(name string) {
	roots := append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...)
	for i := len(roots) - 1; i >= 0; i-- {
		if b, ok := guitest.Find[interface {
			fyne.CanvasObject
			fyne.Tappable
		}](roots[i], name); ok {
			test.Tap(b)
			return
		}
	}
}

// enlarge makes text half as large again.
func (w opened) enlarge() {
	s := fyne.CurrentApp().Settings()
	t := s.Theme().(widget.Theme)
	t.Text = 1.5
	s.SetTheme(t)
	w.Content().Refresh()
	size := w.Canvas().Size()
	w.Resize(size.AddWidthHeight(1, 0))
	w.Resize(size)
	w.world.Loop.Advance(time.Minute)
}

// scrollToEnd shows the foot of the page.
func (w opened) scrollToEnd() {
	scrolls(w.shell.Network.Object, func(s *container.Scroll) { s.ScrollToOffset(fyne.NewPos(0, math.MaxInt16)) })
}

func scrolls(o fyne.CanvasObject, f func(*container.Scroll)) {
	switch x := o.(type) {
	case *container.Scroll:
		f(x)
	case *fyne.Container:
		for _, c := range x.Objects {
			scrolls(c, f)
		}
	}
}
