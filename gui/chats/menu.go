package chats

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/messaging/chat"
)

// showMenu offers what can be done with a message.
func (t *talk) showMenu(id string, at fyne.Position) {
	m, ok := t.view.Message(id)
	if !ok {
		return
	}
	items := append(t.leads(m),
		fyne.NewMenuItem(lang.L("Copy"), func() { t.page.copy(whole(m), lang.L("Copied")) }),
		fyne.NewMenuItem(lang.L("Select text"), func() { t.read(m) }),
	)
	if m.Out {
		items = append(items, fyne.NewMenuItem(lang.L("Where it is"), func() { t.showPath(id, at, fyne.NewSize(0, 0)) }))
	} else {
		items = append(items, fyne.NewMenuItem(lang.L("How it is protected"), func() { t.path.show(id, at, fyne.NewSize(0, 0)) }))
	}
	if m.Mark == widget.Failed {
		items = append(items, fyne.NewMenuItem(lang.L("Send again"), func() { t.sendAgain(id) }))
	}
	items = append(items, fyne.NewMenuItem(lang.L("Delete"), func() { t.askDeleteMessage(m) }))
	fynewidget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), t.page.o.Canvas(), at)
}

// read shows a message so that parts of it can be copied.
func (t *talk) read(m widget.Message) {
	widget.ShowText(t.page.o.Canvas(), widget.Reading{
		Title: lang.L("Select text"), Text: whole(m), Copy: lang.L("Copy all"), Close: lang.L("Close"),
		Copied: func() { t.page.o.Notice(lang.L("Copied")) },
	})
}

func (t *talk) sendAgain(id string) {
	t.do(func(ctx context.Context) error { return t.page.o.Chats.SendAgain(ctx, id) })
}

// askDeleteMessage asks before a message goes, and says what happens elsewhere.
func (t *talk) askDeleteMessage(m widget.Message) {
	name := words{"Name": t.person.brief()}
	text := lang.L("It goes from this computer. {{.Name}} keeps theirs.", name)
	switch {
	case m.Mark == widget.Failed:
		text = lang.L("It goes from this computer.")
	case m.Out && m.Mark != widget.Delivered && m.Mark != widget.Read:
		text = lang.L("It goes from your conversation with {{.Name}}, and is taken back where it is held. If {{.Name}} has it already, they keep it.", name)
	}
	widget.Ask(t.page.o.Canvas(), widget.Question{
		Title: lang.L("Delete message"), Text: text, Danger: true, Yes: lang.L("Delete"), No: lang.L("Cancel"),
		Do: func(_ string, done func(string)) { t.delete(m.ID, done) },
	})
}

// delete takes a message from this computer; one that is gone already is fine.
func (t *talk) delete(id string, done func(problem string)) {
	t.try(func(ctx context.Context) error {
		if err := t.page.o.Chats.Delete(ctx, id); !errors.Is(err, chat.ErrNoMessage) {
			return err
		}
		return nil
	}, done)
}

// toNewest shows the end of the conversation, loading it where it is not loaded.
func (t *talk) toNewest() {
	if t.view.Ended() {
		t.refresh()
		return
	}
	t.load(chat.Query{Limit: pageSize}, func(ms []chat.Message) {
		t.view.Set(t.rows(ms), len(ms) == pageSize)
	})
}
