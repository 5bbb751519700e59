package safe

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/welcome"
	"restante/gui/widget"
	"restante/node/vault"
)

// change is the card that changes how the folder unlocks.
type change struct {
	*form
	ways   []vault.Method // of the tiles
	tiles  *widget.Choices
	before *widget.Field // nil where there is no passphrase
	first  *widget.Field
	second *widget.Field
}

// Change asks how this computer shall unlock from now on.
func (s *Safe) Change() {
	s.o.Loop.Go(func(ctx context.Context) func() {
		keyring := s.o.Keyring != nil && s.o.Keyring(ctx) == nil
		asks := s.o.Guard.Asks()
		return func() { s.change(keyring, asks) }
	})
}

func (s *Safe) change(keyring, asks bool) {
	c := &change{ways: []vault.Method{vault.Passphrase, vault.KeyFile}}
	if keyring {
		c.ways = []vault.Method{vault.Passphrase, vault.Keyring, vault.KeyFile}
	}
	c.form = s.form(lang.L("How this computer unlocks"),
		lang.L("Only the lock is changed: your messages stay as they are, and nothing of them is written anew."),
		lang.L("Change"))
	c.submit = c.do
	if asks {
		c.before = c.secret(lang.L("Passphrase until now"))
	}
	c.first, c.second = c.secret(lang.L("New passphrase")), c.secret(lang.L("The same once more"))
	c.tiles = widget.NewChoices(tileWide(len(c.ways)), c.options()...)
	c.tiles.OnChosen = func(int) { c.explain() }
	c.tiles.OnEnter, c.tiles.Focus = c.try, s.o.Canvas().Focus
	c.explain()
	if c.before != nil {
		c.focus(c.before)
	} else {
		c.focus(c.first)
	}
}

func tileWide(n int) float32 { return (formWide + 6 - 6*float32(n-1)) / float32(n) }

func (c *change) options() (all []widget.Option) {
	words := map[vault.Method]widget.Option{
		vault.Keyring:    {Title: lang.L("System keyring"), Text: lang.L("Opens when you log in"), Icon: "fingerprint"},
		vault.Passphrase: {Title: lang.L("Passphrase"), Text: lang.L("You type it at every start"), Icon: "key-round"},
		vault.KeyFile:    {Title: lang.L("Nothing"), Text: lang.L("Opens for anybody"), Icon: "triangle-alert"},
	}
	for _, w := range c.ways {
		all = append(all, words[w])
	}
	return all
}

func (c *change) to() vault.Method { return c.ways[c.tiles.Chosen()] }

// explain shows what belongs to the chosen tile.
func (c *change) explain() {
	var fields []*widget.Field
	var all []fyne.CanvasObject
	if c.before != nil {
		fields, all = append(fields, c.before), append(all, c.before)
	}
	all = append(all, widget.Inset(0, 0, -3, -3, widget.RowFill(6, c.tiles.Objects()...)))
	fresh := widget.Row(12, widget.Grow(widget.Wide(c.first)), widget.Grow(widget.Wide(c.second)))
	switch c.to() {
	case vault.Passphrase:
		fields, all = append(fields, c.first, c.second), append(all, fresh)
	case vault.Keyring:
		text := lang.L("If you like, a passphrase as a second way in, for the day on which the keyring is lost:")
		fields = append(fields, c.first, c.second)
		all = append(all, widget.Para(text, 13, formWide, widget.Muted), fresh)
	default:
		all = append(all, warning(lang.L("Whoever can read this disk can read your messages and write in your name. Choose this only if the disk itself is encrypted, or if nobody else comes near this computer.")))
	}
	c.show(fields, all...)
}

func warning(text string) fyne.CanvasObject {
	row := widget.Row(12, widget.NewIcon("triangle-alert", widget.Careful.Ink, 18), widget.Para(text, 13, formWide-62, widget.Careful.Ink))
	return widget.On(widget.Look{Fill: widget.Careful.Fill, Radius: 12}, widget.Pad(12, 16, row))
}

func (c *change) do() {
	to, before, first := c.to(), "", c.first.Text()
	if c.before != nil {
		before = c.before.Text()
	}
	if to == vault.KeyFile {
		first = ""
	}
	if to == vault.Passphrase || to == vault.Keyring && first+c.second.Text() != "" {
		if problem := welcome.CheckNew(first, c.second.Text()); problem != "" {
			c.say(problem, widget.Bad)
			c.focus(c.first)
			return
		}
	}
	c.work(lang.L("One moment…"), func(ctx context.Context) error {
		return c.s.o.Guard.Change(ctx, before, to, first)
	}, func() {
		c.s.o.Changed()
		c.s.o.Notice(lang.L("Changed. It counts from the next start on."))
	})
}
