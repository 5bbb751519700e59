package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/lock"
	"restante/gui/safe"
	"restante/gui/widget"
	"restante/node/vault"
)

// Security is how what lies here is guarded. Of a server there are only backups.
type Security struct {
	Ways   func() []vault.Method // what unlocks the folder
	Change func()                // asks how it shall
	Lock   func()                // covers the window
	BackUp func()                // saves all of it in a file
	Erase  func()                // asks whether to end it all
}

// security is the lock, the backup, and the end.
func (p *Page) security() fyne.CanvasObject {
	if p.o.Far != "" {
		return cards(p.farCard(), p.backupCard())
	}
	unlocks, turn := widget.Col(0), p.turn
	p.o.Loop.Go(func(context.Context) func() {
		ways := p.o.Security.Ways()
		return func() {
			if turn == p.turn {
				unlocks.Objects = []fyne.CanvasObject{p.lockCard(ways)}
				p.body.Refresh()
			}
		}
	})
	return cards(unlocks, p.backupCard(), p.eraseCard())
}

// farCard says what is done where the data folder is.
func (p *Page) farCard() fyne.CanvasObject {
	text := lang.L("Messages, orders and keys lie on {{.Host}}. The recovery words, its passphrase and the end of everything are never given over the network: see to them there. This window does not lock: lock your computer when you leave it.", words{"Host": p.o.Far})
	return card("hard-drive", lang.L("On another machine"), widget.Pad(4, 0, widget.Flow(text, 13, widget.Muted)))
}

func (p *Page) lockCard(ways []vault.Method) fyne.CanvasObject {
	change := widget.NewButton(lang.L("Change"), "", widget.Secondary, p.o.Security.Change)
	now := lang.L("Now: {{.Way}}. What is asked for before your messages can be read here.", words{"Way": safe.Now(ways)})
	text, after, shut := lang.L("After that long without use. Messages go on arriving behind the lock."), p.lockAfter(), p.lockNow()
	if !slices.Contains(ways, vault.Passphrase) {
		text = lang.L("The window locks only where there is a passphrase to unlock it with.")
		after.Disable()
		shut.Disable()
	}
	return card("lock", lang.L("Lock"), row(lang.L("How this computer unlocks"), now, change),
		row(lang.L("Lock the window by itself"), text, after), row(lang.L("Lock the window now"), lang.L("Hides every name and every word until the passphrase is typed."), shut))
}

func (p *Page) lockAfter() *widget.Select {
	var all []string
	for _, n := range lock.Minutes {
		all = append(all, afterWords(n))
	}
	s := widget.NewSelect(lang.L("Lock the window by itself"), all, func(i int) { lock.Keep(p.o.Preferences, lock.Minutes[i]) })
	s.Choose(slices.Index(lock.Minutes, lock.After(p.o.Preferences)))
	return s
}

func afterWords(minutes int) string {
	if minutes == 0 {
		return lang.L("Never")
	}
	return lang.N("after {{.N}} minutes", minutes, words{"N": minutes})
}

func (p *Page) lockNow() *widget.Button {
	return widget.NewButton(lang.L("Lock"), "lock", widget.Secondary, p.o.Security.Lock)
}

func (p *Page) backupCard() fyne.CanvasObject {
	made := lang.L("None was made on this computer yet.")
	if at := safe.Made(p.o.Preferences); !at.IsZero() {
		made = lang.L("The last one was made on {{.Day}}.", words{"Day": p.day(at)})
	}
	button := widget.NewButton(lang.L("Make a backup"), "archive", widget.Secondary, p.o.Security.BackUp)
	how := widget.Flow(lang.L("A new computer offers to restore it at the first start. It then is a device of its own: your friends are asked whether they trust it. Use only one of the two from then on."), 12.5, widget.Muted)
	return card("archive", lang.L("Backup"),
		row(lang.L("Encrypted backup file"), lang.L("Identity, people, messages and settings in one file with its own passphrase.")+" "+made, button),
		widget.Pad(9, 0, how))
}

func (p *Page) eraseCard() fyne.CanvasObject {
	erase := widget.NewButton(lang.L("Erase everything"), "", widget.Danger, p.o.Security.Erase)
	return card("triangle-alert", lang.L("Emergency"),
		row(lang.L("Erase everything on this computer"), lang.L("The key is destroyed first: from then on nobody reads what was here. Mail that is still on its way to you waits where it is."), erase))
}
