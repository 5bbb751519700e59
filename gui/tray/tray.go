// Package tray is the icon beside the desktop's clock, by which a window that
// was closed comes back: its menu, and the number of unread messages.
//
//	t := tray.New(app, tray.Options{Open: raise, Quit: app.Quit, ...})
//	t.Unread(3)
package tray

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// App is what is needed of Fyne's app, see [fyne.io/fyne/v2/driver/desktop.App].
type App interface {
	SetSystemTrayMenu(*fyne.Menu)
	SetSystemTrayIcon(fyne.Resource)
}

// Options are what a Tray needs.
type Options struct {
	Open    func()
	Quit    func()
	Choices []Choice // between the two
}

// Choice is a setting in the menu: a switch, or one of several values.
type Choice struct {
	Label  string
	Values []string    // nil for a switch
	Chosen func() int  // the value that holds; of a switch 1 is on, and -1 hides it
	Choose func(i int) // called on the UI goroutine
}

// Tray is the icon and its menu.
type Tray struct {
	app    App
	o      Options
	icon   *image.NRGBA
	unread int
}

// New puts the icon, a PNG picture, into the tray. It must be called before the
// app runs: Fyne starts its tray together with the app or never.
func New(app App, icon []byte, o Options) (*Tray, error) {
	img, err := small(icon)
	if err != nil {
		return nil, err
	}
	t := &Tray{app: app, o: o, icon: img}
	t.Refresh()
	return t, t.show()
}

// Refresh shows the choices as they are now.
func (t *Tray) Refresh() {
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Open Restante"), t.o.Open), fyne.NewMenuItemSeparator()}
	for _, c := range t.o.Choices {
		if c.Chosen() >= 0 {
			items = append(items, t.item(c))
		}
	}
	quit := fyne.NewMenuItem(lang.L("Quit"), t.o.Quit)
	quit.IsQuit = true
	t.app.SetSystemTrayMenu(fyne.NewMenu("Restante", append(items, fyne.NewMenuItemSeparator(), quit)...))
}

func (t *Tray) item(c Choice) *fyne.MenuItem {
	chosen := c.Chosen()
	if c.Values == nil {
		return t.tick(c.Label, chosen == 1, func() { c.Choose(1 - chosen) })
	}
	values := fyne.NewMenu("")
	for i, v := range c.Values {
		values.Items = append(values.Items, t.tick(v, i == chosen, func() { c.Choose(i) }))
	}
	item := fyne.NewMenuItem(c.Label, nil)
	item.ChildMenu = values
	return item
}

func (t *Tray) tick(label string, on bool, do func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(label, func() {
		do()
		t.Refresh()
	})
	i.Checked = on
	return i
}

// Unread shows the number of unread messages on the icon.
func (t *Tray) Unread(n int) {
	before := t.unread
	if t.unread = n; shown(n) != shown(before) {
		if err := t.show(); err != nil {
			fyne.LogError("drawing the tray's icon", err)
		}
	}
}

func (t *Tray) show() error {
	text := shown(t.unread)
	b, err := t.draw(text)
	if err == nil {
		t.put(fyne.NewStaticResource("tray"+text+".png", b))
	}
	return err
}

// put gives the desktop an icon. Fyne's tray panics once its connection is gone,
// at log-out or while the app quits; then nobody is left to see an icon.
func (t *Tray) put(icon fyne.Resource) {
	defer func() { _ = recover() }()
	t.app.SetSystemTrayIcon(icon)
}

// shown is what there is room for on the icon.
func shown(n int) string {
	switch {
	case n <= 0:
		return ""
	case n > 9:
		return "9+"
	}
	return strconv.Itoa(n)
}
