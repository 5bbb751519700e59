package welcome

import (
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// choices are what is entered so far.
func (p *Page) choices() Choices {
	c := Choices{Words: p.fresh, Kept: p.offer.now(), Name: p.name.text(), Picture: p.name.picture,
		Guard: p.guard.chosen(), Passphrase: p.guard.passphrase(), Holder: p.holder.addr()}
	if p.who.known() {
		c.Words, c.Kept = p.restore.words(), true
	}
	if p.who.saved() {
		c = Choices{Guard: c.Guard, Passphrase: c.Passphrase, Backup: p.saved.path, BackupPassphrase: p.saved.secret.Text()}
	}
	return c
}

func (p *Page) finish() {
	p.wait(true)
	word := lang.L("One moment: your keys are being made.")
	if p.who.saved() {
		word = lang.L("One moment: your messages are coming back. Nothing counts before all of it is there.")
	}
	p.frame.say(word, widget.Muted)
	p.o.Open(p.choices(), func(err error) {
		p.wait(false)
		p.say(Problem(err))
	})
}

func (p *Page) wait(on bool) {
	p.busy = on
	enable(p.frame.next, !on)
	enable(p.frame.back, !on)
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
