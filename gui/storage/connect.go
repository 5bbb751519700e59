package storage

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/offline/provider/depot"
)

// connect asks the browser for what is missing, and gives all to take. Closing the
// sheet ends it.
func (s *sheet) connect(k depot.Kind, settings depot.Settings, take func(depot.Settings)) {
	closed, stop := context.WithCancel(context.Background())
	s.onClose = stop
	s.main.Disable()
	s.say(lang.L("One moment…"), widget.Muted)
	s.p.o.Loop.Go(func(ctx context.Context) func() {
		ctx, done := context.WithCancel(ctx)
		defer done()
		defer context.AfterFunc(closed, done)()
		got, err := s.p.o.Core.Connect(ctx, k.Name, settings, s.browse)
		return func() { s.connected(got, err, take) }
	})
}

// browse opens the browser. It is called beside the window, and does not fail: the
// address can be opened by hand.
func (s *sheet) browse(url string) error {
	opened := s.p.o.Browse != nil && s.p.o.Browse(url) == nil
	s.p.o.Loop.Later(0, func() {
		switch {
		case s.closed:
		case opened:
			s.wait(lang.L("Waiting for your browser. Allow Restante there; if it did not open, open this address yourself:"), url)
		default:
			s.wait(lang.L("No browser opened. Open this address yourself, and allow Restante there:"), url)
		}
	})
	return nil
}

// wait shows the address, and that the answer is awaited.
func (s *sheet) wait(text, url string) {
	copied := widget.NewRoundButton(lang.L("Copy the address"), "copy", widget.Accent, "", 32, 16, func() {
		fyne.CurrentApp().Clipboard().SetContent(url)
		s.p.o.Notice(lang.L("Address copied"))
	})
	row := widget.Inset(0, 0, 14, 5, widget.Row(2, widget.Grow(widget.Wide(widget.Label(url, 12.5).Cut())), copied))
	address := widget.On(widget.Look{Fill: widget.FieldFill, Rim: widget.BubbleEdge, Radius: 12}, widget.Fixed(0, 42, row))
	s.problem.Objects = []fyne.CanvasObject{widget.Col(8, widget.Para(text, 13, sheetWide, widget.Foreground), address)}
	s.overlay.Refresh()
	s.overlay.Grown()
}

func (s *sheet) connected(got depot.Settings, err error, take func(depot.Settings)) {
	switch {
	case s.closed:
	case err != nil:
		s.main.Enable()
		s.say(problem(err), widget.Bad)
	default:
		take(got)
	}
}

// reconnect asks again for what the provider does not take any more.
func (c *accountCard) reconnect() {
	s := c.p.sheet(lang.L("Connect {{.Title}} again", words{"Title": widget.Clean(c.x.Title)}))
	known := depot.Settings{}
	maps.Copy(known, c.x.Settings)
	e := s.entries(c.kind, known)
	if c.kind.Connect == nil {
		s.add(s.para(lang.L("Secrets are not shown again: please enter them anew. What lies there stays.")))
	}
	s.add(s.para(lang.L("The place stays the same. For another one, add another account.")))
	s.add(e.rows...)
	id := c.x.ID
	s.open(s.cancel(), s.submit(c.kind, e, func(settings depot.Settings) {
		s.work(lang.L("Trying it: something is put there, fetched as a stranger would, and removed…"),
			func(ctx context.Context) error { return c.p.o.Core.Reconnect(ctx, id, settings) },
			func() {
				c.p.o.Notice(lang.L("The account works again."))
				c.p.Reload()
			})
	}))
	if len(s.fields) > 0 {
		s.focus(s.fields[0])
	}
}
