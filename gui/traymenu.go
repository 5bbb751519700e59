package gui

import (
	"context"
	"fmt"
	"os"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/notify"
	"restante/gui/tray"
	"restante/gui/widget"
)

// putTray puts the icon into the tray. It is done before the app runs, and also
// where no tray is there yet: Fyne brings the icon when one comes.
func (st *stay) putTray(icon []byte) {
	a, ok := st.app.(tray.App)
	if !ok || st.o.Closes || !st.desk.Bus() {
		return
	}
	t, err := tray.New(a, icon, tray.Options{Open: st.raise, Quit: st.quit, Choices: st.choices()})
	if err != nil {
		fyne.LogError("drawing the tray's icon", err)
		return
	}
	st.tray = t
	if a, ok := st.app.(interface{ SetSystemTrayWindow(fyne.Window) }); ok {
		a.SetSystemTrayWindow(st.window)      // a click on the icon shows it
		st.window.SetCloseIntercept(st.close) // Fyne put its own in place
	}
}

func (st *stay) choices() []tray.Choice {
	words := make([]string, len(notify.Levels))
	for i, l := range notify.Levels {
		words[i] = l.Word()
	}
	p := st.app.Preferences()
	return []tray.Choice{{
		Label: lang.L("Notifications"), Values: words,
		Chosen: func() int { return slices.Index(notify.Levels, notify.LevelIn(p)) },
		Choose: func(i int) { notify.Levels[i].Keep(p) },
	}, {
		Label: lang.L("Start at log-in"), Chosen: st.atLogin,
		Choose: func(i int) { st.say(st.o.Login.Set(i == 1)) },
	}}
}

// atLogin is 1 if the program starts at log-in, 0 if not, -1 if it cannot.
func (st *stay) atLogin() int {
	if len(st.o.Login.Command) == 0 {
		return -1
	}
	switch on, err := st.o.Login.On(); {
	case err != nil:
		return -1
	case on:
		return 1
	}
	return 0
}

// say shows what went wrong in the window.
func (st *stay) say(err error) {
	if err != nil {
		st.raise()
		st.notice(err.Error())
	}
}

func (st *stay) notice(word string) {
	if st.shell != nil {
		st.shell.Notice(word)
	}
}

// sayCrash tells once that the last run crashed.
func (st *stay) sayCrash(file string) {
	widget.Ask(st.window.Canvas(), widget.Question{
		Title: lang.L("Restante ended unexpectedly"),
		Text:  lang.L("What you sent is kept and goes on its way. What went wrong is written in {{.File}}.", map[string]any{"File": file}),
		Yes:   lang.L("Copy the report"), No: lang.L("Close"),
		Do: func(_ string, done func(string)) { st.copy(file, done) },
	})
}

func (st *stay) copy(file string, done func(problem string)) {
	st.bridge.Go(func(context.Context) func() {
		report, err := os.ReadFile(file)
		return func() {
			if err != nil {
				done(fmt.Sprint(err))
				return
			}
			st.app.Clipboard().SetContent(string(report))
			done("")
			st.notice(lang.L("Copied"))
		}
	})
}
