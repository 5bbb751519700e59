package safe

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/welcome"
	"restante/gui/widget"
)

// madeKey keeps when the last backup was made.
const madeKey = "backup-made"

// Made is when the last backup was made here, zero if none was.
func Made(p fyne.Preferences) time.Time {
	at, _ := time.Parse(time.RFC3339, p.String(madeKey))
	return at
}

// BackUp asks for a passphrase and for where to, and saves.
func (s *Safe) BackUp() {
	f := s.form(lang.L("Make a backup"),
		lang.L("One encrypted file with your identity, people, messages and settings. Its passphrase is one of its own: without it nobody opens the file, not even you."),
		lang.L("Choose a folder…"))
	first, second := f.secret(lang.L("Passphrase of the backup")), f.secret(lang.L("The same once more"))
	f.submit = func() { s.choose(f, first, second) }
	f.show([]*widget.Field{first, second}, first, second)
	f.focus(first)
}

func (s *Safe) choose(f *form, first, second *widget.Field) {
	if problem := welcome.CheckNew(first.Text(), second.Text()); problem != "" {
		f.say(problem, widget.Bad)
		f.focus(first)
		return
	}
	s.o.File("restante-"+s.o.Now().Format("2006-01-02-1504")+".age", func(path string) {
		f.work(lang.L("Saving. You may close this card and go on meanwhile."), func(ctx context.Context) error {
			return s.o.Backup.Save(ctx, path, first.Text())
		}, func() {
			s.o.Preferences.SetString(madeKey, s.o.Now().Format(time.RFC3339))
			s.o.Changed()
			s.o.Notice(lang.L("The backup is saved as {{.File}}", map[string]any{"File": filepath.Base(path)}))
		})
	})
}
