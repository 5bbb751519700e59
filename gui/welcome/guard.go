package welcome

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// minPassphrase is the least number of letters. What guards against is guessing
// at a copy of the disk, at six guesses a second and core.
const minPassphrase = 8

// guard asks how this computer unlocks.
type guard struct {
	page    *Page
	missing bool // a keyring was looked for in vain
	tiles   *widget.Choices
	guards  []Guard // of the tiles
	object  *fyne.Container
	details *fyne.Container
	first   *widget.Field
	second  *widget.Field
	hint    *fyne.Container
}

func newGuard(p *Page) *guard {
	g := &guard{page: p, object: widget.Col(12), details: widget.Col(0), hint: widget.Row(12)}
	show := lang.L("Show what is typed")
	g.first = widget.NewSecret(lang.L("Passphrase"), show, 42)
	g.second = widget.NewSecret(lang.L("The same once more"), show, 42)
	for _, f := range []*widget.Field{g.first, g.second} {
		f.OnSubmitted = func(string) { g.enter() }
		f.OnChanged = func(string) { g.weigh() }
	}
	g.offer(ByPassphrase, ByNothing)
	return g
}

// look offers the keyring if there is one, and prefers it while nothing is typed; else
// it says that there is none.
func (g *guard) look() {
	g.page.o.Loop.Go(func(ctx context.Context) func() {
		err := g.page.o.Keyring(ctx)
		return func() {
			if err == nil && g.first.Text() == "" && g.chosen() == ByPassphrase {
				g.offer(ByKeyring, ByPassphrase, ByNothing)
			}
			if err != nil {
				g.missing = true
				g.explain()
			}
		}
	})
}

// offer makes the tiles.
func (g *guard) offer(guards ...Guard) {
	words := map[Guard]widget.Option{
		ByKeyring:    {Title: lang.L("System keyring"), Text: lang.L("Opens when you log in"), Icon: "fingerprint"},
		ByPassphrase: {Title: lang.L("Passphrase"), Text: lang.L("You type it at every start"), Icon: "key-round"},
		ByNothing:    {Title: lang.L("Nothing"), Text: lang.L("Opens for anybody"), Icon: "triangle-alert"},
	}
	var options []widget.Option
	for _, one := range guards {
		options = append(options, words[one])
	}
	g.guards, g.tiles = guards, widget.NewChoices(tileWide(len(guards)), options...)
	g.tiles.OnChosen = func(int) { g.explain() }
	g.tiles.OnEnter, g.tiles.Focus = g.enter, g.page.give
	g.object.Objects = []fyne.CanvasObject{tileRow(g.tiles), g.details}
	g.explain()
}

// tileWide is the width of each of n tiles beside each other.
func tileWide(n int) float32 { return (bodyWide + 6 - 6*float32(n-1)) / float32(n) }

// tileRow puts tiles beside each other, so that their faces begin where text does.
func tileRow(c *widget.Choices) fyne.CanvasObject {
	return widget.Inset(0, 0, -3, -3, widget.RowFill(6, c.Objects()...))
}

func (g *guard) chosen() Guard { return g.guards[g.tiles.Chosen()] }

func (g *guard) passphrase() string {
	if g.chosen() == ByNothing {
		return ""
	}
	return g.first.Text()
}

// explain shows what belongs to the chosen tile.
func (g *guard) explain() {
	fields := widget.Row(12, widget.Grow(widget.Wide(g.first)), widget.Grow(widget.Wide(g.second)))
	switch g.chosen() {
	case ByPassphrase:
		column := widget.Col(12, fields, g.hint)
		if g.missing {
			column.Add(widget.Para(lang.L("No keyring answers on this computer, so it is not among these."), 12.5, bodyWide, widget.Muted))
		}
		g.details.Objects = []fyne.CanvasObject{column}
	case ByKeyring:
		second := widget.Para(lang.L("If you like, a passphrase as a second way in, for the day on which the keyring is lost:"), 13, bodyWide, widget.Muted)
		g.details.Objects = []fyne.CanvasObject{widget.Col(10, second, fields, g.hint)}
	default:
		warning := lang.L("Whoever can read this disk can read your messages and write in your name. Choose this only if the disk itself is encrypted, or if nobody else comes near this computer.")
		g.details.Objects = []fyne.CanvasObject{note(warning, "triangle-alert", widget.Careful)}
	}
	g.weigh()
	g.page.frame.Object.Refresh()
}

// weigh says how long a passphrase would stand.
func (g *guard) weigh() {
	s := g.first.Text()
	share, word, tone := weight(s)
	if s == "" {
		word = lang.L("Four or five words that do not belong together are better than one with signs.")
		if g.chosen() == ByKeyring {
			word = ""
		}
	}
	meter, room := widget.Fixed(110, 0, widget.Mid(widget.Fixed(110, 6, widget.Meter(share, tone.Ink)))), bodyWide-122
	if meter.Hidden = s == ""; meter.Hidden {
		room = bodyWide
	}
	g.hint.Objects = []fyne.CanvasObject{meter, widget.Para(word, 12.5, room, widget.Muted)}
	g.hint.Refresh()
}

// enter goes on, by way of the fields that are still empty.
func (g *guard) enter() {
	for _, f := range []*widget.Field{g.first, g.second} {
		empty := f.Text() == "" && (g.chosen() == ByPassphrase || f == g.second && g.first.Text() != "")
		if empty && g.chosen() != ByNothing {
			g.page.give(f.Focusable())
			return
		}
	}
	g.page.Next()
}

func (g *guard) head() (int, string, string) {
	number := 2
	if g.page.who.saved() {
		number = 0 // there are no four steps then
	}
	return number, lang.L("How this computer unlocks"), lang.L("everything on disk is encrypted")
}

func (g *guard) body() fyne.CanvasObject { return g.object }
func (g *guard) next() string            { return lang.L("Continue") }

// focus is the tiles, or the field that is not right.
func (g *guard) focus() fyne.Focusable {
	switch first, second := g.first.Text(), g.second.Text(); {
	case g.chosen() == ByNothing || first == "" && second == "" || g.check() == "":
		return g.tiles.Focusable()
	case !longEnough(first):
		return g.first.Focusable()
	}
	return g.second.Focusable()
}

func (g *guard) check() string {
	first, second := g.first.Text(), g.second.Text()
	if g.chosen() == ByNothing || g.chosen() == ByKeyring && first == "" && second == "" {
		return ""
	}
	return CheckNew(first, second)
}

// CheckNew says what is wrong with a passphrase that is typed twice for the first time.
func CheckNew(first, second string) string {
	switch {
	case first == "" && second == "":
		return lang.L("Please type a passphrase.")
	case !longEnough(first):
		return lang.L("The passphrase is too short: it needs at least {{.Count}} letters.", map[string]any{"Count": minPassphrase})
	case first != second:
		return lang.L("The two are not the same.")
	}
	return ""
}
