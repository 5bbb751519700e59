package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// Page shows the settings.
type Page struct {
	Object fyne.CanvasObject

	o        Options
	sections []section
	items    []*widget.NavItem
	picker   *widget.Select
	body     *fyne.Container
	at       int
	shown    bool
	turn     int // counts what was opened: what was begun for an earlier one is dropped
}

// section is one of the page's parts.
type section struct {
	key, group       string
	title, sub, icon string
	build            func() fyne.CanvasObject
	fills            bool // it scrolls by itself
}

// New makes the page; a section is built once the page is shown.
func New(o Options) *Page {
	p := &Page{o: o, body: container.NewStack()}
	p.sections = p.all()
	var titles []string
	for i, s := range p.sections {
		titles = append(titles, s.title)
		p.items = append(p.items, widget.NewNavItem(s.title, s.icon, func() { p.open(i) }))
	}
	p.picker = widget.NewSelect(lang.L("Section"), titles, p.open)
	p.Object = widget.On(widget.Look{Fill: widget.Canvas}, container.New(&folding{}, p.list(), p.strip(), p.body))
	return p
}

// all are the sections in their order.
func (p *Page) all() []section {
	you, window, messages, system := lang.L("You"), lang.L("This window"), lang.L("Messages"), lang.L("System")
	all := []section{
		{"you", you, lang.L("Profile"), lang.L("Who you are to others, and how you come back"), "user-round", p.you, false},
		{"appearance", window, lang.L("Appearance"), lang.L("How the window looks"), "palette", p.appearance, false},
		{"notifications", window, lang.L("Notifications"), lang.L("What the desktop tells you, and when Restante runs"), "bell", p.notifications, false},
		{"keyboard", window, lang.L("Keyboard"), lang.L("Everything can be done without a mouse"), "keyboard", p.keyboard, false},
		{"privacy", messages, lang.L("Privacy"), lang.L("What others learn of you"), "eye", p.privacy, false},
		{"security", messages, lang.L("Security"), lang.L("What guards your messages here, and how they come back"), "lock", p.security, false},
		{"storage", messages, lang.L("Storage"), lang.L("What Restante takes on this computer, and where"), "hard-drive", p.storage, false},
		{"systems", system, lang.L("Your own systems"), lang.L("What other programs of yours are told of orders and stock"), "share-2", p.systems, false},
		{"logs", system, lang.L("Log"), lang.L("What the program did last. Never what you write."), "scroll-text", p.logs, true},
		{"about", system, lang.L("About Restante"), lang.L("Versions and licences"), "info", p.about, false},
	}
	return slices.DeleteFunc(all, func(s section) bool { return p.lacks(s.key) })
}

// lacks tells whether a section would have nothing to show.
func (p *Page) lacks(key string) bool {
	switch key {
	case "privacy":
		return p.o.Privacy == nil
	case "security":
		return p.o.Security == nil
	case "storage":
		return p.o.Storage == nil
	case "systems":
		return p.o.Systems == nil
	case "logs":
		return p.o.Logs == nil
	}
	return false
}

// SetShown tells whether the page can be seen.
func (p *Page) SetShown(on bool) {
	p.shown = on
	p.turn++
	if on {
		p.open(p.at)
	}
}

// Show opens the section of that key.
func (p *Page) Show(key string) {
	if i := slices.IndexFunc(p.sections, func(s section) bool { return s.key == key }); i >= 0 {
		p.at = i
	}
	if p.shown {
		p.open(p.at)
	}
}

// open builds a section and shows it.
func (p *Page) open(i int) {
	p.at = i
	p.turn++
	for n, x := range p.items {
		x.Select(n == i)
	}
	p.picker.Choose(i)
	s := p.sections[i]
	head := widget.Pad(0, margin, widget.Col(3, widget.Strong(s.title, 18).Cut(), widget.Flow(s.sub, 13, widget.Muted)))
	inside := widget.Inset(26, margin, 0, 0, widget.Col(gap, head, widget.Pad(0, margin, s.build())))
	if s.fills {
		inside = widget.Inset(26, margin, 0, 0, widget.Col(gap, head, widget.Grow(widget.Pad(0, margin, s.build()))))
		p.body.Objects = []fyne.CanvasObject{inside}
	} else {
		p.body.Objects = []fyne.CanvasObject{widget.Room(inside)}
	}
	p.body.Refresh()
}

// list is the column of sections.
func (p *Page) list() fyne.CanvasObject {
	column := widget.Col(2, widget.Pad(8, 12, widget.Strong(lang.L("Settings"), 22).Cut()))
	group := ""
	for i, s := range p.sections {
		if s.group != group {
			group = s.group
			column.Add(widget.Inset(12, 4, 12, 12, widget.Caption(group, 12).Cut()))
		}
		column.Add(p.items[i])
	}
	panel := widget.Inset(16, 12, 12, 12, column)
	side := widget.RowFill(0, widget.Grow(container.NewVScroll(panel)), widget.Line())
	return widget.On(widget.Look{Fill: widget.Panel}, side)
}

// strip is what takes the list's place where there is no room for it.
func (p *Page) strip() fyne.CanvasObject {
	row := widget.Row(12, widget.Strong(lang.L("Settings"), 18), widget.Spring(), p.picker)
	bar := widget.Col(0, widget.Fixed(0, 60, widget.Pad(0, margin, row)), widget.Line())
	return widget.On(widget.Look{Fill: widget.Panel}, bar)
}
